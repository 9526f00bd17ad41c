import { useEffect, useState } from 'react';
import { cameras, closeCamera, openCamera, troubleOf, type CameraTrouble } from './camera-stream.ts';

export type CameraState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'live'; readonly stream: MediaStream }
  | { readonly kind: 'trouble'; readonly why: CameraTrouble };

/** Keeps a camera open while the component lives. `again` tries once more after a trouble. */
export function useCamera(deviceId: string): {
  readonly state: CameraState;
  readonly devices: readonly MediaDeviceInfo[];
  readonly again: () => void;
} {
  const [attempt, setAttempt] = useState(0);
  const wantedNow = `${attempt} ${deviceId}`;
  // The state of another camera or attempt is not this one's: until it has its own, this one is starting.
  const [settled, setSettled] = useState<{ readonly of: string; readonly state: CameraState } | null>(null);
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    let wanted = true;
    let open: MediaStream | null = null;
    const setState = (state: CameraState): void => setSettled({ of: wantedNow, state });
    openCamera(deviceId)
      .then(async (stream) => {
        if (!wanted) {
          closeCamera(stream);
          return;
        }
        open = stream;
        setState({ kind: 'live', stream });
        // Names of cameras are known only once one was allowed.
        setDevices(await cameras());
        // A camera pulled out while it is live must not leave a frozen picture.
        stream.getVideoTracks()[0]?.addEventListener('ended', () => setState({ kind: 'trouble', why: 'none' }));
      })
      .catch((error: unknown) => {
        if (wanted) setState({ kind: 'trouble', why: troubleOf(error) });
      });
    return () => {
      wanted = false;
      if (open !== null) closeCamera(open);
    };
  }, [deviceId, wantedNow]);
  const state: CameraState = settled?.of === wantedNow ? settled.state : { kind: 'starting' };
  return { state, devices, again: () => setAttempt((old) => old + 1) };
}
