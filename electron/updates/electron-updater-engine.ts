import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import electronUpdater, { type AppUpdater } from 'electron-updater';
import { SignedFeedProvider, type SignedFeed } from './signed-feed.ts';
import { UpdateFailed, type UpdateEngine } from './update-engine.ts';
import { systemCodeOf } from '../system-code.ts';

/** How long a download may stand still. */
const STALLED_MS = 120_000;

export type EngineParts = {
  readonly updater: AppUpdater;
  readonly feed: Pick<SignedFeed, 'url' | 'publicKey' | 'fetch'>;
  readonly unattended: boolean;
  /** Ends the program and starts the version that lies at this path. */
  readonly install: (downloaded: string) => void;
};

const DAMAGED = /CHECKSUM|INVALID_(SIGNATURE|VERSION|UPDATE_INFO)|SIZE_MISMATCH|NO_FILES|FILE_NOT_FOUND/;

/** What a person is told of a failure of the library. */
function asFailure(error: unknown): UpdateFailed {
  if (error instanceof UpdateFailed) return error;
  const code = systemCodeOf(error);
  if (/^HTTP_ERROR_40[34]$|CHANNEL_FILE_NOT_FOUND/.test(code)) return new UpdateFailed('feedMissing', { cause: error });
  if (DAMAGED.test(code)) {
    return new UpdateFailed('damaged', { cause: error });
  }
  if (/^(ENOSPC|EDQUOT|EACCES|EROFS|EPERM)$/.test(code)) return new UpdateFailed('noRoom', { cause: error });
  return new UpdateFailed('unreachable', { cause: error });
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64');
}

type Fetched = { readonly file: string; readonly hashes: readonly string[] };

/**
 * Throws the file away unless it still is what the feed signed, and `damaged`. Any program of this user could have written
 * there, and an administrator may be about to give their password for it.
 */
async function assertProven({ file, hashes }: Fetched): Promise<void> {
  const hash = await hashOf(file).catch(() => '');
  if (hashes.includes(hash)) return;
  await rm(file, { force: true });
  throw new UpdateFailed('damaged');
}

/** electron-updater, told to believe nothing but the signed feed and to do nothing by itself. */
export function createElectronUpdaterEngine({ updater, feed, unattended, install }: EngineParts): UpdateEngine {
  updater.autoDownload = false;
  // An installer that is killed when the computer shuts down leaves neither version; ours runs when nobody waits.
  updater.autoInstallOnAppQuit = false;
  updater.autoRunAppAfterInstall = true;
  updater.disableWebInstaller = true;
  // Its own log lines hold addresses and paths; ours tell what happened.
  updater.logger = null;
  /** Of the release found last, from the signed feed; those of a fetched one stay what they were when a newer is found. */
  let offered: readonly string[] = [];
  let downloaded: Fetched | null = null;

  // Every failure also rejects the call that met it; without a listener the event would be thrown.
  updater.on('error', () => undefined);

  return {
    unattended,
    async check(channel, signal) {
      const named = channel === 'beta' ? 'beta' : 'latest';
      updater.setFeedURL({ provider: 'custom', updateProvider: SignedFeedProvider, ...feed, signal, channel: named });
      updater.allowDowngrade = false;
      updater.allowPrerelease = channel === 'beta';
      try {
        const found = await updater.checkForUpdates();
        if (found?.isUpdateAvailable !== true) return null;
        offered = found.updateInfo.files.map(({ sha512 }) => sha512);
        return found.updateInfo.version;
      } catch (error) {
        throw asFailure(error);
      }
    },
    async download(onProgress, signal) {
      const token = new electronUpdater.CancellationToken();
      const cancel = (): void => token.cancel();
      const stalled = setTimeout(cancel, STALLED_MS);
      const hear = ({ percent }: { percent: number }): void => {
        stalled.refresh();
        onProgress(Math.min(1, percent / 100));
      };
      updater.on('download-progress', hear);
      signal.addEventListener('abort', cancel);
      const hashes = offered;
      downloaded = null;
      try {
        const [file] = await updater.downloadUpdate(token);
        // What lies there of an earlier fetch the library takes by its name.
        if (file === undefined) throw new UpdateFailed('damaged');
        await assertProven({ file, hashes });
        downloaded = { file, hashes };
      } catch (error) {
        throw asFailure(error);
      } finally {
        clearTimeout(stalled);
        updater.off('download-progress', hear);
        signal.removeEventListener('abort', cancel);
      }
    },
    async prove() {
      if (downloaded === null) throw new UpdateFailed('notInstalled');
      await assertProven(downloaded);
    },
    install() {
      if (downloaded === null) throw new UpdateFailed('notInstalled');
      install(downloaded.file);
    },
  };
}
