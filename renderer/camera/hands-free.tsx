import { useState, type ReactNode, type RefObject } from 'react';
import type { FrameSight } from '../../shared/camera.ts';
import { useTexts } from '../texts/use-texts.ts';
import type { Texts } from '../texts/ru.ts';
import { documentAround } from './document-outline.ts';
import { useHandsFree, type HandsFree } from './use-hands-free.ts';

type Props = {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly stream: MediaStream;
  readonly onKept: (captureId: string) => void;
};

/** Over the live picture: the outline that follows the document, what to do, and the flash when it was read. */
export function HandsFreeOverlay({ video, stream, onKept }: Props): ReactNode {
  const texts = useTexts();
  const now = useHandsFree(video, stream, onKept);
  const { tone, words } = wordsOf(now, texts);
  return (
    <>
      {now.sight?.outline == null ? (
        <div className="camera-guide" aria-hidden="true">
          <i />
        </div>
      ) : (
        <Outline sight={now.sight} video={video} />
      )}
      {now.kept > 0 ? <div key={now.kept} className="camera-flash" aria-hidden="true" /> : null}
      <p className="camera-words" role="status" data-tone={tone}>
        {words}
      </p>
    </>
  );
}

function wordsOf({ sight, hint, outcome }: HandsFree, { camera, errors }: Texts) {
  switch (outcome?.kind) {
    case 'kept':
      return { tone: 'sure', words: camera.kept(outcome.name ?? camera.nameless) };
    case 'known':
      return { tone: 'sure', words: camera.known(outcome.name ?? camera.nameless) };
    case 'refused':
      return { tone: 'stop', words: errors[outcome.code] };
    case undefined:
      if (hint !== null) return { tone: 'look', words: camera.hints[hint] };
      return { tone: 'plain', words: sight?.outline == null ? camera.show : camera.reading };
  }
}

/** Drawn on the same place as the picture: both are fitted whole into the window. */
function Outline({ sight, video }: { readonly sight: FrameSight; readonly video: Props['video'] }): ReactNode {
  const [size] = useState(() => ({ width: video.current?.videoWidth ?? 16, height: video.current?.videoHeight ?? 9 }));
  if (sight.outline === null) return null;
  const points = (quad: FrameSight['outline']): string =>
    (quad ?? []).map(([x, y]) => `${(x * size.width).toFixed(1)},${(y * size.height).toFixed(1)}`).join(' ');
  return (
    <svg
      className="camera-outline"
      viewBox={`0 0 ${size.width} ${size.height}`}
      preserveAspectRatio="xMidYMid meet"
      data-state={sight.state}
      aria-hidden="true"
    >
      <polygon className="camera-page" points={points(documentAround(sight.outline, sight.format))} />
      <polygon className="camera-zone" points={points(sight.outline)} />
    </svg>
  );
}
