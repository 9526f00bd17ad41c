import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zonesInText } from '../../../shared/mrz/text-zones.ts';

const TD3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const TD1 = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
const TD2 = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'];
const MRVA = ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX7408122F96121096ZE184226B<<<<<<'];
const FRA_DL = ['D1FRA13AA000026181231MARTIN<<9'];
const CHE_DL = ['AAA001D<<', 'FACHE305142128001<<800126<<<<<', 'MARCHAND<<FABIENNE<<<<<<<<<<<<'];
const ALL = [TD3, TD1, TD2, MRVA, FRA_DL, CHE_DL];

describe('zones in text', () => {
  it('are found whatever parts their lines', () => {
    for (const zone of ALL) {
      for (const parting of ['\r', '\n', '\r\n', '\t', '\u001e', '\n\n']) {
        expect(zonesInText(zone.join(parting)), zone[0]).toEqual([zone]);
        expect(zonesInText(`\u0002${zone.join(parting)}\u0003\r`)).toEqual([zone]);
      }
    }
  });

  it('are found where nothing parts their lines', () => {
    for (const zone of [TD3, TD1, TD2, MRVA, FRA_DL]) expect(zonesInText(zone.join(''))).toEqual([zone]);
  });

  it('are found among other words, in small letters, with blanks and guillemets in them', () => {
    expect(zonesInText(`Passport of our guest:\n  ${TD3.join('\n  ')}\nBest regards`)).toEqual([TD3]);
    expect(zonesInText(TD2.join('\n').toLowerCase())).toEqual([TD2]);
    expect(zonesInText(TD3.join('\n').replaceAll('<<', '« ').replaceAll('<', '< '))).toEqual([TD3]);
    expect(zonesInText(`Line 1: ${TD3[0]}\nLine 2: ${TD3[1]}`)).toEqual([TD3]);
  });

  it('are all found where there are several', () => {
    expect(zonesInText([...TD3, ...TD1, ...TD2].join('\n'))).toEqual([TD3, TD1, TD2]);
  });

  it('are not found where a line is not whole or missing', () => {
    expect(zonesInText(TD3[1] ?? '')).toEqual([]);
    expect(zonesInText(`${TD3[0]?.slice(1)}\n${TD3[1]}`)).toEqual([]);
    expect(zonesInText('')).toEqual([]);
  });

  it('are found with their first sign misread, for a person to look at', () => {
    const misread = [(TD3[0] ?? '').replace('P', 'F'), TD3[1] ?? ''];
    expect(zonesInText(misread.join('\n'))).toEqual([misread]);
  });

  it('are not found in ordinary prose', () => {
    fc.assert(fc.property(fc.lorem({ maxCount: 80 }), (prose) => {
      expect(zonesInText(prose)).toEqual([]);
    }));
  });
});
