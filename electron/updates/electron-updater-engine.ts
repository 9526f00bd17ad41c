import type { AppUpdater } from 'electron-updater';
import type { Log } from '../log.ts';
import { SignedFeedProvider, type SignedFeed } from './signed-feed.ts';
import { UpdateFailed, type UpdateEngine } from './update-engine.ts';

export type EngineParts = {
  readonly updater: AppUpdater;
  readonly feed: Omit<SignedFeed, 'channel'>;
  readonly log: Log;
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
  if (/CHECKSUM|INVALID_SIGNATURE|SIZE_MISMATCH|INVALID_VERSION|INVALID_UPDATE_INFO|NO_CHECKSUM|NO_FILES/.test(code)) {
    return new UpdateFailed('damaged', { cause: error });
  }
  return new UpdateFailed('unreachable', { cause: error });
}

/** electron-updater, told to believe nothing but the signed feed and to do nothing by itself. */
export function createElectronUpdaterEngine({ updater, feed, log, unattended, install }: EngineParts): UpdateEngine {
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
    async check(channel) {
      updater.setFeedURL({ provider: 'custom', updateProvider: SignedFeedProvider, ...feed, channel: channel === 'beta' ? 'beta' : 'latest' });
      updater.allowDowngrade = false;
      updater.allowPrerelease = channel === 'beta';
      try {
        const found = await updater.checkForUpdates();
        return found?.isUpdateAvailable === true ? found.updateInfo.version : null;
      } catch (error) {
        throw asFailure(error);
      }
    },
    async download(onProgress) {
      const hear = ({ percent }: { percent: number }): void => onProgress(Math.min(1, percent / 100));
      updater.on('download-progress', hear);
      try {
        const [file] = await updater.downloadUpdate();
        downloaded = file ?? null;
      } catch (error) {
        throw asFailure(error);
      } finally {
        updater.off('download-progress', hear);
      }
    },
    install() {
      if (downloaded === null) throw new UpdateFailed('notInstalled');
      try {
        install(downloaded);
      } catch (error) {
        log.error('update.installFailed', { error });
        throw new UpdateFailed('notInstalled', { cause: error });
      }
    },
  };
}
