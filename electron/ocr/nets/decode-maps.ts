/**
 * Gives the locator's raw outputs their units. Done here and not within the net: only the few cells that lie in a line
 * need it, and through WebAssembly the operators it would take cost the child 170 MB while V8 compiles them.
 */
import { MAP, type LocatorMaps } from './nets.ts';

/** Planes of the net's raw output, in order, as `training/nets.py` has them. */
const RAW = {
  line: 0, twiceCos: 1, twiceSin: 2, readingX: 3, readingY: 4, toAxisX: 5, toAxisY: 6, cap: 7, first: 8, last: 9, count: 10,
} as const;
export const RAW_PLANES = RAW.count;

/** Pixels of the net's own unit of length. */
const UNIT = 8;
/** Cells this improbable (1 in 8) belong to no line; nothing but that is said of them. */
const BACKGROUND_LOGIT = -2;

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

/**
 * `raw` holds ten planes of `width` × `height` cells, which are overwritten: a page of empty maps beside them would only be
 * thrown away. The axis is said twice, as a doubled angle, which is the same upside down, and as the reading direction,
 * which only settles which of its two ways is meant.
 */
export function decodeMaps(width: number, height: number, raw: Float32Array): LocatorMaps {
  const plane = width * height;
  const said = (of: number, cell: number): number => raw[of * plane + cell] ?? 0;
  for (let cell = 0; cell < plane; cell += 1) {
    const logit = raw[cell] ?? 0;
    if (!(logit > BACKGROUND_LOGIT)) {
      raw[cell] = 0;
      continue;
    }
    const axis = Math.atan2(said(RAW.twiceSin, cell), said(RAW.twiceCos, cell)) / 2;
    const along = Math.cos(axis) * said(RAW.readingX, cell) + Math.sin(axis) * said(RAW.readingY, cell);
    const way = along < 0 ? -1 : 1;
    const [cos, sin] = [way * Math.cos(axis), way * Math.sin(axis)];
    const offset = (said(RAW.toAxisY, cell) * cos - said(RAW.toAxisX, cell) * sin) * UNIT;
    const cap = Math.exp(said(RAW.cap, cell)) * UNIT;
    const [first, last] = [sigmoid(said(RAW.first, cell)), sigmoid(said(RAW.last, cell))];
    const put = (map: number, value: number): void => {
      raw[map * plane + cell] = value;
    };
    put(MAP.line, sigmoid(logit));
    put(MAP.cos, cos);
    put(MAP.sin, sin);
    put(MAP.offset, offset);
    put(MAP.cap, cap);
    put(MAP.first, first);
    put(MAP.last, last);
  }
  return { width, height, data: raw.subarray(0, MAP.count * plane) };
}
