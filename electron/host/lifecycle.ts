import { rm } from 'node:fs/promises';
import { app, dialog } from 'electron';
import type { Profile } from './profile.ts';
import { startAnew } from './start-anew.ts';

/** What a running desk lets its host do. */
export type RunningDesk = {
  show(): void;
  /** Whether it goes on in the tray when its window is closed. */
  worksWithoutWindow(): boolean;
  /** Its window was closed and it goes on. */
  windowClosed(): void;
  /** Null when the program works; otherwise what does not. */
  check(): Promise<string | null>;
  stop(): Promise<void>;
};

/** Starts the desk and ends it well: whatever way the program is asked to quit, it stops its services first. */
export async function runDesk(profile: Profile, start: (profile: Profile) => Promise<RunningDesk>): Promise<void> {
  let running: RunningDesk | null = null;
  let unfit = false;
  let closedEarly = false;
  const goOnWithoutWindow = (desk: RunningDesk): void => {
    if (desk.worksWithoutWindow()) desk.windowClosed();
    else app.quit();
  };
  app.on('window-all-closed', () => {
    // A desk that is still starting could not be ended well, and may be one that goes on.
    if (running === null) closedEarly = true;
    else goOnWithoutWindow(running);
  });
  try {
    const desk = await start(profile);
    running = desk;
    const show = (): void => {
      // Its services have stopped, or are about to: whoever asks for it now gets it when this one has ended.
      if (ending) askedAgain = true;
      else desk.show();
    };
    app.on('second-instance', show);
    // macOS: its icon in the dock was pressed, perhaps with no window left.
    app.on('activate', show);
    app.once('will-quit', (event) => {
      event.preventDefault();
      void end(desk, profile, unfit);
    });
    if (closedEarly) goOnWithoutWindow(desk);
    if (profile.smoke) {
      const fault = await desk.check();
      process.stdout.write(fault === null ? 'smoke check: fit\n' : `smoke check: ${fault}\n`);
      unfit = fault !== null;
      app.quit();
    }
  } catch (error) {
    // Nothing is running yet that could write a log; the code or name says enough and holds nothing personal.
    const name = error instanceof Error ? ('code' in error ? String(error.code) : error.name) : 'unknown';
    // Nobody could press a box away there.
    if (profile.smoke) process.stdout.write(`smoke check: the desk could not start (${name})\n`);
    else dialog.showErrorBox('Kakdoma Desk', `The desk could not start (${name}).`);
    app.exit(1);
  }
}

let ending = false;
let askedAgain = false;

/** What is done once all services have stopped, instead of merely going. */
let lastAct: (() => Promise<void>) | null = null;

/** Ends the program in order and does this at last; when that fails, the program is started again as it was. */
export function quitInto(act: () => Promise<void>): void {
  lastAct = act;
  app.quit();
}

/** Ends the program in order and starts it anew. */
export function restart(): void {
  startAnew();
  app.quit();
}

async function end(desk: RunningDesk, profile: Profile, unfit: boolean): Promise<void> {
  ending = true;
  let code = unfit ? 1 : 0;
  try {
    await desk.stop();
  } catch {
    // stop() has logged why; a desk that cannot close a part still has to end.
    code = 1;
  }
  // What cannot be erased now lies where the system tidies; a program that would not end for it is worse.
  if (profile.demo) await rm(profile.folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => { code = 1; });
  // The log is closed by now; the version that starts next knows by its own number what came of it.
  await lastAct?.().catch(() => startAnew());
  if (lastAct === null && askedAgain) startAnew();
  app.exit(code);
}
