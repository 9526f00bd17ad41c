/** An update server on 127.0.0.1 whose releases are good, cut off, forged or old, as a test wants them. */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Release = {
  readonly version: string;
  readonly bytes: Buffer;
  readonly channel?: 'latest' | 'beta';
  readonly staging?: number;
  /** What is told of the file where that is not the truth. */
  readonly sha512?: string;
  /** How much of the file is sent before the connection is cut. */
  readonly cutAt?: number;
  /** Null: by nobody. */
  readonly signedBy?: KeyObject | null;
  /** Changes the feed after it was signed. */
  readonly tamper?: (feed: string) => string;
  readonly fileUrl?: string;
  /** What an installer of the system of the desk is called. */
  readonly extension?: 'exe' | 'AppImage' | 'deb';
};

export type FeedServer = {
  readonly url: string; readonly publicKey: string; readonly asked: string[];
  publish(release: Release): void;
  /** Takes what is asked from now on and answers nothing; `held` resolves with the first. */
  hold(): void; readonly held: Promise<void>; close(): Promise<void>;
};

const SUFFIXES = ['', '-mac', '-linux', '-linux-arm64'];

export async function startFeed(): Promise<FeedServer> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const files = new Map<string, { bytes: Buffer; cutAt?: number }>();
  const asked: string[] = [];
  const held = Promise.withResolvers<void>();
  let holding = false;
  const server: Server = createServer((request, response) => {
    // Each system and architecture has a folder of its own; they are all alike here.
    const name = new URL(request.url ?? '/', 'http://feed').pathname.split('/').at(-1) ?? '';
    asked.push(name);
    if (holding) return held.resolve();
    const file = files.get(name);
    if (file === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-length': file.bytes.length });
    if (file.cutAt === undefined) return void response.end(file.bytes);
    response.write(file.bytes.subarray(0, file.cutAt), () => response.destroy());
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked, held: held.promise,
    hold: () => { holding = true; },
    publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })),
    publish({ version, bytes, channel = 'latest', staging, cutAt, signedBy = privateKey, tamper = (feed) => feed, extension = 'exe', ...told }) {
      const name = `desk-${version}.${extension}`;
      const sha512 = told.sha512 ?? createHash('sha512').update(bytes).digest('base64');
      const feed = `version: ${version}\nfiles:\n  - url: ${told.fileUrl ?? name}\n    sha512: ${sha512}\n    size: ${bytes.length}\npath: ${name}\n`
        + `sha512: ${sha512}\nreleaseDate: '2026-11-01T00:00:00.000Z'\n${staging === undefined ? '' : `stagingPercentage: ${staging}\n`}`;
      files.set(name, { bytes, ...(cutAt === undefined ? {} : { cutAt }) });
      const signature = signedBy === null ? '' : `# signed ${sign(null, Buffer.from(feed), signedBy).toString('base64')}\n`;
      for (const suffix of SUFFIXES) files.set(`${channel}${suffix}.yml`, { bytes: Buffer.from(tamper(feed) + signature) });
    },
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}
