import { describe, expect, it } from 'vitest';
import {
  checkDraft, differences, draftFromReading, emptyDraft, withField, withLine,
} from '../../shared/draft.ts';
import { readZone } from '../../shared/mrz/fields.ts';
import type { FieldName, ReadDocument, ReadField } from '../../shared/reading.ts';
import type { Draft, WarningCode } from '../../shared/registration.ts';

const TODAY = '2026-08-01';
const QUAD = [[0, 0], [1, 0], [1, 1], [0, 1]] as const;
const LINES = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F3004157ZE184226B<<<<<16'];

function reading(lines: readonly string[], today = TODAY): ReadDocument {
  const zone = readZone('TD3', lines, today);
  const fields: Partial<Record<FieldName, ReadField>> = {};
  for (const field of Object.values(zone.fields)) fields[field.name] = { ...field, confidence: 0.99 };
  return {
    status: 'sure', format: 'TD3', fields, checkDigits: zone.checkDigits, confidence: 0.99, doubts: zone.doubts,
    lines: lines.map((text) => ({ text, characters: [], quad: QUAD })),
    ...(zone.cyrillic === null ? {} : { cyrillic: zone.cyrillic }),
  };
}

const codes = (draft: Draft, today = TODAY): WarningCode[] => checkDraft(draft, today).warnings.map((w) => w.code);
const blocking = (draft: Draft): string[] =>
  checkDraft(draft, TODAY).warnings.filter((w) => w.blocks).map((w) => `${w.code} ${w.field}`);
const typed = (values: Partial<Record<FieldName, string>>): Draft => Object.entries(values).reduce(
  (draft, [name, value]) => withField(draft, name as FieldName, value, 'typed'), emptyDraft());

