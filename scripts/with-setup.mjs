/**
 * First step of every `npm` command. Runs on any Node from 20 on with nothing installed: brings node_modules in line with
 * package-lock.json, gets the pinned Node 24, then hands over to the task, which is TypeScript that Node 24 runs as it is.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './setup/packages.mjs';
import { pinnedNode } from './setup/pinned-node.mjs';

const OLDEST_NODE = 20;
if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  console.error(`Node ${OLDEST_NODE} or newer is needed to begin, and this is Node ${process.versions.node}. Get one from nodejs.org or your system's packages.`);
  process.exit(1);
}

// Not import.meta.dirname: the first releases of Node 20 have none.
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [task, ...rest] = process.argv.slice(2);
if (task === undefined) {
  console.error('usage: node scripts/with-setup.mjs <task> [arguments]');
  process.exit(64);
}

// `scan`, `archive` and their like are tasks that live with the product, the others under scripts/tasks.
const TASKS_OF_THE_PRODUCT = {
  scan: 'electron/cli/scan.ts', archive: 'electron/cli/archive.ts', doctor: 'electron/cli/doctor.ts', backup: 'electron/cli/backup.ts', 'bench:desk': 'test/bench/desk-bench.ts',
  'bench:ocr': 'test/bench/ocr-bench.ts', 'fuzz:ocr': 'test/bench/ocr-fuzz.ts',
  'calibrate:ocr': 'test/bench/ocr-calibrate.ts',
  torture: 'test/torture/torture.ts', 'torture:bot': 'test/torture/bot-torture.ts',
};
const file = TASKS_OF_THE_PRODUCT[task] ?? `scripts/tasks/${task}.ts`;

installPackages(root);
const node = pinnedNode(root);
const child = spawn(node, [path.join(root, file), ...rest], { stdio: 'inherit', env: { ...process.env, DESK_ROOT: root } });
// Ctrl+C reaches the whole group; the task decides when to end, and its exit code is ours.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void child.kill(signal));
child.once('error', (error) => { console.error(error.message); process.exit(1); });
child.once('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
