/** How fast a folder is imported, end to end and on the real reader, and whether memory stays as it is. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBatches } from '../../electron/batch/batches.ts';
import { filesOf } from '../../electron/batch/files-of.ts';
import { createCaptures } from '../../electron/capture/captures.ts';
import { forkWorker, MODELS } from '../../electron/cli/fork-reader.ts';
import { createStorage } from '../../electron/db/storage.ts';
import { openLog } from '../../electron/log.ts';
import { superviseReader } from '../../electron/ocr/supervisor.ts';
import { createIntake } from '../../electron/pages/intake.ts';
import { createPageSplitter } from '../../electron/pages/page-splitter.ts';
import { createMemoryKeychain } from '../../electron/secrets/memory-keychain.ts';

const DEMO = join(import.meta.dirname, '../../resources/demo');
const PROMISED_A_SECOND = 8;
/** Shares of the import at which memory is looked at. */
const LOOKS = [0.1, 0.25, 0.5, 0.75, 1];

const megabytes = (pid: number | 'self'): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024;
  } catch {
    return NaN; // a system without /proc
  }
};

/** Imports so many made-up pictures and prints pictures a second, and the memory of main and reader on the way. */
export async function measureImport(pictures: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-import-'));
  const scans = join(folder, 'scans');
  mkdirSync(scans);
  const demos = readdirSync(DEMO).filter((name) => name.endsWith('.jpg'));
  for (let n = 0; n < pictures; n += 1) copyFileSync(join(DEMO, demos[n % demos.length] ?? ''), join(scans, `${n}.jpg`));
  const log = openLog({ folder });
  const storage = createStorage({ folder: join(folder, 'store'), keychain: createMemoryKeychain(), log });
  let pid = -1;
  const ocr = superviseReader({
    engines: ['native', 'wasm'], modelFolder: MODELS,
    fork: () => {
      const { reader, child } = forkWorker();
      pid = child.pid ?? -1;
      return reader;
    },
  });
  const captures = createCaptures({ storage, ocr, log });
  const splitter = createPageSplitter({ fork: () => { throw new Error('no file here has pages'); } });
  const intake = createIntake({ captures, splitter });
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const looked: string[] = [];
  const batches = createBatches({
    storage, captures, intake, model: () => '', log,
    changed: () => {
      const [batch] = batches.list();
      const share = LOOKS[looked.length];
      if (batch === undefined || share === undefined || batch.done < share * pictures) return;
      looked.push(`${batch.done} read: main ${megabytes('self').toFixed(0)} MB, reader ${megabytes(pid).toFixed(0)} MB`);
      if (batch.done === pictures) end();
    },
  });
  try {
    await storage.open();
    const began = performance.now();
    batches.start(await filesOf(scans));
    await over;
    const rate = pictures / ((performance.now() - began) / 1000);
    const [batch] = batches.list();
    console.log(`import of ${pictures} pictures: ${rate.toFixed(1)} a second (promised ≥ ${PROMISED_A_SECOND}), `
      + `${batch?.read ?? 0} sure, ${batch?.look ?? 0} to look at, ${batch?.failed ?? 0} failed`);
    for (const line of looked) console.log(`  ${line}`);
  } finally {
    await batches.stop();
    await captures.stop();
    await ocr.stop();
    storage.close();
    log.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
