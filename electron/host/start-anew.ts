import { app } from 'electron';
import { startAfterUs } from '../updates/app-image.ts';

/** Has the program started again once this process has ended, whatever lies in its place by then. */
export function startAnew(args: readonly string[] = []): void {
  const image = process.env['APPIMAGE'];
  if (image === undefined) app.relaunch();
  else startAfterUs(image, args);
}
