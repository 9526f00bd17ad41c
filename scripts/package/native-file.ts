/** What a native file is made for and what it asks of the system, read from its headers and not from its name. */
import type { TargetArch } from './targets.ts';

export type NativeFormat = 'elf' | 'pe' | 'mach-o';
/** `other`: an architecture we make no package for. */
export type NativeFile = { readonly format: NativeFormat; readonly archs: readonly (TargetArch | 'other')[] };

const ELF_MACHINES: Readonly<Record<number, TargetArch>> = { 0x3e: 'x64', 0xb7: 'arm64' };
const PE_MACHINES: Readonly<Record<number, TargetArch>> = { 0x8664: 'x64', 0xaa64: 'arm64' };
const MACH_CPUS: Readonly<Record<number, TargetArch>> = { 0x01000007: 'x64', 0x0100000c: 'arm64' };

function machArchs(bytes: Buffer): NativeFile['archs'] | null {
  if (bytes.length < 8) return null;
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return [MACH_CPUS[bytes.readUInt32LE(4)] ?? 'other'];
  // One file for several processors: a big-endian list of them, 20 bytes each. Java's class files begin alike, with a version
  // number where a Mac's file has how many.
  const count = bytes.readUInt32BE(4);
  if (bytes.readUInt32BE(0) !== 0xcafebabe || count === 0 || count > 8 || bytes.length < 8 + 20 * count) return null;
  return Array.from({ length: count }, (_, index) => MACH_CPUS[bytes.readUInt32BE(8 + 20 * index)] ?? 'other');
}

/** Offset of the PE signature; null when the file is none. */
function peAt(bytes: Buffer): number | null {
  if (bytes.length < 0x40 || bytes.toString('latin1', 0, 2) !== 'MZ') return null;
  const at = bytes.readUInt32LE(0x3c);
  return at + 24 <= bytes.length && bytes.toString('latin1', at, at + 4) === 'PE\0\0' ? at : null;
}

/** Null for a file that is not native code. */
export function nativeFile(bytes: Buffer): NativeFile | null {
  if (bytes.length >= 20 && bytes.toString('latin1', 0, 4) === '\x7fELF') {
    return { format: 'elf', archs: [ELF_MACHINES[bytes.readUInt16LE(18)] ?? 'other'] };
  }
  const pe = peAt(bytes);
  if (pe !== null) return { format: 'pe', archs: [PE_MACHINES[bytes.readUInt16LE(pe + 4)] ?? 'other'] };
  const archs = machArchs(bytes);
  return archs === null ? null : { format: 'mach-o', archs };
}

const textAt = (bytes: Buffer, at: number): string => bytes.toString('latin1', at, bytes.indexOf(0, at));

/** Names of the DLLs that Windows loads together with a PE file, in lower case; those loaded later by choice are not among them. */
export function importedDlls(bytes: Buffer): string[] {
  const pe = peAt(bytes);
  if (pe === null) return [];
  const sections = bytes.readUInt16LE(pe + 6);
  const optional = pe + 24;
  const directories = optional + (bytes.readUInt16LE(optional) === 0x20b ? 112 : 96);
  const table = optional + bytes.readUInt16LE(pe + 20);
  const onDisk = (address: number): number | null => {
    for (let index = 0; index < sections; index += 1) {
      const section = table + 40 * index;
      const start = bytes.readUInt32LE(section + 12);
      if (address >= start && address < start + bytes.readUInt32LE(section + 16)) return address - start + bytes.readUInt32LE(section + 20);
    }
    return null;
  };
  const first = onDisk(bytes.readUInt32LE(directories + 8));
  const found: string[] = [];
  for (let entry = first; entry !== null && entry + 20 <= bytes.length; entry += 20) {
    const name = onDisk(bytes.readUInt32LE(entry + 12));
    if (name === null) break;
    found.push(textAt(bytes, name).toLowerCase());
  }
  return found;
}
