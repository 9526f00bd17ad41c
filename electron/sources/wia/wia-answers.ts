import { z } from 'zod';
import type { SourceCode } from '../../../shared/sources.ts';

/** One line of what our script writes. */
const line = z.union([
  z.object({ failed: z.string().max(20) }),
  z.object({ page: z.string() }),
  z.object({ scanning: z.number() }),
  z.object({ device: z.string().min(1).max(300), name: z.string().max(300) }),
  z.object({ name: z.string().max(300), flatbed: z.boolean(), feeder: z.boolean() }),
  z.object({ done: z.literal(true) }),
]);
export type WiaLine = z.infer<typeof line>;

/** Null for a line that is not our script's. */
export function readWiaLine(text: string): WiaLine | null {
  try {
    const read = line.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null; // what drivers write of their own accord is no JSON
  }
}

/** HRESULTs of WIA (wiadef.h) and of COM, as our script prints them. */
const FAILURES: Readonly<Record<string, SourceCode>> = {
  noFeeder: 'source.noFeeder', noFlatbed: 'source.noFlatbed',
  '0x80210001': 'source.failed',
  '0x80210002': 'source.jam',
  '0x80210003': 'source.paperEmpty',
  '0x80210004': 'source.jam',
  '0x80210005': 'source.offline',
  '0x80210006': 'source.busy',
  '0x80210007': 'source.warmingUp',
  '0x80210008': 'source.failed',
  '0x80210009': 'source.noDevice',
  '0x8021000A': 'source.offline',
  '0x8021000C': 'source.unsupported',
  '0x8021000D': 'source.busy',
  '0x80210015': 'source.noDevice',
  '0x80210016': 'source.coverOpen',
  '0x80210017': 'source.warmingUp',
  '0x80210020': 'source.jam',
  '0x80070005': 'source.denied',
  '0x80070015': 'source.warmingUp',
  '0x800700AA': 'source.busy',
  // No such class: WIA is not installed (Windows Server without the desktop experience).
  '0x80040154': 'source.driverMissing',
};

export const wiaFailure = (failed: string): SourceCode => FAILURES[failed] ?? 'source.failed';
