/**
 * An Electron folder with everything electron-builder touches and nothing that runs: executables that are headers of the
 * right kind with a fuse wire in them. Electron's own comes from GitHub, which not every machine can reach.
 */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import type { Target } from '../../scripts/package/targets.ts';

/** As in Electron 45's build/fuses: the sentinel, version 1, how many, and the state of each (`0` off, `1` on, as it is shipped). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const SHIPPED = '101100011';
const FUSE_WIRE = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, SHIPPED.length]), Buffer.from(SHIPPED)]);

function elf(arch: Target['arch']): Buffer {
  const header = Buffer.alloc(64);
  header.write('\x7fELF', 'latin1');
  header.set([2, 1, 1], 4);
  header.writeUInt16LE(3, 16);
  header.writeUInt16LE(arch === 'x64' ? 0x3e : 0xb7, 18);
  return Buffer.concat([header, FUSE_WIRE]);
}

function machO(arch: Target['arch']): Buffer {
  const header = Buffer.alloc(32);
  header.writeUInt32LE(0xfeedfacf, 0);
  header.writeUInt32LE(arch === 'x64' ? 0x01000007 : 0x0100000c, 4);
  return Buffer.concat([header, FUSE_WIRE]);
}

/** A program of Windows with the version resource that the builder edits. */
export function pe(arch: Target['arch'], imports: Buffer = FUSE_WIRE): Buffer {
  const executable = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(executable);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(executable);
  executable.setExtraData(new Uint8Array(imports).buffer);
  const bytes = Buffer.from(executable.generate());
  bytes.writeUInt16LE(arch === 'x64' ? 0x8664 : 0xaa64, bytes.readUInt32LE(0x3c) + 4);
  return bytes;
}

const plist = (name: string, executable: string) => `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${executable}</string>
<key>CFBundleIdentifier</key><string>com.github.Electron</string>
<key>CFBundleName</key><string>${name}</string>
<key>CFBundleIconFile</key><string>electron.icns</string>
</dict></plist>
`;

function write(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content, { mode: 0o755 });
  }
}

const LANGUAGES = ['de', 'en-US', 'ru', 'zh-CN'];
const locales = () => Object.fromEntries(LANGUAGES.map((name) => [`locales/${name}.pak`, name]));

const FRAMEWORK = 'Electron.app/Contents/Frameworks/Electron Framework.framework';

function macFiles(arch: Target['arch']): Record<string, string | Buffer> {
  const contents = 'Electron.app/Contents';
  const framework = `${FRAMEWORK}/Versions/A`;
  const helpers = ['', ' (Renderer)', ' (Plugin)', ' (GPU)'].map((suffix) => `Electron Helper${suffix}`);
  return {
    [`${contents}/Info.plist`]: plist('Electron', 'Electron'),
    [`${contents}/MacOS/Electron`]: machO(arch),
    [`${contents}/Resources/electron.icns`]: 'icns',
    ...Object.fromEntries(LANGUAGES.map((name) => [`${contents}/Resources/${name.replace('-US', '').replace('-', '_')}.lproj/InfoPlist.strings`, ''])),
    ...Object.fromEntries(LANGUAGES.map((name) => [`${framework}/Resources/${name.replace('-US', '').replace('-', '_')}.lproj/locale.pak`, name])),
    [`${framework}/Electron Framework`]: machO(arch),
    ...Object.fromEntries(helpers.flatMap((name) => [
      [`${contents}/Frameworks/${name}.app/Contents/Info.plist`, plist(name, name)],
      [`${contents}/Frameworks/${name}.app/Contents/MacOS/${name}`, machO(arch)],
    ])),
  };
}

/** Makes the folder anew and returns it. */
export function makeStandInElectron(folder: string, { os, arch }: Target): string {
  rmSync(folder, { recursive: true, force: true });
  const papers = { LICENSE: 'Electron licence (stand-in)', 'LICENSES.chromium.html': 'Chromium licences (stand-in)', version: 'v45.4.1' };
  const files = {
    linux: () => ({ electron: elf(arch), chrome_crashpad_handler: elf(arch), ...locales() }),
    win: () => ({ 'electron.exe': pe(arch), ...locales() }),
    mac: () => macFiles(arch),
  }[os]();
  write(folder, { ...papers, ...files });
  if (os === 'mac') {
    const framework = path.join(folder, FRAMEWORK);
    symlinkSync('A', path.join(framework, 'Versions/Current'));
    for (const part of ['Electron Framework', 'Resources']) symlinkSync(`Versions/Current/${part}`, path.join(framework, part));
  }
  return folder;
}
