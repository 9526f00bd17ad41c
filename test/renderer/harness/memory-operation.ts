/** How the program is run, in memory, for the bridge in memory. */
import type { Answer, RequestInput, RequestOutput } from '../../../shared/contract.ts';
import type { BackupState, RestoreAnswer } from '../../../shared/backup.ts';
import type { Finding } from '../../../shared/doctor.ts';
import type { LogRow } from '../../../shared/log-row.ts';
import type { operationInputs } from '../../../shared/operation-contract.ts';
import type { ScreenState } from '../../../shared/operation.ts';

type Names = keyof typeof operationInputs;
export type OperationAnswers = { [N in Names]: (input: RequestInput<N>) => Answer<RequestOutput<N>> };

export type OperationScene = {
  /** The desk PIN that was set; left out, none was. */
  readonly deskPin?: string;
  /** The desk was started anew, or left alone. */
  readonly screenLocked?: boolean;
  /** Held by the policy file of the computer. */
  readonly lockedSettings?: readonly string[];
  readonly findings?: readonly Finding[];
  readonly backups?: Partial<BackupState>;
  readonly restoreAnswer?: RestoreAnswer;
  /** Newest first. */
  readonly logs?: readonly LogRow[];
};

const RECOVERY_KEY = 'H4QK7-9ZX2M-0000A-BCDEF-12345-67890-GHJKM\nNPQRS-TVWXY-Z0123-45678-9ABCD-EFGHJ-KMNPQ';
const fine = <T>(value: T): Answer<T> => ({ ok: true, value });

/** `changed`: as main tells the page of the screen's lock. */
export function memoryOperation(scene: OperationScene, changed: (state: ScreenState) => void): OperationAnswers {
  let pin = scene.deskPin ?? null;
  let locked = scene.screenLocked ?? false;
  const state = (): ScreenState => ({ locked, pin: pin !== null, waitMs: 0 });
  const tell = (): Answer<ScreenState> => {
    changed(state());
    return fine(state());
  };
  const backupState = (): BackupState => ({ runs: [], running: false, nextAt: null, keyShownAt: null, ...scene.backups });
  return {
    'secrets:export': () => fine(3),
    'secrets:import': () => fine({ kind: 'wrongPassphrase' }),
    'secrets:commit': () => fine({ kind: 'done', result: null }),
    'settings:locked': () => fine(scene.lockedSettings ?? []),
    'screen:state': () => fine(state()),
    'screen:active': () => fine(null),
    'screen:lock': () => {
      locked = pin !== null;
      return tell();
    },
    'screen:unlock': (input) => {
      if (input.pin !== pin) return { ok: false, code: input.by === 'desk' ? 'screen.wrongPin' : 'admin.wrongPin' };
      locked = false;
      return tell();
    },
    'screen:setPin': (input) => {
      pin = input.pin;
      return tell();
    },
    'clipboard:copied': () => fine(null),
    'doctor:run': () => fine(scene.findings ?? []),
    'doctor:copy': () => fine(null),
    'logs:list': ({ correlationId, level }) => fine((scene.logs ?? []).filter((row) =>
      (correlationId === null || row.correlationId === correlationId) && (level === 'all' || row.level !== 'info'))),
    'backup:state': () => fine(backupState()),
    'backup:run': () => fine(backupState()),
    'recovery:show': () => fine({ text: RECOVERY_KEY }),
    'restore:begin': () => fine(scene.restoreAnswer ?? { kind: 'left' }),
    'restore:restart': () => fine(null),
    'logs:export': () => fine(scene.logs?.length ?? 0),
  };
}
