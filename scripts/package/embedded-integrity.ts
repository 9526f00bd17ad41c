/** The hash of app.asar that the builder put where Electron looks for it: an Info.plist, or a resource of the executable. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NtExecutable, NtExecutableResource } from 'resedit';
import { layoutOf } from './layout.ts';
import type { Target } from './targets.ts';

function inPlist(file: string): string | null {
  const text = readFileSync(file, 'utf8');
  return /<key>Resources\/app\.asar<\/key>\s*<dict>.*?<key>hash<\/key>\s*<string>([0-9a-f]{64})<\/string>/s.exec(text)?.[1] ?? null;
}

function inExecutable(file: string): string | null {
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(file), { ignoreCert: true }));
  const entry = entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR');
  if (entry === undefined) return null;
  const list = JSON.parse(Buffer.from(entry.bin).toString('utf8')) as readonly { file: string; value: string }[];
  return list.find((one) => one.file === 'resources\\app.asar')?.value ?? null;
}

/** Null where there is none; on Linux Electron looks for none. */
export function integrityHash(folder: string, target: Target): string | null {
  switch (target.os) {
    case 'linux': return null;
    case 'mac': return inPlist(path.join(layoutOf(folder, target).fused, 'Contents/Info.plist'));
    case 'win': return inExecutable(layoutOf(folder, target).executable);
  }
}
