import { DeskError } from '../../shared/errors.ts';
import { isPdf, isTiff } from './kind-of-file.ts';
import { openPdf } from './pdf-pages.ts';
import { tiffPage, tiffPages } from './tiff-pages.ts';

/** A file of several pages, opened; `close` it. */
export type PagesOfFile = {
  readonly count: number;
  /** The page as a picture file of its own; from 0. */
  page(index: number): Promise<Uint8Array>;
  close(): void;
};

/** Throws `picture.unknownFormat` for what is neither PDF nor TIFF, and what opening those throws. */
export async function openPages(bytes: Uint8Array): Promise<PagesOfFile> {
  if (isTiff(bytes)) {
    const pages = tiffPages(bytes);
    return {
      count: pages.length,
      page: async (index) => tiffPage(bytes, pages[index] ?? 0),
      close: () => undefined,
    };
  }
  if (isPdf(bytes)) return openPdf(bytes);
  throw new DeskError('picture.unknownFormat');
}
