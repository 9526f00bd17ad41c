import fc from 'fast-check';
import { parse } from 'mrz';
import { describe, expect, it } from 'vitest';
import { SIGNS } from '../../../shared/mrz/alphabet.ts';
import { checkDigitOf } from '../../../shared/mrz/check-digit.ts';
import { readZone } from '../../../shared/mrz/fields.ts';
import { LAYOUTS, formatsOfLines, isPnrus, layoutOf } from '../../../shared/mrz/formats.ts';
import { outOfPlace, placesOf } from '../../../shared/mrz/places.ts';
import { pnrusNameField } from '../../../shared/mrz/pnrus.ts';

const TODAY = '2026-08-01';
const TD3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const TD1 = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
const TD2 = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'];
const MRVA = ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX7408122F96121096ZE184226B<<<<<<'];
const FRA_ID = ['IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<', '9409923102854CORINNE<<<<<<<6512068F4'];
const FRA_DL = ['D1FRA13AA000026181231MARTIN<<9'];
const CHE_DL = ['AAA001D<<', 'FACHE305142128001<<800126<<<<<', 'MARCHAND<<FABIENNE<<<<<<<<<<<<'];

const states = (format: Parameters<typeof readZone>[0], lines: readonly string[]) =>
  Object.fromEntries(readZone(format, lines, TODAY).checkDigits.map((digit) => [digit.guards, digit.state]));
const values = (format: Parameters<typeof readZone>[0], lines: readonly string[]) =>
  Object.fromEntries(Object.entries(readZone(format, lines, TODAY).fields).map(([name, field]) => [name, field.value]));

describe('layouts', () => {
  it('place every span and check digit inside the lines, none upon another', () => {
    for (const layout of LAYOUTS) {
      const taken = new Set<string>();
      const take = (line: number, column: number): void => {
        const key = `${line}:${column}`;
        expect(taken.has(key), `${layout.format} ${key}`).toBe(false);
        expect(column).toBeLessThan(layout.lineLengths[line] ?? 0);
        taken.add(key);
      };
      for (const span of layout.spans) for (let c = span.start; c < span.end; c += 1) take(span.line, c);
      for (const check of layout.checks) take(check.line, check.column);
      expect(taken.size, layout.format).toBe(layout.lineLengths.reduce((sum, length) => sum + length, 0));
    }
  });

  it('are told apart by lengths and first signs', () => {
    const zones = { TD3: [TD3], TD1: [TD1], TD2: [TD2], MRVA: [MRVA], 'FRA-ID': [FRA_ID], 'FRA-DL': [FRA_DL],
      'CHE-DL': [CHE_DL], IDL: [['D1NLD112345678901234567890ABC1']] };
    for (const [format, [lines = []]] of Object.entries(zones)) expect(formatsOfLines(lines)[0]).toBe(format);
    expect(formatsOfLines(['P<UTO'])).toEqual([]);
    expect(formatsOfLines(['X'.repeat(44), 'X'.repeat(44)])).toContain('TD3');
  });

  it('let a place hold only its signs', () => {
    expect(outOfPlace('TD3', TD3)).toEqual([]);
    const letterInDate = [TD3[0] ?? '', (TD3[1] ?? '').replace('740812', '74O812')];
    expect(outOfPlace('TD3', letterInDate)).toEqual([{ line: 1, column: 15 }]);
    expect(placesOf(layoutOf('TD3'), false)[1]?.[20]?.signs).toBe('MFX<');
  });
});

