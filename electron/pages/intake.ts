/** A file from anywhere, as a person or a machine brings it, becomes pictures in the queue: one for each of its pages. */
import { createHash } from 'node:crypto';
import type { PictureSource } from '../../shared/capture.ts';
import { DeskError } from '../../shared/errors.ts';
import { MAX_PICTURE_BYTES, type Captures } from '../capture/captures.ts';
import { isPdf, isTiff } from './kind-of-file.ts';
import { MAX_FILE_BYTES } from './limits.ts';
import type { PageSplitter } from './page-splitter.ts';
import { tiffPages } from './tiff-pages.ts';

export type Intake = {
  /**
   * Stores every page encrypted and queues it. With a `seed` of the caller's the captures have ids of their own, the same
   * each time: what is there already is not made again. Rejects with what `Captures.add` and `PageSplitter.split` throw;
   * the pages stored before stay.
   */
  add(bytes: Uint8Array, source: PictureSource, seed?: string): Promise<{ captureIds: string[] }>;
};

export function createIntake({ captures, splitter }: { captures: Captures; splitter: PageSplitter }): Intake {
  return {
    async add(bytes, source, seed) {
      const idOf = (page: number): string | undefined => (seed === undefined ? undefined : pageId(seed, page));
      if (!hasPages(bytes)) return { captureIds: [(await captures.add(bytes, source, idOf(0))).captureId] };
      if (bytes.length > MAX_FILE_BYTES) throw new DeskError('file.tooManyBytes');
      const captureIds: string[] = [];
      await splitter.split(bytes, async (page, index) => {
        captureIds.push((await captures.add(page, source, idOf(index))).captureId);
      });
      return { captureIds };
    },
  };
}

/** The most bytes a file of this name is worth being read with; its content then decides. */
export const mostBytesOf = (name: string): number => (/\.(pdf|tiff?)$/i.test(name) ? MAX_FILE_BYTES : MAX_PICTURE_BYTES);

/** A TIFF of one page is a picture like any other; one whose pages cannot be told is for the reader to refuse. */
function hasPages(bytes: Uint8Array): boolean {
  if (isPdf(bytes)) return true;
  if (!isTiff(bytes)) return false;
  try {
    return tiffPages(bytes).length > 1;
  } catch (error) {
    if (error instanceof DeskError && error.code === 'picture.damaged') return false;
    throw error;
  }
}

/** A UUID of version 8 (RFC 9562) that stands for one page of what `seed` names. */
export function pageId(seed: string, page: number): string {
  const hash = createHash('sha256').update(`${seed}\0${page}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
