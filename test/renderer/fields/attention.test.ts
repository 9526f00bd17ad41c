import { describe, expect, it } from 'vitest';
import { checkDraft, draftFromReading, emptyDraft, withField, withLine } from '../../../shared/draft.ts';
import type { Reading } from '../../../shared/reading.ts';
import type { Draft } from '../../../shared/registration.ts';
import { withTypedAhead } from '../../../shared/sent-ahead.ts';
import { attentionOf, marksOf, nextToLook, openDoubts } from '../../../renderer/fields/attention.ts';
import type { OpenDraft } from '../../../renderer/store/drafts-slice.ts';
import { DOUBTS, ERIKSSON, READING_DAY, readingOf } from '../harness/specimens.ts';

function opened(reading: Reading | null, change: (draft: Draft) => Draft = (draft) => draft): OpenDraft {
  const read = reading?.documents[0] ?? null;
  return {
    draftId: 'd',
    captureId: 'c',
    document: 0,
    reading,
    read,
    looked: [],
    earlier: [],
    phase: { kind: 'editing' },
    attempted: false,
    draft: change(read === null ? emptyDraft() : draftFromReading(read)),
  };
}

const items = (open: OpenDraft) => attentionOf(open, checkDraft(open.draft, READING_DAY));
const SURE = readingOf(ERIKSSON);
const CHECK = readingOf(ERIKSSON, { doubts: DOUBTS });

describe('what a person should look at', () => {
  it('is nothing for a document read surely, and every field is marked sure', () => {
    const open = opened(SURE);
    expect(items(open)).toEqual([]);
    expect(new Set(Object.values(marksOf(open, [])))).toEqual(new Set(['sure']));
  });

  it('names each doubtful sign, and Enter leads through them one by one', () => {
    const open = opened(CHECK);
    const first = nextToLook(items(open));
    expect(first?.place).toEqual({ kind: 'sign', line: 1, column: 5 });
    const looked = { ...open, looked: [first?.key ?? ''] };
    expect(nextToLook(items(looked))?.place).toEqual({ kind: 'sign', line: 0, column: 8 });
    expect(marksOf(open, items(open)).documentNumber).toBe('look');
  });

  it('drops a doubt as soon as another sign stands there, and checks the digits anew', () => {
    const open = opened(CHECK, (draft) =>
      withLine(draft, 1, 'L898OO2C36UTO7408122F3204153ZE184226B<<<<<16', READING_DAY),
    );
    expect(openDoubts(open).map(({ column }) => column)).toEqual([8]);
    expect(items(open).map(({ key }) => key)).toContain('checkDigitWrong:documentNumber');
  });

  it('drops a doubt about a field a person has typed', () => {
    const open = opened(CHECK, (draft) => withField(draft, 'documentNumber', 'L898902C3', 'typed'));
    expect(openDoubts(open).map(({ field }) => field)).toEqual(['surname']);
    expect(marksOf(open, items(open)).documentNumber).toBe('plain');
  });

  it('leads Enter to what the guest corrected before arrival, where it is not what was read', () => {
    const open = opened(SURE, (draft) => withTypedAhead(draft, { sex: 'M', surname: 'ERIKSSON' }));
    expect(items(open).map(({ about }) => about)).toEqual([{ kind: 'resident', field: 'sex', printed: 'F' }]);
    expect(nextToLook(items(open))?.place).toEqual({ kind: 'field', field: 'sex' });
    expect(marksOf(open, items(open))).toMatchObject({ sex: 'look', surname: 'plain' });
    const inCyrillic = opened(SURE, (draft) => withTypedAhead(draft, { cyrillicSurname: 'ЭРИКССОН' }));
    expect(nextToLook(items(inCyrillic))?.place).toEqual({ kind: 'field', field: 'surname' });
  });

  it('does not lead Enter to a warning that is no doubt of the reading', () => {
    const open = opened(SURE, (draft) => withField(draft, 'expiryDate', '2020-01-01', 'typed'));
    expect(items(open).map(({ key }) => key)).toEqual(['expired:expiryDate']);
    expect(nextToLook(items(open))).toBeNull();
  });

  it('does not complain of empty fields before Confirm was tried', () => {
    const open = opened(null);
    expect(items(open)).toEqual([]);
    const tried = items({ ...open, attempted: true });
    expect(tried.map(({ key, level }) => [key, level])).toEqual([
      ['fieldEmpty:surname', 'stop'],
      ['fieldEmpty:documentNumber', 'stop'],
    ]);
  });

  it('puts what blocks before what is doubtful', () => {
    const open = opened(CHECK, (draft) => withField(draft, 'birthDate', '31.02.19', 'typed'));
    expect(items(open)[0]).toMatchObject({ level: 'stop', place: { kind: 'field', field: 'birthDate' } });
  });
});
