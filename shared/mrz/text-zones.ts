/** Finds machine-readable zones in text: what a reader sent, or what a person pasted. */
import { codeLineOf, LAYOUTS, type MrzLayout } from './formats.ts';

/** Lines of one zone, top to bottom, each as long as its layout wants. */
export type ZoneLines = readonly string[];

const SHORTEST_LINE = Math.min(...LAYOUTS.flatMap(({ lineLengths }) => lineLengths));

const fillersRun = (lines: ZoneLines): boolean => lines.some((line) => line.includes('<<'));

function begins(layout: MrzLayout, lines: ZoneLines): boolean {
  return layout.begins.test(lines[codeLineOf(layout)] ?? '');
}

/**
 * Every zone in the text, in its order. Lines may be parted by CR, LF, Tab or any control sign, or run on; blanks inside
 * them and other signs at their ends do not count, nor does letter case.
 */
export function zonesInText(text: string): readonly ZoneLines[] {
  const upper = text.toUpperCase().replaceAll('«', '<<').replaceAll('‹', '<');
  const found = zonesOfRuns(runsOf(upper));
  return found.length > 0 ? found : zonesOfRuns(runsOf(upper.replace(/[ \u00a0]+/g, '')));
}

/** Runs of MRZ signs long enough to be a line. */
const runsOf = (text: string): readonly string[] =>
  (text.match(/[0-9A-Z<]+/g) ?? []).filter((run) => run.length >= SHORTEST_LINE);

function zonesOfRuns(runs: readonly string[]): readonly ZoneLines[] {
  const zones: ZoneLines[] = [];
  for (let at = 0; at < runs.length;) {
    const zone = zoneAt(runs, at);
    if (zone !== null) zones.push(zone.lines);
    at += zone?.runs ?? 1;
  }
  return zones;
}

/** The zone that begins with this run: over several runs, or all its lines run on in one. */
function zoneAt(runs: readonly string[], at: number): { readonly lines: ZoneLines; readonly runs: number } | null {
  const candidates = LAYOUTS.flatMap((layout) => {
    const { lineLengths } = layout;
    const apart = runs.slice(at, at + lineLengths.length);
    const fits = lineLengths.every((length, index) => apart[index]?.length === length);
    const together = splitRun(runs[at] ?? '', lineLengths);
    return [
      ...(fits ? [{ layout, lines: apart, runs: apart.length }] : []),
      ...(together !== null && lineLengths.length > 1 ? [{ layout, lines: together, runs: 1 }] : []),
    ];
  });
  // Long keys and codes may have a zone's length; only zones have runs of fillers. Several such lines are one even with
  // their first sign misread.
  const likely = candidates.filter(({ layout, lines, runs: used }) => (layout.lineLengths.length === 1
    ? begins(layout, lines) : fillersRun(lines) && (begins(layout, lines) || (used > 1 && layout.checks.length > 0))));
  return likely.find(({ layout, lines }) => begins(layout, lines)) ?? likely[0] ?? null;
}

function splitRun(run: string, lengths: readonly number[]): ZoneLines | null {
  if (run.length !== lengths.reduce((sum, length) => sum + length, 0)) return null;
  let from = 0;
  return lengths.map((length) => run.slice(from, from += length));
}
