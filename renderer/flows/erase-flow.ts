import type { CopiesPreview, EraseCode, ErasePreview } from '../../shared/erasure.ts';
import { request } from '../api.ts';
import { showMoment } from '../fields/date-text.ts';
import { desk } from '../store/desk-store.ts';
import type { Texts } from '../texts/ru.ts';
import { textsNow } from '../texts/use-texts.ts';
import { confirmAction } from './action-flow.ts';
import { closeRegistration, searchRegistrations } from './registrations-flow.ts';
import { sayRefused } from './say.ts';

/** Looks for everything of a guest, shows it, and erases it once a person confirms. */
export async function offerErasing(registrationId: string): Promise<void> {
  const answer = await request('erasure:preview', { registrationId });
  if (!answer.ok) {
    sayRefused(answer.code);
    return;
  }
  const { token, preview } = answer.value;
  const texts = textsNow();
  confirmAction({
    heading: texts.erase.heading,
    lines: linesOf(preview, texts),
    confirm: texts.erase.confirm,
    danger: true,
    commit: () => request('erasure:commit', { token }),
    done: () => {
      closeRegistration();
      void searchRegistrations(desk().search);
      return { good: true, sentence: texts.erase.done };
    },
  });
}

/** What would be erased, most important first; of what there is none nothing is said. */
function linesOf(preview: ErasePreview, texts: Texts): string[] {
  const { erase } = texts;
  const { registrations, pictures, waiting, shared, conversations, undelivered, copies } = preview;
  const some = (n: number, line: (n: number) => string): string[] => (n === 0 ? [] : [line(n)]);
  return [
    erase.registrations(registrations.length),
    erase.which(registrations.map(({ confirmedAt }) => showMoment(confirmedAt)).join(', ')),
    ...some(pictures, erase.pictures),
    ...some(waiting, erase.waiting),
    ...some(shared, erase.shared),
    ...some(conversations, erase.conversations),
    ...some(undelivered, erase.undelivered),
    ...copies.map((one) => copyLine(one, texts)),
    erase.forGood,
  ];
}

function copyLine({ name, found, code }: CopiesPreview, texts: Texts): string {
  if (found !== null) return texts.erase.copies(name, found);
  return texts.erase.copiesUnknown(name, code === null ? '' : eraseSentence(code, texts));
}

/** The sentence for why something could not be erased, or what of it stays. */
export function eraseSentence(code: EraseCode, { eraseCodes, deliveryCodes }: Texts): string {
  const all: Readonly<Record<EraseCode, string>> = { ...deliveryCodes, ...eraseCodes };
  return all[code];
}

export async function loadErasures(): Promise<void> {
  const answer = await request('erasure:list', undefined);
  if (answer.ok) desk().setAdmin({ erasures: answer.value });
}

/** Tries what failed once more, or gives it up. */
export async function settleErasure(how: 'retry' | 'leave', erasureId: string): Promise<void> {
  const answer = await request(how === 'retry' ? 'erasure:retry' : 'erasure:leave', { erasureId });
  if (!answer.ok) sayRefused(answer.code);
  await loadErasures();
}
