import { ipcMain } from 'electron';
import { REQUEST_CHANNEL } from '../../shared/channels.ts';
import { isOurs } from './trust.ts';

/** Hands each request of the page on. `trusted`: it came from the main frame of our own origin. */
export function onPageRequest(answer: (trusted: boolean, name: unknown, input: unknown) => Promise<unknown>): void {
  ipcMain.handle(REQUEST_CHANNEL, (event, name: unknown, input: unknown) => {
    // senderFrame is null when the frame is gone by now.
    const frame = event.senderFrame;
    return answer(frame !== null && frame.parent === null && isOurs(frame.url), name, input);
  });
}
