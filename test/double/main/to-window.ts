import type { AskedOfMain, AskedOfWindow } from '../wire.ts';
import type { connect } from '../wire.ts';

type Line = ReturnType<typeof connect<AskedOfWindow, AskedOfMain>>;
let line: Line | undefined;

/** Set once by entry.ts, which also answers the other way. */
export const useLine = (connected: Line): void => { line = connected; };

export function toWindow(): Line {
  if (line === undefined) throw new Error('the double has no window half yet');
  return line;
}
