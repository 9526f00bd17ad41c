/** What finds, fetches and installs a newer program; which library does it is behind this. */
import type { UpdateFailure, UpdateSettings } from '../../shared/updates.ts';

export interface UpdateEngine {
  /** Whether it installs with nobody there; a package of the system asks for an administrator's password. */
  readonly unattended: boolean;
  /** The newer version that this desk is offered; null when there is none. Rejects with UpdateFailed. */
  check(channel: UpdateSettings['channel'], signal: AbortSignal): Promise<string | null>;
  /** Fetches and proves what `check` found; what lies there whole is not fetched again. Rejects with UpdateFailed. */
  download(onProgress: (fraction: number) => void, signal: AbortSignal): Promise<void>;
  /** Looks at the fetched file once more: it may have lain there for days. Rejects with UpdateFailed. */
  prove(): Promise<void>;
  /** Ends the program in order, puts the fetched version in its place and starts it; UpdateFailed without one. */
  install(): void;
}

export class UpdateFailed extends Error {
  readonly code: UpdateFailure;
  constructor(code: UpdateFailure, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'UpdateFailed';
    this.code = code;
  }
}
