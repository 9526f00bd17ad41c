/**
 * Takes everything out of a minidump that may be data: what stays is which program crashed where. Nothing is removed by
 * looking for it; what is known to be harmless is copied into an empty file of the same layout, so that the usual tools
 * still read it. Of stacks and registers only words stay that point into code or a stack: the call chain.
 * Layout: Microsoft's minidumpapiset.h, which Crashpad writes on every system.
 */
const MAGIC = 0x50_4d_44_4d;
const HEADER_BYTES = 32;
const ENTRY_BYTES = 12;
const MOST_ITEMS = 20_000;

const STREAMS = { threads: 3, modules: 4, exception: 6, system: 7 } as const;
const THREAD_BYTES = 48;
const MODULE_BYTES = 108;
const EXCEPTION_BYTES = 168;
const EXCEPTION_PARAMETERS_AT = 40;
const EXCEPTION_CONTEXT_AT = 160;
const SYSTEM_BYTES = 56;

/**
 * Where a processor's saved registers hold flags, and where its whole-number registers end; what follows are vector
 * registers, in which strings are moved about.
 */
const CONTEXTS: Readonly<Record<number, { readonly flags: readonly [number, number]; readonly words: number }>> = {
  9: { flags: [0x30, 0x48], words: 0x1_00 }, // AMD64
  12: { flags: [0, 8], words: 0x1_10 }, // ARM64
};

type Range = { readonly from: bigint; readonly to: bigint };
type Block = { readonly at: number; readonly bytes: number };

/** The scrubbed dump, or null for what is no minidump or is cut short: of that nothing can be kept. */
export function scrubMinidump(dump: Buffer): Buffer | null {
  try {
    return scrubbed(dump);
  } catch (error) {
    // Node's own, when a place lies outside of the file.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function scrubbed(dump: Buffer): Buffer | null {
  if (dump.length < HEADER_BYTES || dump.readUInt32LE(0) !== MAGIC) return null;
  const clean = Buffer.alloc(dump.length);
  const keep = ({ at, bytes }: Block): void => {
    if (at + bytes > dump.length) throw new RangeError('a block ends outside of the dump');
    dump.copy(clean, at, at, at + bytes);
  };
  keep({ at: 0, bytes: HEADER_BYTES });
  const streams = streamsOf(dump);
  const kept: readonly number[] = Object.values(STREAMS);
  for (const { entryAt, type } of streams) if (kept.includes(type)) keep({ at: entryAt, bytes: ENTRY_BYTES });
  const find = (type: number): Block | undefined => streams.find((one) => one.type === type);

  const system = find(STREAMS.system);
  if (system) keep({ at: system.at, bytes: Math.min(system.bytes, SYSTEM_BYTES) });
  const processor = system ? dump.readUInt16LE(system.at) : 0;
  const modules = listOf(dump, find(STREAMS.modules), MODULE_BYTES);
  const threads = listOf(dump, find(STREAMS.threads), THREAD_BYTES);
  const code = modules.map((at): Range => rangeAt(dump.readBigUInt64LE(at), dump.readUInt32LE(at + 8)));
  const stacks = threads.map((at): Range => rangeAt(dump.readBigUInt64LE(at + 24), dump.readUInt32LE(at + 32)));
  const points = (word: bigint): boolean => [...code, ...stacks].some(({ from, to }) => word >= from && word < to);
  const keepWords = ({ at, bytes }: Block): void => {
    for (let place = at; place + 8 <= at + bytes; place += 8) {
      const word = dump.readBigUInt64LE(place);
      if (points(word)) clean.writeBigUInt64LE(word, place);
    }
  };
  const keepContext = (locationAt: number): void => {
    const layout = CONTEXTS[processor];
    const { at, bytes } = blockAt(dump, locationAt);
    if (layout === undefined || bytes < layout.words) return;
    keepWords({ at, bytes: layout.words });
    keep({ at: at + layout.flags[0], bytes: layout.flags[1] - layout.flags[0] });
  };

  for (const type of [STREAMS.modules, STREAMS.threads]) {
    const stream = find(type);
    if (stream) keep({ at: stream.at, bytes: 4 });
  }
  for (const at of modules) {
    keep({ at, bytes: MODULE_BYTES });
    // What stands elsewhere in the file about it (its full path on the builder's disk) does not come along.
    clean.fill(0, at + 76, at + MODULE_BYTES);
    keepName(dump, clean, dump.readUInt32LE(at + 20));
  }
  for (const at of threads) {
    keep({ at, bytes: THREAD_BYTES });
    keepWords(blockAt(dump, at + 32));
    keepContext(at + 40);
  }
  const exception = find(STREAMS.exception);
  if (exception && exception.bytes >= EXCEPTION_BYTES) {
    keep({ at: exception.at, bytes: EXCEPTION_PARAMETERS_AT });
    keepWords({ at: exception.at + EXCEPTION_PARAMETERS_AT, bytes: EXCEPTION_CONTEXT_AT - EXCEPTION_PARAMETERS_AT });
    keep({ at: exception.at + EXCEPTION_CONTEXT_AT, bytes: 8 });
    keepContext(exception.at + EXCEPTION_CONTEXT_AT);
  }
  return clean;
}

function streamsOf(dump: Buffer): (Block & { readonly type: number; readonly entryAt: number })[] {
  const from = dump.readUInt32LE(12);
  return Array.from({ length: countAt(dump, 8) }, (_, index) => {
    const entryAt = from + index * ENTRY_BYTES;
    return { entryAt, type: dump.readUInt32LE(entryAt), bytes: dump.readUInt32LE(entryAt + 4), at: dump.readUInt32LE(entryAt + 8) };
  });
}

/** Where each item of a list stands: a count of 32 bits, then the items. Crashpad pads the count to 8 bytes. */
function listOf(dump: Buffer, stream: Block | undefined, itemBytes: number): number[] {
  if (stream === undefined) return [];
  const count = countAt(dump, stream.at);
  const padding = stream.bytes - count * itemBytes - 4;
  const first = stream.at + 4 + (padding === 4 ? 4 : 0);
  return Array.from({ length: count }, (_, index) => first + index * itemBytes);
}

function countAt(dump: Buffer, at: number): number {
  const count = dump.readUInt32LE(at);
  if (count > MOST_ITEMS) throw new RangeError('a list of a dump is endless');
  return count;
}

const blockAt = (dump: Buffer, at: number): Block => ({ bytes: dump.readUInt32LE(at), at: dump.readUInt32LE(at + 4) });
const rangeAt = (from: bigint, bytes: number): Range => ({ from, to: from + BigInt(bytes) });

/** A name without its folders, of which the user's own may be one. UTF-16 after its length in bytes. */
function keepName(dump: Buffer, clean: Buffer, at: number): void {
  const bytes = dump.readUInt32LE(at);
  if (at + 4 + bytes > dump.length) throw new RangeError('a name ends outside of the dump');
  const name = dump.toString('utf16le', at + 4, at + 4 + bytes).replace(/^.*[\\/]/s, '');
  clean.writeUInt32LE(Buffer.byteLength(name, 'utf16le'), at);
  clean.write(name, at + 4, 'utf16le');
}
