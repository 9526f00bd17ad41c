/** Settings and hash key on their way from desk to desk. */
import type { ImportPreview, PepperPreview } from '../../shared/settings-file.ts';
import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import type { Texts } from '../texts/ru.ts';
import { textsNow } from '../texts/use-texts.ts';
import { confirmAction } from './action-flow.ts';
import { sayRefused } from './say.ts';

/** More than this fits no window. */
const SHOWN_CHANGES = 12;

const say = (text: string): void => desk().notify({ id: crypto.randomUUID(), text });

export async function exportSettings(): Promise<void> {
  const answer = await request('settingsFile:export', undefined);
  if (!answer.ok) sayRefused(answer.code);
  else if (answer.value) desk().sayGood(textsNow().admin.exported);
}

/** Reads a file, shows what it would change, and takes it over once a person confirms. */
export async function importSettings(): Promise<void> {
  const answer = await request('settingsFile:import', undefined);
  if (!answer.ok) {
    sayRefused(answer.code);
    return;
  }
  const texts = textsNow();
  const { importProblems } = texts.admin;
  const read = answer.value;
  switch (read.kind) {
    case 'left':
      return;
    case 'notOurs':
    case 'newer':
      say(importProblems[read.kind]);
      return;
    case 'unknownName':
    case 'wrong':
      say(importProblems[read.kind](read.name));
      return;
    case 'shown':
      confirmAction({
        heading: texts.admin.importHeading,
        lines: changeLines(read.shown.preview, texts),
        confirm: texts.admin.importConfirm,
        danger: false,
        commit: () => request('settingsFile:commit', { token: read.shown.token }),
        done: () => {
          void takeSettings();
          return { good: true, sentence: texts.admin.imported };
        },
      });
  }
}

async function takeSettings(): Promise<void> {
  const settings = await request('settings:get', undefined);
  if (settings.ok) desk().setSettings(settings.value);
}

function changeLines({ changes, secretsMissing }: ImportPreview, { admin }: Texts): string[] {
  const shown = changes.slice(0, SHOWN_CHANGES).map(({ name, before, after }) => admin.importChange(name, before, after));
  return [
    ...(changes.length === 0 ? [admin.importNothing] : shown),
    ...(changes.length > SHOWN_CHANGES ? [admin.importMore(changes.length - SHOWN_CHANGES)] : []),
    ...(secretsMissing.length === 0 ? [] : [admin.importSecrets(secretsMissing.join(', '))]),
  ];
}

export async function loadPepperMark(): Promise<void> {
  const answer = await request('pepper:mark', undefined);
  if (answer.ok) desk().setAdmin({ pepperMark: answer.value });
}

/** True when a file was written. */
export async function exportPepper(passphrase: string): Promise<boolean> {
  const answer = await request('pepper:export', { passphrase });
  if (!answer.ok) {
    sayRefused(answer.code);
    return false;
  }
  if (answer.value === null) return false;
  desk().setAdmin({ pepperMark: answer.value });
  desk().sayGood(textsNow().admin.exported);
  return true;
}

/** Opens a file with the passphrase, shows what it would change, and takes the key once a person confirms. */
export async function importPepper(passphrase: string): Promise<void> {
  const answer = await request('pepper:import', { passphrase });
  if (!answer.ok) {
    sayRefused(answer.code);
    return;
  }
  const texts = textsNow();
  const read = answer.value;
  switch (read.kind) {
    case 'left':
      return;
    case 'notOurs':
    case 'wrongPassphrase':
      say(texts.admin.pepperProblems[read.kind]);
      return;
    case 'shown':
      confirmAction({
        heading: texts.admin.pepperHeadingImport,
        lines: pepperLines(read.shown.preview, texts),
        confirm: texts.admin.pepperConfirm,
        danger: false,
        commit: () => request('pepper:commit', { token: read.shown.token }),
        done: () => {
          void loadPepperMark();
          return { good: true, sentence: texts.admin.pepperTaken };
        },
      });
  }
}

function pepperLines({ mark, own, delivered }: PepperPreview, { admin }: Texts): string[] {
  if (own === mark) return [admin.pepperSame(mark)];
  if (own === null) return [admin.pepperNew(mark)];
  return [admin.pepperReplaces(own, mark), ...(delivered === 0 ? [] : [admin.pepperDelivered(delivered)])];
}
