import type { Quad } from '../../shared/reading.ts';
import { heightOf, pointOn, widthOf } from './quad.ts';

/** Pieces a line is drawn in: each is stretched straight, together they follow the slant of the document. */
const PIECES = 22;
/**
 * Height of the crop in pitches of the picture: OCR-B signs are about one pitch high (ISO 1073-2, size I: 2.4 of 2.54
 * mm), and lines stand too close for more to be free of the neighbour.
 */
const HEIGHT_IN_PITCHES = 1.5;
/** Half the gap between two OCR-B signs, in cells: the quad ends at the ink, a cell ends between the signs. */
const HALF_GAP = 0.1;

/**
 * Draws the line of a picture that lies in `quad` (pixels of a picture `pictureWidth` wide, whatever the size of the
 * image shown) over the whole canvas, so that its `count` signs fall into `count` equal cells.
 */
export function drawLine(
  canvas: HTMLCanvasElement,
  image: HTMLImageElement,
  quad: Quad,
  pictureWidth: number,
  count: number,
): void {
  const context = canvas.getContext('2d');
  if (context === null || image.naturalWidth === 0 || pictureWidth === 0) return;
  const scale = image.naturalWidth / pictureWidth;
  const half = (HEIGHT_IN_PITCHES * (widthOf(quad) / count)) / Math.max(heightOf(quad), 1) / 2;
  const { width, height } = canvas;
  const source = (share: number, v: number): [number, number] => {
    const u = (share * count - HALF_GAP * (1 - 2 * share)) / count;
    const [x, y] = pointOn(quad, u, v);
    return [x * scale, y * scale];
  };
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  for (let piece = 0; piece < PIECES; piece += 1) {
    const [from, to] = [piece / PIECES, (piece + 1) / PIECES];
    const a = source(from, 0.5 - half);
    const b = source(to, 0.5 - half);
    const c = source(from, 0.5 + half);
    context.save();
    context.beginPath();
    // One pixel of overlap hides the seam between two pieces.
    context.rect(from * width, 0, (to - from) * width + 1, height);
    context.clip();
    if (mapTriangle(context, a, b, c, from * width, to * width, height)) context.drawImage(image, 0, 0);
    context.restore();
  }
}

type Pair = readonly [number, number];

/** Sets the transform that takes a, b, c of the image to the piece's top left, top right and bottom left. */
function mapTriangle(
  context: CanvasRenderingContext2D,
  a: Pair,
  b: Pair,
  c: Pair,
  left: number,
  right: number,
  height: number,
): boolean {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]];
  const determinant = ux * vy - vx * uy;
  if (Math.abs(determinant) < 1e-6) return false;
  const wide = right - left;
  const m11 = (wide * vy) / determinant;
  const m21 = (-wide * vx) / determinant;
  const m12 = (-height * uy) / determinant;
  const m22 = (height * ux) / determinant;
  context.setTransform(m11, m12, m21, m22, left - m11 * a[0] - m21 * a[1], -m12 * a[0] - m22 * a[1]);
  return true;
}
