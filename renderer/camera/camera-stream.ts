/** Why there is no live picture; each has a sentence that says what to do. */
export type CameraTrouble = 'none' | 'denied' | 'busy' | 'failed';

/** Asked of the camera: small print needs pixels, and cameras give what they can. */
const WANTED = { width: { ideal: 2560 }, height: { ideal: 1440 } } as const;

/** Opens a camera; the chosen one if it is still there. Rejects with what getUserMedia rejects with. */
export async function openCamera(deviceId: string): Promise<MediaStream> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const known = deviceId !== '' && devices.some((device) => device.deviceId === deviceId);
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { ...WANTED, ...(known ? { deviceId: { exact: deviceId } } : {}) },
  });
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Names of getUserMedia's DOMExceptions, as the Media Capture specification defines them. */
export function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'failed';
}

export async function cameras(): Promise<readonly MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((device) => device.kind === 'videoinput');
}

/** Quality at which a picture is handed on: small print must survive it. */
const JPEG_QUALITY = 0.95;

/** The frame on the screen as a JPEG, in the camera's own pixels; null while there is no frame. */
export async function takeFrame(video: HTMLVideoElement): Promise<Blob | null> {
  if (video.videoWidth === 0) return null;
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY);
  });
}
