import type { Registration, RegistrationRow } from '../../shared/registration.ts';
import { maskNumber } from './masking.ts';

/** What a list shows of a registration; its number masked. */
export function listRow({ id, confirmedAt, fields, cyrillic, stay }: Registration): RegistrationRow {
  return {
    id, confirmedAt,
    surname: cyrillic.surname || fields.surname.value, givenNames: cyrillic.givenNames || fields.givenNames.value,
    nationality: fields.nationality.value, birthDate: fields.birthDate.value,
    maskedNumber: maskNumber(fields.documentNumber.value),
    room: stay.room, arrival: stay.arrival, departure: stay.departure,
  };
}
