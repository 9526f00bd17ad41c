/**
 * Entry of the pages child: takes files of several pages apart and reads tables. It sees no secret, no database and no network, and
 * whatever a hostile file does to it, desk and reader go on.
 */
import { DeskError } from '../../shared/errors.ts';
import { parentPort } from '../ocr/parent-port.ts';
import { tableOf } from './guest-table.ts';
import { openPages, type PagesOfFile } from './pages-of-file.ts';
import type { FromPagesWorker, ToPagesWorker } from './worker-messages.ts';

const port = parentPort();
const post = (message: FromPagesWorker): void => port.post(message);

let open: { readonly file: number; readonly pages: PagesOfFile } | null = null;

function close(): void {
  open?.pages.close();
  open = null;
}

async function answer(asked: ToPagesWorker): Promise<void> {
  const { file } = asked;
  try {
    switch (asked.kind) {
      case 'open': {
        close();
        const pages = await openPages(asked.bytes);
        open = { file, pages };
        return post({ kind: 'opened', file, count: pages.count });
      }
      case 'page': {
        if (open?.file !== file) throw new DeskError('internal', 'asked for a page of a file that is not open');
        return post({ kind: 'page', file, bytes: await open.pages.page(asked.index) });
      }
      case 'table':
        return post({ kind: 'table', file, table: await tableOf(asked.bytes) });
      case 'close':
        return close();
    }
  } catch (error) {
    // What PDFium itself throws is a fault of the file: it has no other input.
    post({ kind: 'failed', file, code: error instanceof DeskError ? error.code : 'picture.damaged' });
  }
}

/** One after the other, as they came. */
let last: Promise<void> = Promise.resolve();
port.onMessage((message) => {
  last = last.then(() => answer(message as ToPagesWorker));
});
