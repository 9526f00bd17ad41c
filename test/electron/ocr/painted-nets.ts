/** Stand-ins for the nets that see painted lines: what a recogniser says of a line is simulated, or made senseless. */
import { CELL, STRIP_HEIGHT, type Nets, type Strips } from '../../../electron/ocr/nets/nets.ts';
import { CLASS_COUNT } from '../../../shared/mrz/alphabet.ts';
import { mapsOfBars } from './painted-lines.ts';
import { simulateLine } from './posterior-simulator.ts';

/** Where in a strip the bar begins and ends, and whether it is darkest at its left as it should be. */
export function barIn({ width, data }: Strips, index: number): { from: number; to: number; upright: boolean } {
  const row = (index * STRIP_HEIGHT + STRIP_HEIGHT / 2) * width;
  const inked = (column: number): boolean => (data[row + column] ?? 1) < 0.7;
  // The longest run of ink: what the batch fills up beyond the strip may be as dark as a bar.
  let [from, to] = [0, 0];
  for (let start = 0; start < width; start += 1) {
    if (!inked(start)) continue;
    let end = start;
    while (end + 1 < width && inked(end + 1)) end += 1;
    if (end - start > to - from) [from, to] = [start, end];
    start = end;
  }
  return { from, to, upright: (data[row + from + 4] ?? 0) < (data[row + to - 4] ?? 0) };
}

/** A recogniser that sees a line's text wherever a bar stands the right way up, and nothing in any other strip. */
export function readingNets(texts: readonly string[], calls = { recognised: 0 }): Nets {
  return {
    engine: 'native', model: 'painted',
    locate: (input) => Promise.resolve(mapsOfBars(input)),
    recognise: (strips) => {
      calls.recognised += 1;
      const steps = strips.width / CELL;
      const logProbs = new Float32Array(strips.count * steps * CLASS_COUNT).fill(-20);
      for (let index = 0; index < strips.count; index += 1) {
        const { from, to, upright } = barIn(strips, index);
        const text = texts[index] ?? '';
        const pitch = (to - from) / CELL / text.length;
        const marginLeft = from / CELL / pitch;
        const marginRight = steps / pitch - marginLeft - text.length;
        const line = simulateLine(text, { noise: 0, pitch, marginLeft, marginRight });
        for (let step = 0; step < steps; step += 1) {
          const at = (index * steps + step) * CLASS_COUNT;
          if (upright && step < line.steps) {
            logProbs.set(line.logProbs.subarray(step * CLASS_COUNT, (step + 1) * CLASS_COUNT), at);
          } else logProbs[at] = 0;
        }
      }
      return Promise.resolve({ count: strips.count, steps, logProbs });
    },
  };
}

/** Forty signs that all stand out and none of which can be told from others, as small letters are. */
const STRANGE = simulateLine('A'.repeat(40), {
  noise: 0, seen: Object.fromEntries(Array.from({ length: 40 }, (_, column) => [column, { B: 0.3, C: 0.3 }])),
}).logProbs;

/** Makes strange signs of what a recogniser said of those strips that `puzzle`, and counts what is asked of it. */
export function puzzledBy(
  puzzle: (strips: Strips, index: number) => boolean, nets: Nets, calls = { recognised: 0, located: 0 },
): Nets {
  return {
    ...nets,
    locate: (input) => {
      calls.located += 1;
      return nets.locate(input);
    },
    recognise: async (strips) => {
      calls.recognised += 1;
      const said = await nets.recognise(strips);
      const size = said.steps * CLASS_COUNT;
      for (let index = 0; index < strips.count; index += 1) {
        if (puzzle(strips, index)) said.logProbs.set(STRANGE.subarray(0, size), index * size);
      }
      return said;
    },
  };
}
