/** `net.request` over Node's own HTTP: what is asked of it, and no more of Node's request than Electron's has, too. */
import { EventEmitter } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import type { ClientRequestConstructorOptions } from 'electron';
import { mustBeReady } from './app.ts';
import { notCovered, refuseOtherEvents, refuseTheRest } from './refuse.ts';

/** One request; `options` as electron-updater gives them: in parts, not as a URL, with redirects left to it. */
export function request(options: ClientRequestConstructorOptions | string): Electron.ClientRequest {
  mustBeReady('Cannot call net.request before app is ready');
  if (typeof options === 'string' || options.url !== undefined) return notCovered('net.request with a URL');
  const { protocol = 'http:', hostname, port, path, method, headers } = options;
  const inner = (protocol === 'https:' ? https : http).request({ protocol, hostname, port, path, method, headers: headers as http.OutgoingHttpHeaders });
  const emitter = new EventEmitter();
  // 'socket' is Node's alone: who waits for it in Electron waits for ever.
  refuseOtherEvents('net.request', emitter, ['response', 'error', 'aborted', 'abort', 'redirect', 'login', 'finish', 'close', 'socket']);
  inner.on('response', (response) => {
    const { statusCode = 0 } = response;
    if (statusCode >= 300 && statusCode < 400) notCovered('a redirect of net.request');
    emitter.emit('response', response);
  });
  inner.on('error', (error) => emitter.emit('error', error));
  return refuseTheRest('net.request', Object.assign(emitter, {
    end: () => inner.end(),
    abort: () => {
      inner.destroy();
      emitter.emit('abort');
    },
  })) as unknown as Electron.ClientRequest;
}
