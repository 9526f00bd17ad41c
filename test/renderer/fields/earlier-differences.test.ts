import { describe, expect, it } from 'vitest';
import { draftFromReading, withField } from '../../../shared/draft.ts';
import type { Draft, EarlierStay } from '../../../shared/registration.ts';
import { differencesFrom, takenOver } from '../../../renderer/fields/earlier-differences.ts';
import { registration } from '../harness/scenes.ts';
import { ERIKSSON, readingOf } from '../harness/specimens.ts';

const [read] = readingOf(ERIKSSON).documents;
if (read === undefined) throw new Error('a specimen always reads');
const draft = draftFromReading(read);

function earlier(why: EarlierStay['why'], change: (old: Draft) => Draft): EarlierStay {
  const before = registration(ERIKSSON, 1, { room: '12', arrival: '2026-01-01', phone: '+7 900 000-00-00' });
  return { why, registration: { ...before, fields: change(draft).fields } };
}

describe('a returning guest', () => {
  it('brings only what differs; room and days stay with the earlier visit', () => {
    const found = differencesFrom(
      draft,
      earlier('document', (old) => withField(old, 'givenNames', 'ANNA', 'typed')),
    );
    expect(found).toEqual([
      { field: 'givenNames', now: 'ANNA MARIA', before: 'ANNA', ticked: true },
      { field: 'phone', now: '', before: '+7 900 000-00-00', ticked: true },
    ]);
  });

  it('does not tick the old paper of a guest who came with a new one', () => {
    const found = differencesFrom(
      draft,
      earlier('person', (old) => withField(old, 'expiryDate', '2025-01-01', 'mrz')),
    );
    expect(found.find(({ field }) => field === 'expiryDate')).toMatchObject({ ticked: false });
  });

  it('never offers a masked number', () => {
    const found = differencesFrom(
      draft,
      earlier('person', (old) => withField(old, 'documentNumber', '••••••777', 'mrz')),
    );
    expect(found.map(({ field }) => field)).toEqual(['phone']);
  });

  it('takes over what is chosen and says where it comes from', () => {
    const found = differencesFrom(
      draft,
      earlier('document', (old) => withField(old, 'givenNames', 'ANNA', 'typed')),
    );
    const taken = takenOver(draft, found);
    expect(taken.fields.givenNames).toEqual({ value: 'ANNA', origin: 'earlier' });
    expect(taken.stay.phone).toBe('+7 900 000-00-00');
    expect(taken.fields.surname).toEqual(draft.fields.surname);
    expect(
      differencesFrom(
        taken,
        earlier('document', (old) => withField(old, 'givenNames', 'ANNA', 'typed')),
      ),
    ).toEqual([]);
  });
});
