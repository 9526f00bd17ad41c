/** Made-up guests who were here before, so that the list of the screenshots is not bare. */
import type { Page } from '@playwright/test';
import type { RequestInput } from '../../shared/contract.ts';
import { emptyDraft, withField } from '../../shared/draft.ts';
import type { FieldName } from '../../shared/reading.ts';
import type { Draft } from '../../shared/registration.ts';

type Guest = { readonly fields: Readonly<Partial<Record<FieldName, string>>>; readonly stay: Partial<Draft['stay']> };

const guest = (
  surname: string, givenNames: string, birthDate: string, state: string, documentNumber: string, stay: Partial<Draft['stay']>,
): Guest => ({ fields: { surname, givenNames, birthDate, nationality: state, issuingState: state, documentNumber }, stay });

/** Earliest first. */
export const GUESTS: readonly Guest[] = [
  guest('OSOBA', 'JANA', '1991-02-14', 'CZE', '99009054', { room: '101', arrival: '2026-11-14', departure: '2026-11-18' }),
  guest('MUSTERMANN', 'ERIKA', '1983-08-12', 'DEU', 'C01X00T47', { room: '305', arrival: '2026-11-15', departure: '2026-11-22' }),
  guest('NOWAK', 'JAN PIOTR', '1979-05-30', 'POL', 'ZS0000177', { room: '12', arrival: '2026-11-16' }),
  guest('DA SILVA', 'MARIA JOAO', '1996-09-01', 'PRT', 'CA000016', { arrival: '2026-11-17', departure: '2026-11-19' }),
  guest('SPECIMEN', 'AINO', '2001-01-25', 'FIN', 'FP0000123', { room: '204', arrival: '2026-11-18', departure: '2026-11-25' }),
  guest('DOE', 'ALEX', '1988-12-08', 'CAN', 'GA302922', { room: '7', arrival: '2026-11-20' }),
];

const draftOf = ({ fields, stay }: Guest): Draft => {
  const filled = Object.entries(fields).reduce((draft, [name, value]) => withField(draft, name as FieldName, value, 'typed'), emptyDraft());
  return { ...filled, stay: { ...filled.stay, ...stay } };
};

/** Registers them through the page's own bridge, as typed by hand. */
export async function registerGuests(page: Page, guests: readonly Guest[]): Promise<void> {
  const inputs = guests.map((each) => ({ captureId: null, document: 0, draft: draftOf(each) }));
  const answers = await page.evaluate(async (given) => {
    const codes: string[] = [];
    for (const input of given) {
      const answer = await window.desk.request('registration:confirm', { draftId: crypto.randomUUID(), ...input });
      codes.push(answer.ok ? '' : answer.code);
    }
    return codes;
  }, inputs as Omit<RequestInput<'registration:confirm'>, 'draftId'>[]);
  const refused = answers.find((code) => code !== '');
  if (refused !== undefined) throw new Error(`a made-up guest was refused: ${refused}`);
}