describe('reading a zone', () => {
  it('gives the fields of the specimens', () => {
    expect(values('TD3', TD3)).toEqual({
      surname: 'ERIKSSON', givenNames: 'ANNA MARIA', sex: 'F', birthDate: '1974-08-12', nationality: 'UTO',
      documentCode: 'P', documentNumber: 'L898902C3', issuingState: 'UTO', expiryDate: '2012-04-15',
      optionalData: 'ZE184226B',
    });
    expect(values('TD1', TD1)).toMatchObject({ surname: 'ERIKSSON', documentNumber: 'D23145890', optionalData: '' });
    expect(values('FRA-ID', FRA_ID)).toMatchObject({
      surname: 'BERTHIER', givenNames: 'CORINNE', documentNumber: '940992310285', birthDate: '1965-12-06', sex: 'F',
    });
    expect(values('FRA-DL', FRA_DL)).toMatchObject({
      surname: 'MARTIN', documentNumber: '13AA00002', expiryDate: '2018-12-31', issuingState: 'FRA',
    });
    expect(values('CHE-DL', CHE_DL)).toMatchObject({
      surname: 'MARCHAND', givenNames: 'FABIENNE', documentNumber: '305142128001', birthDate: '1980-01-26',
    });
  });

  it('finds every check digit of the specimens right', () => {
    const zones = [['TD3', TD3], ['TD1', TD1], ['TD2', TD2], ['MRVA', MRVA], ['FRA-ID', FRA_ID], ['FRA-DL', FRA_DL]];
    for (const [format, lines] of zones) {
      const found = states(format as 'TD3', lines as string[]);
      expect(Object.values(found).length).toBeGreaterThan(1);
      expect(Object.values(found).every((state) => state === 'right'), String(format)).toBe(true);
    }
  });

  it('agrees with the npm parser on every field both know', () => {
    for (const lines of [TD3, TD1, TD2, FRA_ID, FRA_DL, CHE_DL]) {
      const format = formatsOfLines(lines)[0] ?? 'TD3';
      const ours = readZone(format, lines, TODAY);
      const theirs = parse(lines);
      expect(ours.fields.surname?.value).toBe(theirs.fields.lastName);
      if (format !== 'FRA-DL') expect(ours.fields.givenNames?.value).toBe(theirs.fields.firstName);
      expect(ours.fields.documentNumber?.value).toBe(theirs.documentNumber);
      const digits = theirs.details.filter((detail) => detail.field?.endsWith('CheckDigit') === true);
      expect(ours.checkDigits.map((digit) => digit.state === 'right')).toEqual(digits.map((digit) => digit.valid));
    }
  });

  it('agrees with the npm parser on every check digit of random TD3 zones', () => {
    const text = fc.string({ unit: fc.constantFrom(...SIGNS), minLength: 44, maxLength: 44 });
    const npmNames = { documentNumber: 'documentNumberCheckDigit', composite: 'compositeCheckDigit' } as const;
    fc.assert(fc.property(text, (line2) => {
      const lines = [TD3[0] ?? '', line2];
      const theirs = parse(lines);
      for (const [guards, name] of Object.entries(npmNames)) {
        const valid = theirs.details.find((detail) => detail.field === name)?.valid;
        expect(states('TD3', lines)[guards] === 'right').toBe(valid);
      }
    }));
  });

  it('calls a filler printed as the check digit of an empty field empty, elsewhere wrong', () => {
    const empty = ['P<AFGSPECIMEN<<SPECIMEN<<<<<<<<<<<<<<<<<<<<<', 'O0120186<8AFG8001014M1710135<<<<<<<<<<<<<<<4'];
    expect(states('TD3', empty)).toMatchObject({ optionalData: 'empty', documentNumber: 'right', composite: 'right' });
    const wrong = [TD3[0] ?? '', 'L898902C3<UTO7408122F1204159ZE184226B<<<<<10'];
    expect(states('TD3', wrong)).toMatchObject({ documentNumber: 'wrong' });
    expect(readZone('TD3', wrong, TODAY).doubts).toContainEqual(
      { code: 'checkDigit.wrong', line: 1, column: 9, field: 'documentNumber' });
  });

  it('follows a long Belgian number into the optional data, whether the filler between is counted or not', () => {
    const printed = [
      'IDBEL600000257<6642<<<<<<<<<<<', '1301014F2311207BEL130101123594', 'SPECIMEN<<SPECIMEN<<<<<<<<<<<<',
    ];
    const zone = readZone('TD1', printed, TODAY);
    expect(zone.fields.documentNumber).toMatchObject({
      value: '600000257664', check: 'right',
      at: [{ line: 0, start: 5, end: 14 }, { line: 0, start: 15, end: 18 }],
    });
    expect(zone.fields.optionalData?.value).toBe('13010112359');
    expect(zone.checkDigits).toContainEqual({ guards: 'documentNumber', line: 0, column: 18, state: 'right' });
    const counted = [`IDBEL600000257<664${checkDigitOf('600000257<664')}<<<<<<<<<<<`, ...printed.slice(1)];
    expect(states('TD1', counted)).toMatchObject({ documentNumber: 'right' });
  });

  it('does not take an ordinary short number for a long one', () => {
    const short = ['IDCHES0002068<8<<<<<<<<<<<<<<<', '8102287F1301014CHE<<<<<<<<<<<4', 'VADIS<<QUO<<<<<<<<<<<<<<<<<<<<'];
    expect(values('TD1', short)).toMatchObject({ documentNumber: 'S0002068', optionalData: '' });
    expect(Object.values(states('TD1', short)).every((state) => state === 'right')).toBe(true);
  });

  it('knows the German D<< and doubts a missing issuer', () => {
    const german = ['P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<', 'C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4'];
    expect(values('TD3', german)).toMatchObject({ issuingState: 'D', nationality: 'D', surname: 'MUSTERMANN' });
    expect(readZone('TD3', german, TODAY).doubts).toEqual([]);
    const nobody = [`P<<<<ERIKSSON<<ANNA<MARIA${'<'.repeat(19)}`, TD3[1] ?? ''];
    expect(readZone('TD3', nobody, TODAY)).toMatchObject({
      fields: { surname: { value: 'ERIKSSON' } }, doubts: [{ code: 'state.unknown', field: 'issuingState' }],
    });
  });

  it('says when a name fills its field to the last place', () => {
    const cut = ['IRUTOK682T8YLO0<1105040043<<<<', '7906123F1401073UTO<<<<<<<<<<<6', 'MARTIN<<CHRISTELLE<HELENE<LAUR'];
    expect(readZone('TD1', cut, TODAY).doubts).toContainEqual(
      { code: 'name.truncated', field: 'givenNames', line: 2, column: 29 });
  });

  it('keeps unknown birth parts and doubts impossible dates', () => {
    const line2 = (birth: string): string => `L898902C36UTO${birth}${checkDigitOf(birth)}F1204159ZE184226B<<<<<1`;
    const zoneOf = (birth: string) => readZone('TD3', [TD3[0] ?? '', `${line2(birth)}0`], TODAY);
    expect(zoneOf('83<<<<').fields.birthDate).toMatchObject({ value: '1983-00-00', check: 'right' });
    expect(zoneOf('831345').doubts).toContainEqual({ code: 'date.impossible', field: 'birthDate' });
    expect(zoneOf('831345').fields.birthDate).toMatchObject({ value: '', raw: '831345' });
  });

  it('gives back Cyrillic names and the whole number of a Russian internal passport', () => {
    const names = pnrusNameField('KUZ9MINA', 'N2LLI', '7R9EVNA');
    const optional = '1180807500037<';
    const front = `460123456${checkDigitOf('460123456')}RUS900101${checkDigitOf('900101')}F<<<<<<<`;
    const body = `${front}${optional}${checkDigitOf(optional)}`;
    const composite = checkDigitOf(body.slice(0, 10) + body.slice(13, 20) + body.slice(21, 43));
    const lines = [`PNRUS${names}`, `${body}${composite}`];
    expect(isPnrus('TD3', lines)).toBe(true);
    const zone = readZone('TD3', lines, TODAY);
    expect(zone.cyrillic).toEqual({ surname: 'КУЗЬМИНА', givenNames: 'НЁЛЛИ ЮРЬЕВНА' });
    expect(zone.fields.documentNumber?.value).toBe('4601123456');
    expect(zone.fields.expiryDate).toMatchObject({ value: '', check: 'empty' });
    expect(zone.doubts).toEqual([]);
  });

  it('keeps a digit printed in an ordinary name and doubts it', () => {
    const zone = readZone('TD3', [(TD3[0] ?? '').replace('MARIA', 'MAR1A'), TD3[1] ?? ''], TODAY);
    expect(zone.fields.givenNames?.value).toBe('ANNA MAR1A');
    expect(zone.doubts).toEqual([{ code: 'letter.outOfPlace', field: 'givenNames', line: 0, column: 23 }]);
  });

  it('reads any lines of the right lengths without throwing, and refuses others', () => {
    for (const layout of LAYOUTS) {
      const unit = fc.constantFrom(...SIGNS);
      const line = (length: number) => fc.string({ unit, minLength: length, maxLength: length });
      fc.assert(fc.property(fc.tuple(...layout.lineLengths.map(line)), (lines) => {
        const zone = readZone(layout.format, lines, TODAY);
        for (const field of Object.values(zone.fields)) {
          if (field.name === 'documentNumber') continue;
          const printed = field.at.map((at) => (lines[at.line] ?? '').slice(at.start, at.end)).join('');
          expect(field.raw).toBe(printed);
        }
      }), { numRuns: 30 });
    }
    expect(() => readZone('TD3', TD1, TODAY)).toThrow(RangeError);
  });
});
