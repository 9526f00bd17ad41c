import { session } from 'electron';

/** Nothing is ever saved by the page or by Chromium: what leaves the desk as a file leaves by the main process, which asks. */
export function refuseDownloads(): void {
  session.defaultSession.on('will-download', (event) => event.preventDefault());
}
