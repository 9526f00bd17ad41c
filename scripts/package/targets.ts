/** The machines packages are made for, and what each is called by those who have a word for it. */

export type TargetOs = 'win' | 'mac' | 'linux';
export type TargetArch = 'x64' | 'arm64';

export type Target = {
  /** As in file names and on the update server: `<os>-<arch>`. */
  readonly id: string;
  readonly os: TargetOs;
  readonly arch: TargetArch;
  /** Node's and npm's name of the system. */
  readonly platform: 'win32' | 'darwin' | 'linux';
  /** npm's choice between builds for Debian's C library and for Alpine's; null where there is only one. */
  readonly libc: 'glibc' | null;
};

const PLATFORMS = { win: 'win32', mac: 'darwin', linux: 'linux' } as const;

const target = (os: TargetOs, arch: TargetArch): Target =>
  ({ id: `${os}-${arch}`, os, arch, platform: PLATFORMS[os], libc: os === 'linux' ? 'glibc' : null });

/** On an Intel Mac, which has no native onnxruntime, the WebAssembly reader does the work. */
export const TARGETS: readonly Target[] = [
  target('linux', 'x64'), target('linux', 'arm64'), target('win', 'x64'), target('win', 'arm64'), target('mac', 'arm64'), target('mac', 'x64'),
];

/** Throws a sentence that names the targets there are. */
export function targetNamed(id: string): Target {
  const found = TARGETS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no target ${id}; there are ${TARGETS.map((one) => one.id).join(', ')}.`);
  return found;
}

/** The machine this runs on. */
export function ownTarget(): Target {
  const found = TARGETS.find(({ platform, arch }) => platform === process.platform && arch === process.arch);
  if (found === undefined) throw new Error(`No package is made for ${process.platform} on ${process.arch}.`);
  return found;
}
