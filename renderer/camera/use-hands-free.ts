import { useEffect, useRef, useState, type RefObject } from 'react';
import type { FrameSight } from '../../shared/camera.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { keepStill } from '../flows/capture-flow.ts';
import { playChime } from '../messages/chime.ts';
import { desk } from '../store/desk-store.ts';
import { followCamera, type Follower } from './follow-camera.ts';
import { hintOf, LOOKS, steadyHint, type CameraHint } from './hints.ts';

/** What the camera is doing, for the person who holds the document. */
export type HandsFree = {
  readonly sight: FrameSight | null;
  readonly hint: CameraHint | null;
  /** What became of the document in sight: it joined the queue, it was there before, or it could not be stored. */
  readonly outcome:
    | { readonly kind: 'kept' | 'known'; readonly seen: string; readonly name: string | null }
    | { readonly kind: 'refused'; readonly code: ErrorCode }
    | null;
  /** Documents that joined the queue since the camera was opened. */
  readonly kept: number;
};

const NOTHING: HandsFree = { sight: null, hint: null, outcome: null, kept: 0 };

/** After a refusal the same document is not tried again for so long, in milliseconds. */
const REFUSED_FOR = 4000;

/** Follows the playing video, and puts each document into the queue once, as soon as the reader is sure of it. */
export function useHandsFree(
  video: RefObject<HTMLVideoElement | null>,
  stream: MediaStream | null,
  onKept: (captureId: string) => void,
): HandsFree {
  const [state, setState] = useState<HandsFree>(NOTHING);
  const told = useRef(onKept);
  useEffect(() => {
    told.current = onKept;
  });
  useEffect(() => {
    const element = video.current;
    if (stream === null || element === null) return undefined;
    /** Documents that joined the queue, or are on their way there. */
    const known = new Map<string, 'underWay' | 'kept'>();
    let hints: (CameraHint | null)[] = [];
    let before: FrameSight | null = null;
    let refusedUntil = 0;
    let follower: Follower | null = null;

    const keep = async (seen: string, name: string | null): Promise<void> => {
      known.set(seen, 'underWay');
      const bytes = (await follower?.still()) ?? null;
      if (bytes === null) {
        known.delete(seen);
        return;
      }
      const answer = await keepStill(bytes, seen);
      if (!answer.ok) {
        known.delete(seen);
        refusedUntil = performance.now() + REFUSED_FOR;
        setState((old) => ({ ...old, outcome: { kind: 'refused', code: answer.code } }));
        return;
      }
      known.set(seen, 'kept');
      if (desk().settings.cameraSound) playChime();
      setState((old) => ({ ...old, outcome: { kind: 'kept', seen, name }, kept: old.kept + 1 }));
      told.current(answer.value.captureId);
    };
    const onSight = (sight: FrameSight): void => {
      const shape = element.videoWidth / Math.max(1, element.videoHeight);
      hints = [...hints, hintOf(before, sight, shape)].slice(-LOOKS);
      before = sight;
      const { seen, name } = sight;
      if (seen !== null && !known.has(seen) && performance.now() >= refusedUntil) void keep(seen, name);
      const isKept = seen !== null && known.get(seen) === 'kept';
      setState((old) => ({ ...old, sight, hint: steadyHint(hints), outcome: outcomeNow(old, sight, isKept) }));
    };
    const onTrouble = (code: ErrorCode): void =>
      setState((old) => ({ ...old, sight: null, hint: null, outcome: { kind: 'refused', code } }));
    follower = followCamera(element, { onSight, onTrouble });
    return () => {
      follower?.stop();
      setState(NOTHING);
    };
  }, [video, stream]);
  return state;
}

/** What is said of a document stays until another one is in sight; right after it was kept, nothing need be. */
function outcomeNow({ outcome }: HandsFree, { seen, name, frames }: FrameSight, isKept: boolean): HandsFree['outcome'] {
  if (isKept && seen !== null) {
    const said = outcome !== null && outcome.kind !== 'refused' && outcome.seen === seen;
    return said ? outcome : { kind: 'known', seen, name };
  }
  if (outcome?.kind === 'known') return null;
  return outcome?.kind === 'kept' && frames > 0 ? null : outcome;
}
