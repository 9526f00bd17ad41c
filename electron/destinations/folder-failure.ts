import type { DeliveryOutcome } from './destination.ts';

type Failure = Extract<DeliveryOutcome, { kind: 'retry' | 'parked' }>;

/** What the system says when the folder, or the share it lies on, is not there. */
const GONE = new Set([
  'ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO', 'EIO', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENETUNREACH',
  'ENETDOWN', 'ETIMEDOUT', 'ECONNRESET', 'EREMOTEIO', 'UNKNOWN',
]);
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS']);

/** Disks are emptied and shares come back without a word to us, so both are tried again; rights need a person. */
export function folderFailure(error: unknown, platform = process.platform): Failure {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (FULL.has(code)) return { kind: 'retry', code: 'folder.full' };
  if (GONE.has(code)) return { kind: 'retry', code: 'folder.missing' };
  // Windows refuses so, too, while a virus scanner holds the file.
  if (FORBIDDEN.has(code) && platform === 'win32') return { kind: 'retry', code: 'folder.forbidden' };
  if (FORBIDDEN.has(code)) return { kind: 'parked', code: 'folder.forbidden', refuses: 'everything' };
  return { kind: 'retry', code: 'delivery.failed' };
}
