/** How a picture lies in its view: `zoom` 1 is the whole picture, `offset` moves its middle, in pixels of the view. */
export type ViewTransform = {
  readonly zoom: number;
  readonly turn: number;
  readonly offset: readonly [x: number, y: number];
};

export type Size = { readonly width: number; readonly height: number };

export const WHOLE: ViewTransform = { zoom: 1, turn: 0, offset: [0, 0] };

const MOST_ZOOM = 12;
/** Room around a whole picture, in pixels of the view. */
const MARGIN = 12;

/** Pixels of the view one pixel of the picture takes at zoom 1. */
export function fitScale(picture: Size, view: Size, turn: number): number {
  if (picture.width === 0 || picture.height === 0) return 1;
  const [width, height] = turn % 2 === 0 ? [picture.width, picture.height] : [picture.height, picture.width];
  return Math.max(Math.min((view.width - 2 * MARGIN) / width, (view.height - 2 * MARGIN) / height), 0.01);
}

/** Zooms by a factor so that what lies under `at` (pixels from the middle of the view) stays there. */
export function zoomed(
  transform: ViewTransform,
  factor: number,
  at: readonly [number, number],
  picture: Size,
  view: Size,
): ViewTransform {
  const zoom = Math.min(Math.max(transform.zoom * factor, 1), MOST_ZOOM);
  const grown = zoom / transform.zoom;
  const [x, y] = transform.offset;
  return held(
    { ...transform, zoom, offset: [at[0] - (at[0] - x) * grown, at[1] - (at[1] - y) * grown] },
    picture,
    view,
  );
}

export function moved(transform: ViewTransform, dx: number, dy: number, picture: Size, view: Size): ViewTransform {
  const [x, y] = transform.offset;
  return held({ ...transform, offset: [x + dx, y + dy] }, picture, view);
}

/** A quarter turn to the right, whole picture. */
export const turned = ({ turn }: ViewTransform): ViewTransform => ({ ...WHOLE, turn: (turn + 1) % 4 });

/** Keeps the picture from being pushed out of its view. */
function held(transform: ViewTransform, picture: Size, view: Size): ViewTransform {
  const scale = fitScale(picture, view, transform.turn) * transform.zoom;
  const [width, height] = transform.turn % 2 === 0 ? [picture.width, picture.height] : [picture.height, picture.width];
  const most = (length: number, room: number): number => Math.max((length * scale - room) / 2 + MARGIN, 0);
  const clamp = (value: number, limit: number): number => Math.min(Math.max(value, -limit), limit);
  const [x, y] = transform.offset;
  const offset: readonly [number, number] =
    transform.zoom === 1 ? [0, 0] : [clamp(x, most(width, view.width)), clamp(y, most(height, view.height))];
  return { ...transform, offset };
}

/** The same as CSS. */
export function cssTransform(transform: ViewTransform, picture: Size, view: Size): string {
  const scale = fitScale(picture, view, transform.turn) * transform.zoom;
  const x = view.width / 2 + transform.offset[0];
  const y = view.height / 2 + transform.offset[1];
  return (
    `translate(${x}px, ${y}px) rotate(${transform.turn * 90}deg) scale(${scale}) ` +
    `translate(${-picture.width / 2}px, ${-picture.height / 2}px)`
  );
}
