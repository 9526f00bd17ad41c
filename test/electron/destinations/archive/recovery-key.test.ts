import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readRecoveryKey, writeRecoveryKey } from '../../../../electron/destinations/archive/recovery-key.ts';

describe('a recovery key', () => {
  it('comes back from paper, also in small letters, without dashes and with O for 0', () => {
    for (let round = 0; round < 50; round += 1) {
      const key = randomBytes(32);
      const paper = writeRecoveryKey(key);
      expect(paper).toMatch(/^([0-9A-Z]{5}-){6}[0-9A-Z]{5}\n([0-9A-Z]{5}-){6}[0-9A-Z]{5}$/);
      const typed = paper.toLowerCase().replaceAll(/[\n-]/g, ' ').replaceAll('0', 'o').replaceAll('1', 'l');
      expect(readRecoveryKey(typed)).toEqual({ ok: true, key });
    }
  });

  it('says which group is mistyped and not what it held', () => {
    const groups = writeRecoveryKey(Buffer.alloc(32, 5)).split(/[\n-]/);
    const fourth = groups[3] ?? '';
    groups[3] = (fourth.startsWith('Z') ? 'Y' : 'Z') + fourth.slice(1);
    expect(readRecoveryKey(groups.join('-'))).toEqual({ ok: false, why: 'Group 4 of the recovery key is mistyped.' });
  });

  it('with any one sign changed is refused', () => {
    const signs = writeRecoveryKey(Buffer.alloc(32, 9)).replaceAll(/[\n-]/g, '');
    for (let at = 0; at < signs.length; at += 1) {
      const other = signs.charAt(at) === 'X' ? 'Y' : 'X';
      expect(readRecoveryKey(signs.slice(0, at) + other + signs.slice(at + 1)).ok, `sign ${at + 1}`).toBe(false);
    }
  });

  it('with two groups exchanged, one missing or one too many is refused', () => {
    const groups = writeRecoveryKey(randomBytes(32)).split(/[\n-]/);
    const [first = '', second = '', ...rest] = groups;
    expect(readRecoveryKey([second, first, ...rest].join('-')).ok).toBe(first === second);
    expect(readRecoveryKey(groups.slice(1).join('-'))).toMatchObject({ ok: false, why: expect.stringContaining('65 signs') });
    expect(readRecoveryKey([...groups, '00000'].join('-')).ok).toBe(false);
    expect(readRecoveryKey('').ok).toBe(false);
  });
});
