/** How document readers are connected to this desk. */
import { z } from 'zod';

/** Readers send short marks; longer ones would be data. */
const MOST_FRAME = 16;

export const readersSchema = z.strictObject({
  /** Whether keys typed as fast as only a reader types are taken for one. */
  wedge: z.boolean(),
  /** What the reader was programmed to type before and after the lines, or each line; '' where nothing. */
  prefix: z.string().max(MOST_FRAME),
  suffix: z.string().max(MOST_FRAME),
});
export type ReaderSettings = z.infer<typeof readersSchema>;

export const DEFAULT_READERS: ReaderSettings = { wedge: true, prefix: '', suffix: '' };
