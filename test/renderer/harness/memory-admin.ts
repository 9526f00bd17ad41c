/** The administrator's lock, the purge and the audit log in memory, for the bridge in memory. */
import type { Answer, RequestInput, RequestName, RequestOutput } from '../../../shared/contract.ts';
import type { AdminState } from '../../../shared/admin.ts';
import type { AuditRow } from '../../../shared/audit.ts';
import type { ErasePreview, ErasureReport } from '../../../shared/erasure.ts';
import type { PurgeState } from '../../../shared/policy.ts';
import type { ImportAnswer } from '../../../shared/settings-file.ts';

type Names = Extract<RequestName, `admin:${string}` | `purge:${string}` | `audit:${string}` | `erasure:${string}` | `settingsFile:${string}` | `pepper:${string}`>;
export type AdminAnswers = { [N in Names]: (input: RequestInput<N>) => Answer<RequestOutput<N>> };

export type AdminScene = {
  /** The PIN that was set; left out, none was. */
  readonly pin?: string;
  readonly audit?: readonly AuditRow[];
  readonly purge?: PurgeState;
  /** What the dry run of any guest shows. */
  readonly erasePreview?: ErasePreview;
  readonly erasures?: readonly ErasureReport[];
  readonly importAnswer?: ImportAnswer;
};

const CODE = { recoveryCode: '7QXK-M2PD-9HTR-4WZC' };
const TOKEN = '99999999-9999-4999-8999-999999999999';
const NOTHING_FOUND: ErasePreview = {
  registrations: [],
  pictures: 0,
  waiting: 0,
  shared: 0,
  conversations: 0,
  undelivered: 0,
  copies: [],
};
const fine = <T>(value: T): Answer<T> => ({ ok: true, value });

/** `guarded`: whether a request that is not for anyone may pass. */
export function memoryAdmin(scene: AdminScene): { answers: AdminAnswers; guarded: () => boolean } {
  let pin = scene.pin ?? null;
  let unlocked = false;
  const state = (): AdminState => ({ pin: pin !== null, unlocked, waitMs: 0 });
  const purge = scene.purge ?? { last: null, nextAt: Date.UTC(2026, 10, 21, 13) };
  const setPin = (next: string) => {
    pin = next;
    unlocked = true;
    return fine(CODE);
  };
  const answers: AdminAnswers = {
    'admin:state': () => fine(state()),
    'admin:setPin': (input) => (pin !== null && !unlocked ? { ok: false, code: 'admin.locked' } : setPin(input.pin)),
    'admin:unlock': (input) => {
      if (input.pin !== pin) return { ok: false, code: 'admin.wrongPin' };
      unlocked = true;
      return fine(state());
    },
    'admin:lock': () => {
      unlocked = false;
      return fine(state());
    },
    'admin:resetPin': ({ recoveryCode, pin: next }) =>
      recoveryCode === CODE.recoveryCode ? setPin(next) : { ok: false, code: 'admin.wrongCode' },
    'erasure:preview': () => {
      if (pin === null) return { ok: false, code: 'admin.pinMissing' };
      if (!unlocked) return { ok: false, code: 'admin.locked' };
      return fine({ token: TOKEN, preview: scene.erasePreview ?? NOTHING_FOUND });
    },
    'erasure:commit': () => fine({ kind: 'done', result: { erasureId: TOKEN } }),
    'erasure:list': () => fine([...(scene.erasures ?? [])]),
    'erasure:retry': () => fine(null),
    'erasure:leave': () => fine(null),
    'settingsFile:export': () => fine(true),
    'settingsFile:import': () => fine(scene.importAnswer ?? { kind: 'notOurs' }),
    'settingsFile:commit': () => fine({ kind: 'done', result: null }),
    'pepper:mark': () => fine('7B1F-90AC'),
    'pepper:export': () => fine('7B1F-90AC'),
    'pepper:import': () => fine({ kind: 'wrongPassphrase' }),
    'pepper:commit': () => fine({ kind: 'done', result: null }),
    'purge:state': () => fine(purge),
    'purge:run': () => fine(purge),
    'audit:list': ({ before, limit }) => {
      if (pin !== null && !unlocked) return { ok: false, code: 'admin.locked' };
      const all = (scene.audit ?? []).filter(({ id }) => before === null || id < before);
      return fine({ rows: all.slice(0, limit), next: all.length > limit ? (all[limit - 1]?.id ?? null) : null });
    },
    'audit:check': () => fine({ entries: scene.audit?.length ?? 0, brokenAt: null }),
    'audit:export': () => fine({ entries: scene.audit?.length ?? 0 }),
  };
  return { answers, guarded: () => pin === null || unlocked };
}
