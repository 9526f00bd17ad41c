import { handOverCapture, holdCapture, keptOfChat } from '../capture/ahead-rows.ts';
import type { OpenStorage } from '../db/storage.ts';
import { writeAudit } from '../records/audit.ts';
import { forgetName, saveDialogue, type Chat } from './chat-rows.ts';
import type { Dialogue, Effect } from './dialogue/state.ts';
import { closeFile, discardFile, discardFilesOf, enqueueFile } from './file-rows.ts';
import { eraseMessages, insertMessage, isSaid } from './message-rows.ts';
import { insertRating } from './rating-rows.ts';
import { dropOutgoing, enqueueOutgoing, repeatUnsure } from './outgoing-rows.ts';

/** What others must be told of once the transaction has ended. */
export type CarriedOut = { readonly talked: boolean; readonly handed: readonly string[] };

/**
 * The new state of a dialogue and all that follows from it, as rows: in one transaction with what caused it, so that
 * each cause has its effects once. `cause` names it in the keys of what is sent.
 */
export function carryOut(
  open: OpenStorage, chat: Chat, next: { dialogue: Dialogue; effects: readonly Effect[] }, cause: string, now: number,
): CarriedOut {
  const handed: string[] = [];
  let talked = false;
  const send = (index: number, outgoing: Parameters<typeof enqueueOutgoing>[1]['outgoing']): void =>
    enqueueOutgoing(open, { key: `${cause}/${index}`, chatId: chat.id, outgoing, at: now });

  for (const [index, effect] of next.effects.entries()) {
    switch (effect.kind) {
      case 'say':
        send(index, { kind: 'words', text: effect.text, buttons: effect.buttons ?? [] });
        break;
      case 'flash':
      case 'unbutton':
        send(index, effect);
        break;
      case 'fetch':
        if (effect.purpose === 'picture') holdCapture(open.database, effect.id, chat.id);
        enqueueFile(open, { id: effect.id, chatId: chat.id, kind: effect.purpose, file: effect.file, at: now });
        break;
      case 'note':
        insertMessage(open, { id: effect.id, chatId: chat.id, at: now, body: effect.entry });
        talked = true;
        break;
      case 'noteEdited':
        if (isSaid(open, chat.id, effect.text)) break;
        insertMessage(open, { id: effect.id, chatId: chat.id, at: now, body: { kind: 'question', text: `✎ ${effect.text}` } });
        talked = true;
        break;
      case 'hand':
        handed.push(...handOverCapture(open.database, open.keys.fields, effect.document, effect.typed));
        closeFile(open, effect.document);
        break;
      case 'discard':
        discardFile(open, effect.document, chat.id, now);
        break;
      case 'rate':
        insertRating(open, effect.stars, now);
        break;
      case 'eraseAll':
        forgetName(open, chat);
        eraseAll(open, chat.id, now);
        talked = true;
        break;
      case 'repeat':
        repeatUnsure(open, chat.id, now);
        talked = true;
        break;
      default:
        effect satisfies never;
    }
  }
  saveDialogue(open, chat.id, next.dialogue);
  return { talked, handed };
}

/** Words go here and now; pictures by the file worker, as that has to end a read that is under way. */
function eraseAll(open: OpenStorage, chatId: string, now: number): void {
  eraseMessages(open, chatId);
  dropOutgoing(open, chatId, now);
  discardFilesOf(open, chatId, now);
  for (const captureId of keptOfChat(open.database, chatId).open) discardFile(open, captureId, chatId, now);
  writeAudit(open, { at: now, action: 'bot.erased', subject: chatId, actor: 'program' });
}
