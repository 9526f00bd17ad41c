import type { ScanOptions, ScanProgress, ScannerAbout, SourceCode } from '../../shared/sources.ts';

/** Why a device did not do what it was asked for. The message is for engineers; it quotes nothing a device sent. */
export class SourceError extends Error {
  readonly code: SourceCode;
  /** Of the certificate that nobody has accepted yet. */
  readonly fingerprint: string | undefined;
  constructor(code: SourceCode, message: string = code, options: { cause?: unknown; fingerprint?: string } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'SourceError';
    this.code = code;
    this.fingerprint = options.fingerprint;
  }
}

export type ScanJob = ScanOptions & {
  /** A whole picture of one page; the next page is fetched once this has settled. What it rejects with ends the scan. */
  onPage(picture: Uint8Array): Promise<void>;
  onProgress(progress: ScanProgress): void;
};

/** One scanner, whatever way it is reached. Both reject with a SourceError, soon after `signal` aborts. */
export type Scanner = {
  /** Asks the device about itself; moves no paper. */
  about(signal: AbortSignal): Promise<ScannerAbout>;
  scan(job: ScanJob, signal: AbortSignal): Promise<void>;
};

/** What an abort means: a person's cancel, or a time that is over. */
export function abortError(signal: AbortSignal): SourceError {
  const late = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
  return new SourceError(late ? 'source.timedOut' : 'source.cancelled');
}
