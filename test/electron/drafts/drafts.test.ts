import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createDrafts } from '../../../electron/drafts/drafts.ts';
import { eraseRows } from '../../../electron/erasure/erase-rows.ts';
import { findGuest } from '../../../electron/erasure/find-guest.ts';
import { openProfile } from '../profile.ts';
import { confirmInput, draftOf, readDraft } from '../specimens.ts';
import { until } from '../until.ts';

/** What the page sends of a draft in the middle of a date. */
function typedInput(change: { draftId?: string; captureId?: string | null; document?: number; room?: string } = {}) {
  const { room = '12B', ...place } = change;
  const { draft } = confirmInput(readDraft());
  return {
    draftId: randomUUID(), captureId: null, document: 0, looked: ['surname'],
    draft: { ...draft, stay: { ...draft.stay, room, arrival: '31.1' } }, ...place,
  };
}

async function deskWithPicture() {
  const profile = await openProfile();
  const drafts = createDrafts({ storage: profile.storage });
  const { captureId } = await profile.captures.add(Buffer.from('picture'), 'drop');
  await until(async () => expect(await profile.captures.reading(captureId)).not.toBeNull());
  return { ...profile, drafts, captureId, place: { captureId, document: 0 } };
}

describe('what is typed and not confirmed', () => {
  it('is there after a restart, a date as far as it was typed', async () => {
    const first = await deskWithPicture();
    const typed = typedInput(first.place);
    await first.drafts.keep(typed);
    await first.drafts.keep({ ...typedInput({ room: '7' }), draftId: typed.draftId, ...first.place });
    await first.drafts.keep(typedInput());
    await first.end();

    const { storage } = await openProfile({ folder: first.folder, keychain: first.keychain });
    const drafts = createDrafts({ storage });
    expect(await drafts.kept(first.place)).toMatchObject({ draftId: typed.draftId, looked: ['surname'], draft: { stay: { room: '7', arrival: '31.1' } } });
    expect(await drafts.kept({ captureId: null, document: 0 })).toMatchObject({ draft: { stay: { room: '12B' } } });
    expect(await drafts.kept({ ...first.place, document: 1 })).toBeNull();
  });

  it('goes with the registration it becomes, and does not come back by a word that was late', async () => {
    const desk = await deskWithPicture();
    const typed = typedInput(desk.place);
    await desk.drafts.keep(typed);
    await desk.registrations.confirm(confirmInput(readDraft(), { draftId: typed.draftId, ...desk.place }));
    await desk.drafts.keep(typed);
    expect(await desk.drafts.kept(desk.place)).toBeNull();
  });

  it('goes when somebody else confirms the same document, and others of the picture stay', async () => {
    const desk = await deskWithPicture();
    await desk.drafts.keep(typedInput(desk.place));
    await desk.registrations.confirm(confirmInput(readDraft(), desk.place));
    expect(await desk.drafts.kept(desk.place)).toBeNull();
  });

  it('goes with its picture, and with what was read of it when that is read anew', async () => {
    const desk = await deskWithPicture();
    await desk.drafts.keep(typedInput(desk.place));
    await desk.captures.retry(desk.captureId);
    expect(await desk.drafts.kept(desk.place)).toBeNull();
    await until(async () => expect(await desk.captures.reading(desk.captureId)).not.toBeNull());
    await desk.drafts.keep(typedInput(desk.place));
    await desk.captures.discard(desk.captureId);
    await desk.drafts.keep(typedInput(desk.place));
    expect(await desk.drafts.kept(desk.place)).toBeNull();
  });

  it('is forgotten when a person takes it away, and when its guest is erased', async () => {
    const desk = await deskWithPicture();
    const [byHand, other] = [typedInput(), confirmInput(draftOf({ surname: 'STEVENSON', documentNumber: 'D23145890', birthDate: '1961-02-03' }))];
    await desk.drafts.keep(byHand);
    await desk.drafts.forget(byHand.draftId);
    expect(await desk.drafts.kept(byHand)).toBeNull();

    const { registrationId } = await desk.registrations.confirm(confirmInput(readDraft()));
    await desk.drafts.keep(byHand);
    await desk.drafts.keep({ ...other, ...desk.place, looked: [] });
    const open = desk.storage.opened();
    open.database.transaction(() => eraseRows(open, findGuest(open, registrationId), { id: randomUUID(), now: 1 }));
    expect(await desk.drafts.kept(byHand)).toBeNull();
  });
});