describe('a draft', () => {
  it('takes over what was read, and has nothing to warn of when all is well', () => {
    const draft = draftFromReading(reading(LINES));
    expect(draft.fields.surname).toEqual({ value: 'ERIKSSON', origin: 'mrz' });
    expect(draft.lines).toEqual(LINES);
    expect(checkDraft(draft, TODAY)).toEqual({
      checks: {
        surname: 'unguarded', givenNames: 'unguarded', sex: 'unguarded', birthDate: 'right', nationality: 'unguarded',
        documentCode: 'unguarded', documentNumber: 'right', issuingState: 'unguarded', expiryDate: 'right',
        optionalData: 'right',
      },
      warnings: [],
    });
  });

  it('typed by hand blocks only for want of a surname or a number', () => {
    expect(blocking(emptyDraft())).toEqual(['fieldEmpty surname', 'fieldEmpty documentNumber']);
    expect(blocking(typed({ surname: 'OSOBA', documentNumber: '123' }))).toEqual([]);
  });

  it('reads corrected lines again but keeps what a person typed', () => {
    const draft = withField(draftFromReading(reading(LINES)), 'givenNames', 'ANNA', 'typed');
    const changed = withLine(draft, 0, (LINES[0] ?? '').replace('ERIKSSON', 'ERIKSSEN').toLowerCase(), TODAY);
    expect(changed.fields.surname).toEqual({ value: 'ERIKSSEN', origin: 'mrz' });
    expect(changed.fields.givenNames).toEqual({ value: 'ANNA', origin: 'typed' });
  });

  it('keeps the fields while a line is half typed', () => {
    const draft = withLine(draftFromReading(reading(LINES)), 1, 'L898', TODAY);
    expect(draft.lines[1]).toBe('L898');
    expect(draft.fields.documentNumber.value).toBe('L898902C3');
    expect(checkDraft(draft, TODAY).checks).toEqual({});
  });

  it('gives the Cyrillic name again when a PNRUS line is corrected', () => {
    const lines = ['PNRUSIVANOV<<PETR<SERGEEVI3<<<<<<<<<<<<<<<<<', '4601234561RUS9001011M<<<<<<<1180807500037<84'];
    const draft = withLine(draftFromReading(reading(lines)), 0, (lines[0] ?? '').replace('PETR', 'IL98'), TODAY);
    expect(draft.cyrillic).toEqual({ surname: 'ИВАНОВ', givenNames: 'ИЛЬЯ СЕРГЕЕВИЧ' });
  });

  it('warns of a wrong check digit without blocking, and forgets it once the value is retyped', () => {
    const lines = [LINES[0] ?? '', (LINES[1] ?? '').replace('L898902C36', 'L898902C46')];
    const draft = draftFromReading(reading(lines));
    expect(checkDraft(draft, TODAY).warnings).toEqual(
      [{ code: 'checkDigitWrong', field: 'documentNumber', blocks: false }]);
    expect(codes(withField(draft, 'documentNumber', 'L898902C3', 'typed'))).toEqual(['checkDigitWrong']);
    expect(checkDraft(withField(draft, 'documentNumber', 'X', 'typed'), TODAY).checks.documentNumber).toBeUndefined();
  });

  it('warns of documents that have expired or soon will, counting unknown parts as late as can be', () => {
    const withExpiry = (expiryDate: string): WarningCode[] => codes(typed(
      { surname: 'A', documentNumber: '1', birthDate: '1980-01-01', nationality: 'UTO', expiryDate }));
    expect(withExpiry('2026-07-31')).toEqual(['expired']);
    expect(withExpiry('2026-08-01')).toEqual(['expiresSoon']);
    expect(withExpiry('2026-08-31')).toEqual(['expiresSoon']);
    expect(withExpiry('2026-09-01')).toEqual([]);
    expect(withExpiry('2026-00-00')).toEqual([]);
    expect(withExpiry('2025-00-00')).toEqual(['expired']);
    expect(withExpiry('')).toEqual([]);
  });

  it('warns of a guest under eighteen until the day itself', () => {
    const born = (birthDate: string): WarningCode[] =>
      codes(typed({ surname: 'A', documentNumber: '1', nationality: 'UTO', birthDate }));
    expect(born('2008-08-02')).toEqual(['minor']);
    expect(born('2008-08-01')).toEqual([]);
  });

  it('blocks dates that cannot be: typed, printed, or a birth to come', () => {
    for (const birthDate of ['1983-02-30', '2026-08-02']) {
      expect(blocking(typed({ surname: 'A', documentNumber: '1', birthDate }))).toEqual(['dateImpossible birthDate']);
    }
    const printed = draftFromReading(reading([LINES[0] ?? '', (LINES[1] ?? '').replace('740812', '741332')]));
    expect(blocking(printed)).toEqual(['dateImpossible birthDate']);
    expect(blocking(withField(printed, 'birthDate', '1974-12-12', 'typed'))).toEqual([]);
  });

  it('points at a letter O in a number, unknown states, names cut off and a stay that ends before it begins', () => {
    const base = { surname: 'A', birthDate: '1980-01-01', nationality: 'UTO' };
    expect(codes(typed({ ...base, documentNumber: 'A08O26475' }))).toEqual(['numberLetterO']);
    expect(codes(typed({ ...base, documentNumber: 'A08026475' }))).toEqual([]);
    expect(codes(typed({ ...base, documentNumber: '1', nationality: 'QQQ' }))).toEqual(['stateUnknown']);
    const stay = { room: '', arrival: '2026-08-02', departure: '2026-08-01', phone: '', note: '' };
    expect(codes({ ...typed({ ...base, documentNumber: '1' }), stay })).toEqual(['stayBackwards']);
    const cut = draftFromReading(reading([`P<UTO${'A'.repeat(10)}<<${'B'.repeat(27)}`, LINES[1] ?? '']));
    expect(checkDraft(cut, TODAY).warnings).toEqual([{ code: 'nameTruncated', field: 'givenNames', blocks: false }]);
  });

  it('tells in which fields an earlier registration differs', () => {
    const now = draftFromReading(reading(LINES));
    const earlier = withField(withField(now, 'surname', 'eriksson ', 'typed'), 'documentNumber', 'K1', 'typed');
    expect(differences(now, withField(earlier, 'sex', '', 'typed'))).toEqual(
      [{ field: 'documentNumber', now: 'L898902C3', earlier: 'K1' }]);
  });
});
