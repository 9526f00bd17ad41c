import { app, crashReporter } from 'electron';

/** How long the crash handler is given to finish its file, milliseconds. */
const HANDLER_MS = 3_000;

/** Has crashes written to this computer's disk and sent nowhere. Before `ready` only. */
export function keepCrashesHere(): void {
  crashReporter.start({ uploadToServer: false });
}

export const crashFolder = (): string => app.getPath('crashDumps');

/** Calls back a while after a page or a child process has died of something else than its proper end. */
export function onCrashed(listener: (process: string, reason: string) => void): void {
  const later = (process: string, reason: string): void => {
    if (reason !== 'clean-exit') setTimeout(() => listener(process, reason), HANDLER_MS).unref();
  };
  app.on('render-process-gone', (_event, _contents, { reason }) => later('page', reason));
  app.on('child-process-gone', (_event, { type, reason }) => later(type.toLowerCase(), reason));
}
