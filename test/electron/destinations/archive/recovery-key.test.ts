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

  it('says which group is mistyped and not what it held, for any one sign', () => {
    const groups = writeRecoveryKey(randomBytes(32)).split(/[\n-]/);
    for (const [at, group] of groups.slice(0, -1).entries()) {
      for (let place = 0; place < group.length; place += 1) {
        const mistyped = group.slice(0, place) + (group.charAt(place) === 'Z' ? 'Y' : 'Z') + group.slice(place + 1);
        expect(readRecoveryKey(groups.with(at, mistyped).join('-')))
          .toEqual({ ok: false, why: `Group ${at + 1} of the recovery key is mistyped.` });
      }
    }
  });

  it('whose last group is mistyped is refused', () => {
    const groups = writeRecoveryKey(randomBytes(32)).split(/[\n-]/);
    const last = groups.at(-1) ?? '';
    expect(readRecoveryKey(groups.with(13, (last.startsWith('Z') ? 'Y' : 'Z') + last.slice(1)).join('-')))
      .toEqual({ ok: false, why: 'The groups of the recovery key do not belong together.' });
  });

  it('with two groups exchanged, one missing or one too many is refused', () => {
    const groups = writeRecoveryKey(randomBytes(32)).split(/[\n-]/);
    const [first = '', second = '', ...rest] = groups;
    expect(readRecoveryKey([second, first, ...rest].join('-')))
      .toEqual({ ok: false, why: 'Group 1 of the recovery key is mistyped.' });
    expect(readRecoveryKey(groups.slice(1).join('-')))
      .toMatchObject({ ok: false, why: expect.stringContaining('65 signs') });
    expect(readRecoveryKey([...groups, '00000'].join('-')).ok).toBe(false);
    expect(readRecoveryKey('').ok).toBe(false);
  });
});
