import electronUpdater, { type AppUpdater } from 'electron-updater';
import { SignedFeedProvider, type SignedFeed } from './signed-feed.ts';
import { UpdateFailed, type UpdateEngine } from './update-engine.ts';

/** How long a download may stand still. */
const STALLED_MS = 120_000;

export type EngineParts = {
  readonly updater: AppUpdater;
  readonly feed: Pick<SignedFeed, 'url' | 'publicKey' | 'fetch'>;
  readonly unattended: boolean;
  /** Ends the program and starts the version that lies at this path. */
  readonly install: (downloaded: string) => void;
};

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** What a person is told of a failure of the library. */
function asFailure(error: unknown): UpdateFailed {
  if (error instanceof UpdateFailed) return error;
  const code = codeOf(error);
  if (/^HTTP_ERROR_40[34]$|CHANNEL_FILE_NOT_FOUND/.test(code)) return new UpdateFailed('feedMissing', { cause: error });
  if (/CHECKSUM|INVALID_SIGNATURE|SIZE_MISMATCH|INVALID_VERSION|INVALID_UPDATE_INFO|NO_CHECKSUM|NO_FILES|FILE_NOT_FOUND/.test(code)) {
    return new UpdateFailed('damaged', { cause: error });
  }
  if (/^(ENOSPC|EDQUOT|EACCES|EROFS|EPERM)$/.test(code)) return new UpdateFailed('noRoom', { cause: error });
  return new UpdateFailed('unreachable', { cause: error });
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
  let downloaded: string | null = null;

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
        return found?.isUpdateAvailable === true ? found.updateInfo.version : null;
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
      try {
        const [file] = await updater.downloadUpdate(token);
        downloaded = file ?? null;
      } catch (error) {
        throw asFailure(error);
      } finally {
        clearTimeout(stalled);
        updater.off('download-progress', hear);
        signal.removeEventListener('abort', cancel);
      }
    },
    install() {
      if (downloaded === null) throw new UpdateFailed('notInstalled');
      install(downloaded);
    },
  };
}
