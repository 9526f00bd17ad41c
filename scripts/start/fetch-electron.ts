import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { realElectron } from '../../test/host/real-electron.ts';
import { ROOT } from '../repository.ts';

const PATIENCE_MS = 180_000;
/** How long nothing may arrive before the network counts as closed. */
const FIRST_TRY_MS = 20_000;

/** Electron's own installer, once; the reason in a few words when it could not. */
function install(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(ROOT, 'node_modules/electron/install.js')], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    let timer: NodeJS.Timeout | undefined = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString(); });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      timer = undefined;
      if (code === 0) return resolve(undefined);
      const line = said.split('\n').find((text) => /error|ENOTFOUND|EAI_AGAIN|ECONN|status/i.test(text))?.trim();
      resolve(signal === null ? (line ?? 'its installer failed').slice(0, 120) : `it did not arrive within ${PATIENCE_MS / 1000} s`);
    });
  });
}

/** True when the place Electron's binary comes from answers at all: spares a long wait behind a closed network. */
async function isReachable(): Promise<boolean> {
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? 'https://github.com/electron/electron/releases/';
  try {
    await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(FIRST_TRY_MS) });
    return true;
  } catch {
    return false;
  }
}

/**
 * Path of real Electron, fetched when need be; or why there is none. A failed try is remembered for as long as these
 * node_modules live; `npx install-electron` tries again.
 */
export async function electronOrReason(): Promise<{ binary: string } | { reason: string }> {
  const there = realElectron();
  if (there !== undefined) return { binary: there };
  const note = path.join(ROOT, 'node_modules/.electron-not-fetched');
  if (existsSync(note)) return { reason: 'its binary could not be fetched earlier; `npx install-electron` tries again' };
  console.log('Fetching Electron (once)…');
  const problem = (await isReachable()) ? await install() : 'the place it is fetched from cannot be reached';
  const binary = realElectron();
  if (binary !== undefined) return { binary };
  writeFileSync(note, `${problem ?? 'no binary'}\n`);
  return { reason: problem ?? 'its binary is not where its installer puts it' };
}
