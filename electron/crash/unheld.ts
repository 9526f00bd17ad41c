import type { Log } from '../log.ts';

/**
 * Notes errors that nobody caught. Of a rejection Electron prints a warning that no administrator sees, and the desk goes
 * on; what becomes of a thrown error stays the host's to decide. The returned function ends it.
 */
export function noteUnheld(log: Log): () => void {
  const rejected = (error: unknown): void => log.error('program.rejected', { error });
  const thrown = (error: unknown, origin: string): void => {
    // A rejection that ends the program comes by here, too, and has been noted.
    if (origin === 'uncaughtException') log.error('program.threw', { error });
  };
  process.on('unhandledRejection', rejected);
  process.on('uncaughtExceptionMonitor', thrown);
  return () => {
    process.off('unhandledRejection', rejected);
    process.off('uncaughtExceptionMonitor', thrown);
  };
}
