import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DeskError } from '../../shared/errors.ts';
import { ORIGIN } from '../../shared/origin.ts';
import { systemCodeOf } from '../system-code.ts';

/** No inline script or style, nothing from elsewhere, no frame, no form: the page is ours or it is nothing. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:", 'media-src blob:',
  "font-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.woff2': 'font/woff2', '.ico': 'image/x-icon',
  '.json': 'application/json',
};
const PICTURE = /^\/capture\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.jpg$/;

const response = (status: number, body: BodyInit | null, type: string, caching: string) => new Response(body, {
  status,
  headers: {
    'content-type': type, 'cache-control': caching, 'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer',
  },
});
const refusal = (status: number) => response(status, null, 'text/plain', 'no-store');

/** The file inside `folder` that a URL path names; null when it names one outside. */
function fileInside(folder: string, urlPath: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
  // A backslash or a drive letter means something to Windows only; no file of ours has either.
  if (/[\0\\:]/.test(decoded)) return null;
  const file = path.resolve(folder, `.${decoded === '/' ? '/index.html' : decoded}`);
  return file.startsWith(folder + path.sep) ? file : null;
}

/**
 * What `app://desk/…` answers: the built page from `folder` and nothing beside it, and `capture/<id>.jpg` from
 * `picture`, which no cache may keep since it is a passport.
 */
export function createAppFiles(parts: {
  folder: string;
  picture: (captureId: string) => Promise<Uint8Array>;
}): (request: Request) => Promise<Response> {
  const folder = path.resolve(parts.folder);
  return async (request) => {
    const url = new URL(request.url);
    if (`${url.protocol}//${url.host}` !== ORIGIN) return refusal(404);
    if (request.method !== 'GET') return refusal(405);

    const captureId = PICTURE.exec(url.pathname)?.[1];
    if (captureId !== undefined) {
      try {
        return response(200, new Uint8Array(await parts.picture(captureId)), 'image/jpeg', 'no-store');
      } catch (error) {
        if (error instanceof DeskError) return refusal(404);
        throw error;
      }
    }

    const file = fileInside(folder, url.pathname);
    const type = file === null ? undefined : TYPES[path.extname(file)];
    if (file === null || type === undefined) return refusal(404);
    try {
      return response(200, new Uint8Array(await readFile(file)), type, 'no-cache');
    } catch (error) {
      if (['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(systemCodeOf(error))) return refusal(404);
      throw error;
    }
  };
}
