/** The update feed: what electron-builder writes for each channel, believed only with our own signature beside it. */
import { createPublicKey, verify } from 'node:crypto';
import type { AppUpdater, UpdateInfo } from 'electron-updater';
import electronUpdater from 'electron-updater';
import providers, { type ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import { z } from 'zod';
import { UpdateFailed } from './update-engine.ts';

const { Provider } = electronUpdater;
const { parseUpdateInfo, resolveFiles } = providers;

const feedSchema = z.object({
  /** The folder of this system and architecture, with a slash at its end. */
  url: z.url().endsWith('/'),
  /** Ed25519, PEM. */
  publicKey: z.string().min(1),
  /** Electron-builder's word for the channel. */
  channel: z.enum(['latest', 'beta']),
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
    const text = await this.#fetch(url);
    const signature = await this.#fetch(new URL(`${file}.sig`, this.#feed.url));
    const key = createPublicKey(this.#feed.publicKey);
    if (!verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))) throw new UpdateFailed('feedForged');
    return parseUpdateInfo(text, file, url);
  }

  async #fetch(url: URL): Promise<string> {
    // Between us and the server may stand a cache that knows yesterday's.
    const answer = await this.httpRequest(url, { 'cache-control': 'no-cache' });
    if (answer === null) throw new UpdateFailed('feedMissing');
    return answer;
  }

  resolveFiles(info: UpdateInfo): ReturnType<typeof resolveFiles> {
    const files = resolveFiles(info, new URL(this.#feed.url));
    // All that belongs to a release lies beside its feed.
    if (files.some(({ url }) => !url.href.startsWith(this.#feed.url))) throw new UpdateFailed('feedForged');
    return files;
  }
}
