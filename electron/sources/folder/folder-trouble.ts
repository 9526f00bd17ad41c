import { DeskError, type ErrorCode } from '../../../shared/errors.ts';

const GONE = new Set([
  'ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO', 'EIO', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENETUNREACH',
  'ENETDOWN', 'ETIMEDOUT', 'ECONNRESET', 'EREMOTEIO', 'UNKNOWN',
]);

/** What the page says of it. A share that is gone and one that refuses need different people. */
export function troubleOf(error: unknown): ErrorCode {
  if (error instanceof DeskError) return error.code;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (GONE.has(code)) return 'folder.missing';
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'folder.forbidden' : 'folder.missing';
}
