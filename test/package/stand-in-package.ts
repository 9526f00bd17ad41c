/** Packages made from the stand-in for Electron, and the runtime libraries of Windows that nobody has here. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildPackage, type PackageOptions } from '../../scripts/package/build-package.ts';
import { type Target, targetNamed } from '../../scripts/package/targets.ts';
import { makeStandInElectron, pe } from './stand-in-electron.ts';

const VC_RUNTIME = ['msvcp140', 'msvcp140_1', 'msvcp140_atomic_wait', 'vcruntime140', 'vcruntime140_1'];

/** Microsoft's DLLs by name, of the right architecture and with nothing in them. */
function makeVcRuntime(folder: string, { arch }: Target): string {
  mkdirSync(folder, { recursive: true });
  for (const name of VC_RUNTIME) writeFileSync(path.join(folder, `${name}.dll`), pe(arch));
  return folder;
}

/** Packs dist/ for a target around the stand-in; returns the folder of the unpacked program. */
export async function packStandIn(id: string, more: Partial<PackageOptions> = {}): Promise<{ folder: string; target: Target }> {
  const target = targetNamed(id);
  const work = mkdtempSync(path.join(tmpdir(), 'desk-electron-'));
  try {
    const folder = await buildPackage({
      target, dirOnly: true, release: false, feed: null, env: {}, electronDist: makeStandInElectron(path.join(work, 'electron'), target),
      vcRuntime: target.os === 'win' ? makeVcRuntime(path.join(work, 'vc'), target) : null, ...more,
    });
    return { folder, target };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
