import type { RequestInput } from '../../shared/contract.ts';
import type { SourcePlace, SourceSettings } from '../../shared/sources.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import { textsNow } from '../texts/use-texts.ts';
import { confirmAction } from './action-flow.ts';
import { sayRefused } from './say.ts';

/** Asks for the settings anew: devices are part of them, and are changed by requests of their own. */
export async function loadSources(): Promise<void> {
  const answer = await request('settings:get', undefined);
  if (answer.ok) desk().setSettings(answer.value);
  else sayRefused(answer.code);
}

/** Looks for devices. */
export async function findSources(): Promise<void> {
  if (desk().sourceSearch.kind === 'running') return;
  desk().setScanner({ sourceSearch: { kind: 'running' } });
  const answer = await request('source:discover', undefined);
  if (answer.ok) {
    desk().setScanner({ sourceSearch: { kind: 'done', ...answer.value } });
    return;
  }
  desk().setScanner({ sourceSearch: { kind: 'none' } });
  sayRefused(answer.code);
}

/** Adds a device, tests it, and switches it on when it works. The code of what refused it, null when it was added. */
export async function addSource(name: string, place: SourcePlace): Promise<ErrorCode | null> {
  const added = await request('source:add', { name: name.trim().slice(0, 60), place });
  if (!added.ok) return added.code;
  await loadSources();
  const { sourceSearch: search } = desk();
  if (search.kind === 'done') {
    const found = search.found.map((one) => (one.place === place ? { ...one, known: true } : one));
    desk().setScanner({ sourceSearch: { ...search, found } });
  }
  void testSource(added.value.id, true);
  return null;
}

export async function testSource(sourceId: string, switchOn = false): Promise<void> {
  desk().setSourceTest(sourceId, { kind: 'running' });
  const answer = await request('source:test', { sourceId });
  if (!answer.ok) {
    desk().setSourceTest(sourceId, null);
    sayRefused(answer.code);
    return;
  }
  desk().setSourceTest(sourceId, { kind: 'done', result: answer.value });
  if (switchOn && answer.value.ok) await editSource({ sourceId, on: true });
}

/** Changes name, switch, place or what a scan takes in. */
export async function editSource(edit: RequestInput<'source:edit'>): Promise<void> {
  const answer = await request('source:edit', edit);
  if (!answer.ok) sayRefused(answer.code);
  else if (edit.on === true) desk().sayGood(textsNow().sources.added(answer.value.name));
  await loadSources();
}

/** Accepts the certificate that a test has shown, and tests again. */
export async function trustSource(sourceId: string, fingerprint: string): Promise<void> {
  const answer = await request('source:trust', { sourceId, fingerprint });
  if (!answer.ok) return sayRefused(answer.code);
  await loadSources();
  return testSource(sourceId, true);
}

/** Removes a device when a person confirms. */
export function offerSourceRemoval({ id, name }: SourceSettings): void {
  const { sources } = textsNow();
  confirmAction<null>({
    heading: sources.removeHeading(name),
    lines: [sources.removeLead],
    confirm: sources.removeConfirm,
    danger: true,
    commit: async () => {
      const answer = await request('source:remove', { sourceId: id });
      return answer.ok ? { ok: true, value: { kind: 'done', result: null } } : answer;
    },
    done: () => {
      void loadSources();
      return { good: true, sentence: sources.removed(name) };
    },
  });
}

/** A serial reader sent something that is no document. */
export function sayUnread({ name }: { readonly name: string }): void {
  desk().notify({ id: crypto.randomUUID(), text: textsNow().scan.lines(name) });
}
