import { onTestFinished } from 'vitest';
import { openS3, type S3Server, type S3ServerOptions } from './s3.ts';

/** Serves until the test ends; see openS3. */
export async function startS3(options: S3ServerOptions = {}): Promise<S3Server> {
  const server = await openS3(options);
  onTestFinished(() => server.close());
  return server;
}
