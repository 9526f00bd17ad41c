import { useEffect, useState } from 'react';
import { cameras, closeCamera, openCamera, troubleOf, type CameraTrouble } from './camera-stream.ts';

export type CameraState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'live'; readonly stream: MediaStream }
  | { readonly kind: 'trouble'; readonly why: CameraTrouble };

/** What plugging a camera in may mend; a refusal is a person's to take back. */
const MENDED_BY_PLUGGING: ReadonlySet<CameraTrouble> = new Set(['none', 'busy', 'failed']);

/**
 * Keeps a camera open while the component lives. One that is pulled out is found again when it is plugged in, and the
 * chosen one is gone back to. `again` tries once more after a trouble.
 */
export function useCamera(deviceId: string): {
  readonly state: CameraState;
  readonly devices: readonly MediaDeviceInfo[];
  readonly again: () => void;
} {
  const [attempt, setAttempt] = useState(0);
  const wantedNow = `${attempt} ${deviceId}`;
  // The state of another camera or attempt is not this one's: until it has its own, this one is starting.
  const [settled, setSettled] = useState<Settled>(null);
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
  const state = stateNow(settled, wantedNow);

  useEffect(() => {
    const onPlugged = (): void => {
      void cameras().then((found) => {
        setDevices(found);
        if (isWorthAnotherTry(stateNow(settled, wantedNow), deviceId, found)) setAttempt((old) => old + 1);
      });
    };
    navigator.mediaDevices.addEventListener('devicechange', onPlugged);
    return () => navigator.mediaDevices.removeEventListener('devicechange', onPlugged);
  }, [settled, wantedNow, deviceId]);
  return { state, devices, again: () => setAttempt((old) => old + 1) };
}

type Settled = { readonly of: string; readonly state: CameraState } | null;

const stateNow = (settled: Settled, wanted: string): CameraState =>
  settled?.of === wanted ? settled.state : { kind: 'starting' };

/** Whether these cameras give reason to open one anew: there was none, or the chosen one is back. */
function isWorthAnotherTry(state: CameraState, deviceId: string, found: readonly MediaDeviceInfo[]): boolean {
  switch (state.kind) {
    case 'starting':
      return false;
    case 'trouble':
      return found.length > 0 && MENDED_BY_PLUGGING.has(state.why);
    case 'live':
      return (
        deviceId !== '' &&
        found.some((device) => device.deviceId === deviceId) &&
        state.stream.getVideoTracks()[0]?.getSettings().deviceId !== deviceId
      );
  }
}
