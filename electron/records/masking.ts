import type { Registration } from '../../shared/registration.ts';

/** Stands for one hidden sign. Never part of a document, so a masked value cannot be mistaken for one. */
export const MASK = '•';
const SHOWN = 3;

/** All but the last three signs hidden; a number of three signs or fewer is hidden whole. */
export function maskNumber(number: string): string {
  const hidden = number.length <= SHOWN ? number.length : number.length - SHOWN;
  return MASK.repeat(hidden) + number.slice(hidden);
}

/** The registration as it is shown unasked: number, optional data and lines (which repeat both) masked. */
export function maskRegistration(registration: Registration): Registration {
  const { documentNumber, optionalData } = registration.fields;
  return {
    ...registration,
    fields: {
      ...registration.fields,
      documentNumber: { ...documentNumber, value: maskNumber(documentNumber.value) },
      optionalData: { ...optionalData, value: maskAll(optionalData.value) },
    },
    lines: registration.lines.map(maskAll),
  };
}

const maskAll = (text: string): string => text.replaceAll(/[^<\s]/g, MASK);
