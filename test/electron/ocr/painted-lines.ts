/**
 * Pictures of lines that a stand-in for the locator can see without being a net: each line is a bar as high as its
 * capitals, darkest where reading begins. So turns, bends, tapers and scales are tested through the real pictures,
 * thumbnails and close-ups, exactly and at once.
 */
import { CELL, MAP, type LocatorInput, type LocatorMaps } from '../../../electron/ocr/nets/nets.ts';
import { capAt, pointAt, type TextLine } from '../../../electron/ocr/locate/text-line.ts';
import type { Raster } from '../../../electron/ocr/picture/raster.ts';

const PAPER = 240;
const DARKEST = 20;
const PALEST = 120;
/** Of what the locator sees, grey 0..1. */
const INK_BELOW = 0.62;

export function lineAt(
  x: number, y: number, degrees: number, length: number, cap: number, shape: { bend?: number; capSlope?: number } = {},
): TextLine {
  return {
    x, y, angle: (degrees * Math.PI) / 180, bend: shape.bend ?? 0, cap, capSlope: shape.capSlope ?? 0,
    start: -length / 2, end: length / 2, startSeen: 1, endSeen: 1, score: 1,
  };
}

/** Lines of one zone around (x, y), `spacing` cap heights apart, all turned alike. */
export function zoneAt(
  x: number, y: number, degrees: number, lines: number, length: number, cap: number,
  shape: { bend?: number; capSlope?: number } = {}, spacing = 2.5,
): TextLine[] {
  const turn = (degrees * Math.PI) / 180;
  return Array.from({ length: lines }, (_, index) => {
    const down = (index - (lines - 1) / 2) * spacing * cap;
    return lineAt(x - down * Math.sin(turn), y + down * Math.cos(turn), degrees, length, cap, shape);
  });
}

export function paint(width: number, height: number, lines: readonly TextLine[]): Raster {
  const data = new Uint8Array(width * height).fill(PAPER);
  for (const line of lines) {
    for (let s = line.start; s <= line.end; s += 0.5) {
      const share = (s - line.start) / (line.end - line.start);
      for (let down = -capAt(line, s) / 2; down <= capAt(line, s) / 2; down += 0.5) {
        const [x, y] = pointAt(line, s, down).map(Math.round) as [number, number];
        if (x < 0 || y < 0 || x >= width || y >= height) continue;
        data[y * width + x] = DARKEST + (PALEST - DARKEST) * share;
      }
    }
  }
  return { width, height, channels: 1, data };
}

type Pixel = { readonly x: number; readonly y: number; readonly value: number };

/** Connected dark pixels, one group for each bar. */
function bars({ width, height, data: grey }: LocatorInput): Pixel[][] {
  const data = Float32Array.from(grey, (value) => value / 255);
  const seen = new Uint8Array(width * height);
  const found: Pixel[][] = [];
  for (let start = 0; start < data.length; start += 1) {
    if (seen[start] || (data[start] ?? 1) > INK_BELOW) continue;
    const bar: Pixel[] = [];
    const waiting = [start];
    seen[start] = 1;
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      bar.push({ x, y, value: data[at] ?? 1 });
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
        const next = (y + dy) * width + x + dx;
        if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height || seen[next]) continue;
        if ((data[next] ?? 1) > INK_BELOW) continue;
        seen[next] = 1;
        waiting.push(next);
      }
    }
    if (bar.length > 20) found.push(bar);
  }
  return found;
}

/** The maps a perfect locator would give for a painted picture. */
export function mapsOfBars(input: LocatorInput): LocatorMaps {
  const [width, height] = [input.width / CELL, input.height / CELL];
  const data = new Float32Array(MAP.count * width * height);
  for (const bar of bars(input)) {
    const mean = (of: (pixel: Pixel) => number): number => bar.reduce((sum, pixel) => sum + of(pixel), 0) / bar.length;
    const [mx, my] = [mean(({ x }) => x), mean(({ y }) => y)];
    const spread = mean(({ x, y }) => (x - mx) ** 2 - (y - my) ** 2);
    let angle = Math.atan2(2 * mean(({ x, y }) => (x - mx) * (y - my)), spread) / 2;
    const rising = mean(({ x, y, value }) => value * ((x - mx) * Math.cos(angle) + (y - my) * Math.sin(angle)));
    if (rising < 0) angle += Math.PI;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const along = ({ x, y }: { x: number; y: number }): number => (x - mx) * cos + (y - my) * sin;
    const across = ({ x, y }: { x: number; y: number }): number => -(x - mx) * sin + (y - my) * cos;
    // Middle and height of the bar in each slice of six pixels.
    const slices = new Map<number, { sum: number; count: number }>();
    for (const pixel of bar) {
      const key = Math.round(along(pixel) / 6);
      const slice = slices.get(key) ?? { sum: 0, count: 0 };
      slices.set(key, { sum: slice.sum + across(pixel), count: slice.count + 1 });
    }
    const [low, high] = [Math.min(...bar.map(along)), Math.max(...bar.map(along))];
    // A piece of a line has ends that are neither the darkest nor the palest of the whole.
    const values = bar.map(({ value }) => value).sort((one, other) => one - other);
    const hasFirst = (values[Math.floor(bar.length * 0.02)] ?? 1) < 0.15;
    const hasLast = (values[Math.floor(bar.length * 0.9)] ?? 0) > 0.4;
    const cells = new Set(bar.map(({ x, y }) => Math.floor(y / CELL) * width + Math.floor(x / CELL)));
    for (const cell of cells) {
      const spot = { x: CELL * (cell % width) + 1.5, y: CELL * Math.floor(cell / width) + 1.5 };
      const s = along(spot);
      const slice = slices.get(Math.round(s / 6));
      if (!slice) continue;
      // The slices at the ends are cut short and would look thinner.
      const inner = slices.get(Math.round(Math.min(high - 9, Math.max(low + 9, s)) / 6)) ?? slice;
      const cap = inner.count / 6;
      const put = (map: number, value: number): void => {
        data[map * width * height + cell] = value;
      };
      put(MAP.line, 0.98);
      put(MAP.cos, cos);
      put(MAP.sin, sin);
      put(MAP.offset, slice.sum / slice.count - across(spot));
      put(MAP.cap, cap);
      put(MAP.first, hasFirst && s < low + 1.05 * cap ? 0.95 : 0);
      put(MAP.last, hasLast && s > high - 1.05 * cap ? 0.95 : 0);
    }
  }
  return { width, height, data };
}
