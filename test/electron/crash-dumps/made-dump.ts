/** A minidump as Crashpad lays it out, small, with a guest's name wherever data can be. */
export const NAME = 'ERIKSSON<<ANNA<MARIA';
export const CODE = 0x7f_00_00_40_00_00n;
export const RETURN_ADDRESS = CODE + 0x12_34n;
const STACK = 0x7f_ff_00_00_10_00n;

export function makeDump(processor = 9): Buffer {
  const file = Buffer.alloc(8192);
  const words = Buffer.from(NAME.padEnd(24, '<'), 'latin1');
  const at = { directory: 32, modules: 200, name: 400, threads: 600, context: 800, stack: 2200, exception: 2600, system: 2900, environment: 3100,
    memory: 3300, heap: 3400 };
  file.writeUInt32LE(0x50_4d_44_4d, 0);
  file.writeUInt32LE(42_899, 4);
  const streams = [[4, 4 + 108, at.modules], [3, 4 + 48, at.threads], [6, 168, at.exception], [7, 56, at.system],
    [0x47_67_00_07, 100, at.environment], [5, 20, at.memory]] as const;
  file.writeUInt32LE(streams.length, 8);
  file.writeUInt32LE(at.directory, 12);
  for (const [index, entry] of streams.entries()) {
    for (const [place, value] of entry.entries()) file.writeUInt32LE(value, at.directory + index * 12 + place * 4);
  }
  const name = Buffer.from(`C:\\Users\\${NAME}\\Kakdoma Desk.exe`, 'utf16le');
  file.writeUInt32LE(1, at.modules);
  file.writeBigUInt64LE(CODE, at.modules + 4);
  file.writeUInt32LE(0x10_00_00, at.modules + 12);
  file.writeUInt32LE(at.name, at.modules + 4 + 20);
  file.writeUInt32LE(name.length, at.name);
  name.copy(file, at.name + 4);

  file.writeUInt32LE(1, at.threads);
  file.writeUInt32LE(4711, at.threads + 4);
  file.writeBigUInt64LE(STACK, at.threads + 4 + 24);
  file.writeUInt32LE(256, at.threads + 4 + 32);
  file.writeUInt32LE(at.stack, at.threads + 4 + 36);
  file.writeUInt32LE(1232, at.threads + 4 + 40);
  file.writeUInt32LE(at.context, at.threads + 4 + 44);
  words.copy(file, at.stack + 16);
  file.writeBigUInt64LE(RETURN_ADDRESS, at.stack + 64);
  file.writeBigUInt64LE(STACK + 128n, at.stack + 72);

  words.copy(file, at.context + 0x78);
  file.writeBigUInt64LE(RETURN_ADDRESS, at.context + 0xf8);
  words.copy(file, at.context + 0x1_a0);

  file.writeUInt32LE(4711, at.exception);
  file.writeUInt32LE(0xc0_00_00_05, at.exception + 8);
  file.writeBigUInt64LE(RETURN_ADDRESS, at.exception + 24);
  words.copy(file, at.exception + 48);
  file.writeUInt32LE(1232, at.exception + 160);
  file.writeUInt32LE(at.context, at.exception + 164);
  file.writeUInt16LE(processor, at.system);
  file.write(`HOME=/home/${NAME}\0`, at.environment, 'latin1');
  file.writeUInt32LE(1, at.memory);
  file.writeUInt32LE(200, at.memory + 12);
  file.writeUInt32LE(at.heap, at.memory + 16);
  words.copy(file, at.heap);
  file.write(NAME, at.heap + 60, 'utf16le');
  return file;
}
