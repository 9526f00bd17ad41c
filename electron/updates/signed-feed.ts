/** The update feed: what electron-builder writes for each channel, believed only with our own signature in it. */
import type { AppUpdater, UpdateInfo } from 'electron-updater';
import electronUpdater from 'electron-updater';
import providers, { type ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import { z } from 'zod';
import { believedFeed } from './feed-signature.ts';
import { UpdateFailed } from './update-engine.ts';

const { Provider } = electronUpdater;
const { parseUpdateInfo, resolveFiles } = providers;

/** A server that takes the connection and says nothing must not keep us for ever. */
const PATIENCE_MS = 30_000;
/** Ours is under a kilobyte; a server that sends on and on is none of ours. */
const MOST_BYTES = 1_000_000;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const feedSchema = z.object({
  /** The folder of this system and architecture, with a slash at its end. */
  url: z.url().endsWith('/'),
  /** Ed25519, PEM. */
  publicKey: z.string().min(1),
  /** Electron-builder's word for the channel. */
  channel: z.enum(['latest', 'beta']),
  fetch: z.custom<Fetch>((given) => typeof given === 'function'),
  signal: z.instanceof(AbortSignal),
});
export type SignedFeed = z.infer<typeof feedSchema>;

/**
 * A hash in a feed proves that a download is whole, not whose it is: whoever can write to the server can write both. The
 * signature's key is on no server.
 */
export class SignedFeedProvider extends Provider<UpdateInfo> {
  readonly #feed: SignedFeed;

  constructor(options: { readonly provider: 'custom' }, _updater: AppUpdater, runtime: ProviderRuntimeOptions) {
    super(runtime);
    this.#feed = feedSchema.parse(options);
  }

  async getLatestVersion(): Promise<UpdateInfo> {
    const file = `${this.getCustomChannelName(this.#feed.channel)}.yml`;
    const url = new URL(file, this.#feed.url);
    const text = believedFeed(await this.#fetch(url), this.#feed.publicKey);
    if (text === null) throw new UpdateFailed('feedForged');
    return parseUpdateInfo(text, file, url);
  }

  async #fetch(url: URL): Promise<string> {
    const { fetch, signal } = this.#feed;
    // Between us and the server may stand a cache that knows yesterday's.
    const answer = await fetch(url.href, {
      headers: { 'cache-control': 'no-cache' }, signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    if (answer.status === 404 || answer.status === 403) throw new UpdateFailed('feedMissing');
    if (!answer.ok || answer.body === null) throw new UpdateFailed('unreachable');
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of answer.body) {
      bytes += part.byteLength;
      if (bytes > MOST_BYTES) throw new UpdateFailed('feedForged');
      parts.push(part);
    }
    return Buffer.concat(parts).toString('utf8');
  }

  resolveFiles(info: UpdateInfo): ReturnType<typeof resolveFiles> {
    const files = resolveFiles(info, new URL(this.#feed.url));
    // All that belongs to a release lies beside its feed.
    if (files.some(({ url }) => !url.href.startsWith(this.#feed.url))) throw new UpdateFailed('feedForged');
    return files;
  }
}
