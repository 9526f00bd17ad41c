import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import type { Reading } from '../../shared/reading.ts';
import { IconButton } from '../shell/button.tsx';
import { FitIcon, MinusIcon, PlusIcon, TurnIcon } from '../shell/icons.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { PictureOverlay } from './picture-overlay.tsx';
import { turnsUpright } from './quad.ts';
import type { DocumentImage } from './use-document-image.ts';
import { usePictureKeys } from './use-picture-keys.ts';
import { useViewSize } from './use-view-size.ts';
import { cssTransform, moved, turned, WHOLE, zoomed, type ViewTransform } from './view-transform.ts';

const STEP = 1.4;

type Props = {
  readonly picture: DocumentImage;
  readonly title: string;
  /** Of a registration that is stored: its picture may be gone for good. */
  readonly confirmed: boolean;
  readonly reading: Reading | null;
  readonly document: number;
};

/** The picture as large as its place allows, zone outlined; wheel and drag look closer, R turns. */
export function PictureView({ picture, title, confirmed, reading, document }: Props): ReactNode {
  const texts = useTexts();
  const well = useRef<HTMLDivElement>(null);
  const view = useViewSize(well);
  const [own, setOwn] = useState<ViewTransform | null>(null);
  const image = picture.kind === 'shown' ? picture.image : null;
  // Coordinates of the reading are pixels of the upright picture; what is shown may be a smaller copy of it.
  const size = {
    width: reading?.width || image?.naturalWidth || 0,
    height: reading?.height || image?.naturalHeight || 0,
  };
  const quad = reading?.documents[document]?.lines[0]?.quad;
  // Until someone turns it themselves, the picture lies so that its zone reads from left to right.
  const transform = own ?? { ...WHOLE, turn: quad === undefined ? 0 : turnsUpright(quad) };
  const change = (make: (old: ViewTransform) => ViewTransform): void => setOwn(make(transform));
  const zoomBy = (factor: number, at: readonly [number, number] = [0, 0]): void =>
    change((old) => zoomed(old, factor, at, size, view));

  // The policy removes pictures of the confirmed only.
  const missing = confirmed ? texts.policy.pictureRemoved : texts.picture.missing;
  const wheel = useRef<(event: WheelEvent) => void>(() => undefined);
  useEffect(() => {
    wheel.current = (event) => {
      event.preventDefault();
      const box = well.current?.getBoundingClientRect();
      if (box === undefined) return;
      const at = [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2] as const;
      zoomBy(Math.exp(-event.deltaY * 0.0015), at);
    };
  });
  useEffect(() => {
    const element = well.current;
    const onWheel = (event: WheelEvent): void => wheel.current(event);
    // React listens to the wheel passively; zooming must keep the page from scrolling.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, []);

  usePictureKeys({
    zoomIn: () => zoomBy(STEP),
    zoomOut: () => zoomBy(1 / STEP),
    fit: () => change((old) => ({ ...WHOLE, turn: old.turn })),
    turn: () => change(turned),
  });

  const onPointerMove = (event: PointerEvent): void => {
    if (event.buttons !== 1) return;
    change((old) => moved(old, event.movementX, event.movementY, size, view));
  };

  return (
    <section
      className="picture-well"
      ref={well}
      aria-label={texts.picture.label(title)}
      data-zoomed={transform.zoom > 1}
      onPointerDown={(event) => {
        if (event.target instanceof Element && event.target.closest('button') === null)
          event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onDoubleClick={() => change((old) => ({ ...WHOLE, turn: old.turn }))}
    >
      {picture.kind === 'shown' ? (
        <div
          className="picture-sheet"
          style={{ width: size.width, height: size.height, transform: cssTransform(transform, size, view) }}
        >
          <img src={picture.url} alt={texts.picture.label(title)} draggable={false} />
          {reading === null ? null : <PictureOverlay reading={reading} document={document} />}
        </div>
      ) : (
        <p className="picture-words">{picture.kind === 'missing' ? missing : texts.picture.waiting}</p>
      )}
      {picture.kind !== 'shown' ? null : (
        <div className="picture-tools" role="toolbar" aria-label={texts.picture.label(title)}>
          <IconButton label={texts.picture.zoomOut} shortcut="−" onClick={() => zoomBy(1 / STEP)}>
            <MinusIcon />
          </IconButton>
          <span className="picture-percent">{texts.picture.percent(Math.round(transform.zoom * 100))}</span>
          <IconButton label={texts.picture.zoomIn} shortcut="+" onClick={() => zoomBy(STEP)}>
            <PlusIcon />
          </IconButton>
          <IconButton
            label={texts.picture.fit}
            shortcut="0"
            onClick={() => change((old) => ({ ...WHOLE, turn: old.turn }))}
          >
            <FitIcon />
          </IconButton>
          <IconButton label={texts.picture.turn} shortcut="R" onClick={() => change(turned)}>
            <TurnIcon />
          </IconButton>
        </div>
      )}
    </section>
  );
}
