import path from 'node:path';

const demo = (file: string) => path.resolve(import.meta.dirname, '../../resources/demo', file);

/** The made-up documents that travel with the program, and what stands on the first of them. */
export const PASSPORT = demo('1-passport.jpg');
export const RESIDENCE_CARD = demo('3-identity-card-td2.jpg');
export const INTERNAL_PASSPORT = demo('4-internal-passport.jpg');
export const GUEST = {
  surname: 'ERIKSSON', givenNames: 'ANNA MARIA', title: 'ERIKSSON ANNA MARIA', number: 'L898902C3', birthDate: '12.08.1984', optionalData: 'ZE184226B',
  lines: ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO8408129F3104150ZE184226B<<<<<10'],
} as const;
