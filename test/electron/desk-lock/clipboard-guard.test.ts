import { describe, expect, it } from 'vitest';
import { createClipboardGuard } from '../../../electron/desk-lock/clipboard-guard.ts';
import { openLog } from '../../../electron/log.ts';
import { createManualClock } from '../manual-clock.ts';
import { temporaryFolder } from '../profile.ts';

function guarded() {
  const board = { text: '' };
  const clock = createManualClock();
  const log = openLog({ folder: temporaryFolder() });
  const clipboard = { read: async () => board.text, clear: async () => { board.text = ''; } };
  return { board, clock, guard: createClipboardGuard({ clipboard, clock, log }) };
}

describe('a number on the clipboard', () => {
  it('goes after a minute', async () => {
    const { board, clock, guard } = guarded();
    board.text = 'UTO123456';
    await guard.copied();
    await clock.pass(59_000);
    expect(board.text).toBe('UTO123456');
    await clock.pass(1_000);
    await expect.poll(() => board.text).toBe('');
  });

  it('is left alone when something else was copied meanwhile', async () => {
    const { board, clock, guard } = guarded();
    board.text = 'UTO123456';
    await guard.copied();
    board.text = 'room 204';
    await clock.pass(60_000);
    await guard.stop();
    expect(board.text).toBe('room 204');
  });

  it('has its minute begin anew when it is copied again', async () => {
    const { board, clock, guard } = guarded();
    board.text = 'UTO123456';
    await guard.copied();
    await clock.pass(40_000);
    await guard.copied();
    await clock.pass(40_000);
    expect(board.text).toBe('UTO123456');
    await clock.pass(20_000);
    await expect.poll(() => board.text).toBe('');
  });

  it('goes at once when the desk ends', async () => {
    const { board, guard } = guarded();
    board.text = 'UTO123456';
    await guard.copied();
    await guard.stop();
    expect(board.text).toBe('');
  });
});
