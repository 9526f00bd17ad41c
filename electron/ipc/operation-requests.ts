import type { Backups } from '../backup/backups.ts';
import type { RestoreService } from '../backup/restore-service.ts';
import type { ClipboardGuard } from '../desk-lock/clipboard-guard.ts';
import type { Doctor } from '../doctor/doctor.ts';
import type { LogFiles } from '../logs/log-files.ts';
import type { SecretsMove } from '../secrets/secrets-move.ts';
import type { ScreenLock } from '../desk-lock/screen-lock.ts';
import type { RequestTable } from './handle.ts';
import type { operationInputs } from '../../shared/operation-contract.ts';

type Names = keyof typeof operationInputs;

export type OperationParts = {
  readonly screen: ScreenLock; readonly clipboard: ClipboardGuard; readonly doctor: Doctor;
  readonly backups: Backups; readonly restore: RestoreService;
  readonly secretsMove: SecretsMove; readonly chooseJsonFile: () => Promise<string | null>;
  readonly locked: () => readonly string[];
  readonly logs: LogFiles; readonly chooseSaveFile: (name: string) => Promise<string | null>;
};

/** What concerns the running of the program; who may is for the gate to say. */
export function operationRequests(parts: OperationParts): Pick<RequestTable, Names> {
  const { screen, clipboard, doctor, logs, backups, restore, locked, secretsMove, chooseSaveFile, chooseJsonFile } = parts;
  return {
    'secrets:export': async ({ passphrase }) => {
      const file = await chooseSaveFile('kakdoma-desk-passwords.json');
      return file === null ? null : secretsMove.write(file, passphrase);
    },
    'secrets:import': async ({ passphrase }) => {
      const file = await chooseJsonFile();
      return file === null ? { kind: 'left' } : secretsMove.read(file, passphrase);
    },
    'secrets:commit': ({ token }) => secretsMove.commit(token),
    'settings:locked': async () => locked(),
    'screen:state': () => screen.state(),
    'screen:active': async () => {
      screen.active();
      return null;
    },
    'screen:lock': () => screen.lock(),
    'screen:unlock': ({ pin, by }) => screen.unlock(pin, by),
    'screen:setPin': ({ pin }) => screen.setPin(pin),
    'clipboard:copied': async () => {
      await clipboard.copied();
      return null;
    },
    'doctor:run': ({ cameras }) => doctor.run(cameras),
    'doctor:copy': async () => {
      await doctor.copy();
      return null;
    },
    'logs:list': (filter) => logs.list(filter),
    'logs:export': async () => {
      const file = await chooseSaveFile('kakdoma-desk-log.jsonl');
      return file === null ? null : logs.write(file);
    },
    'backup:state': async () => backups.state(),
    'backup:run': () => backups.run(),
    'recovery:show': async () => backups.recoveryKey(),
    'restore:begin': ({ recoveryKey }) => restore.begin(recoveryKey),
    'restore:restart': async () => {
      restore.restart();
      return null;
    },
  };
}
