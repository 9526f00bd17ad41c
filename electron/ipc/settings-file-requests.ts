import type { PepperMove } from '../destinations/bitrix/move-pepper.ts';
import type { SettingsFiles } from '../settings/settings-file.ts';
import type { RequestTable } from './handle.ts';

type Names = Extract<keyof RequestTable, `settingsFile:${string}` | `pepper:${string}`>;

/** What an administrator carries from desk to desk. Which file it is, the system's dialog says and never the page. */
export function settingsFileRequests(parts: {
  settingsFiles: SettingsFiles; pepperMove: PepperMove;
  chooseSaveFile: (name: string) => Promise<string | null>; chooseJsonFile: () => Promise<string | null>;
}): Pick<RequestTable, Names> {
  const { settingsFiles, pepperMove, chooseSaveFile, chooseJsonFile } = parts;
  return {
    'settingsFile:export': async () => {
      const file = await chooseSaveFile('kakdoma-desk-settings.json');
      if (file !== null) await settingsFiles.write(file);
      return file !== null;
    },
    'settingsFile:import': async () => {
      const file = await chooseJsonFile();
      return file === null ? { kind: 'left' } : settingsFiles.read(file);
    },
    'settingsFile:commit': ({ token }) => settingsFiles.commit(token),
    'pepper:mark': () => pepperMove.mark(),
    'pepper:export': async ({ passphrase }) => {
      const file = await chooseSaveFile('kakdoma-desk-pepper.json');
      return file === null ? null : pepperMove.write(file, passphrase);
    },
    'pepper:import': async ({ passphrase }) => {
      const file = await chooseJsonFile();
      return file === null ? { kind: 'left' } : pepperMove.read(file, passphrase);
    },
    'pepper:commit': ({ token }) => pepperMove.commit(token),
  };
}
