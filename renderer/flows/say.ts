import type { ErrorCode } from '../../shared/errors.ts';
import { desk } from '../store/desk-store.ts';
import { textsNow } from '../texts/use-texts.ts';

/** Says in a sentence what went wrong and what to do; `about` names the thing, a file for instance. */
export function sayRefused(code: ErrorCode, about?: string): void {
  // The PIN was asked for and the person left it: they know.
  if (code === 'admin.locked') return;
  const texts = textsNow();
  const sentence = texts.errors[code];
  const text = about === undefined ? sentence : texts.common.refused(about, sentence);
  desk().notify({ id: crypto.randomUUID(), text });
}
