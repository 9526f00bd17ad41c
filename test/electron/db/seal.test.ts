import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seal, unseal, type Place } from '../../../electron/db/seal.ts';

const key = randomBytes(32);
const place: Place = { table: 'registration', column: 'personal', row: 'a' };
const damaged = expect.objectContaining({ code: 'database.damaged' });
const bytes = fc.uint8Array({ maxLength: 2000 });
const word = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !text.includes('\0'));

describe('a sealed value', () => {
  it('opens at its own place as what it was', () => {
    fc.assert(fc.property(bytes, word, word, word, (plain, table, column, row) => {
      const there = { table, column, row };
      expect(new Uint8Array(unseal(key, seal(key, plain, there), there))).toEqual(plain);
    }));
  });

  it('is refused when any one bit of it was flipped', () => {
    fc.assert(fc.property(bytes, fc.nat(), (plain, at) => {
      const envelope = seal(key, plain, place);
      const bit = at % (envelope.length * 8);
      envelope.writeUInt8(envelope.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => unseal(key, envelope, place)).toThrow(damaged);
    }));
  });

  it('is refused when it was cut short anywhere', () => {
    fc.assert(fc.property(bytes, fc.nat(), (plain, at) => {
      const envelope = seal(key, plain, place);
      expect(() => unseal(key, envelope.subarray(0, at % envelope.length), place)).toThrow(damaged);
    }));
  });

  it('is refused in another row, column or table', () => {
    fc.assert(fc.property(bytes, word, word, word, (plain, table, column, row) => {
      const there = { table, column, row };
      fc.pre(table !== place.table || column !== place.column || row !== place.row);
      expect(() => unseal(key, seal(key, plain, place), there)).toThrow(damaged);
    }));
  });

  it('is refused under another key', () => {
    expect(() => unseal(randomBytes(32), seal(key, Buffer.from('made up'), place), place)).toThrow(damaged);
  });

  it('never looks the same twice', () => {
    const envelopes = Array.from({ length: 200 }, () => seal(key, Buffer.from('made up'), place).toString('hex'));
    expect(new Set(envelopes).size).toBe(200);
  });

  it('holds nothing of what was sealed', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 8, maxLength: 60 }), (plain) => {
      expect(seal(key, plain, place).includes(Buffer.from(plain))).toBe(false);
    }));
  });
});
