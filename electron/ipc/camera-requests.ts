import type { cameraInputs } from '../../shared/camera.ts';
import type { Captures } from '../capture/captures.ts';
import type { OcrPort } from '../ocr/ocr-port.ts';
import type { RequestTable } from './handle.ts';

export type CameraParts = { readonly captures: Captures; readonly ocr: Pick<OcrPort, 'look'> };

/** A live camera: frames go to the reader and nowhere else; what is kept of it becomes a capture like any other. */
export function cameraRequests({ captures, ocr }: CameraParts): Pick<RequestTable, keyof typeof cameraInputs> {
  return {
    'camera:look': (frame) => ocr.look(frame),
    'camera:keep': ({ bytes, seen }) => captures.add(bytes, 'camera', undefined, seen),
  };
}
