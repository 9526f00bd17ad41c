import { protocol } from 'electron';

/** Makes `app:` an origin like https, so that camera, crypto and modules work without file://. Before `ready` only. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ]);
}

/** Answers every `app:` request of the page. */
export function serveScheme(answer: (request: Request) => Promise<Response>): void {
  protocol.handle('app', answer);
}
