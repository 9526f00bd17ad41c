/** What changes something outside happens in two steps: a dry run, then its confirmation with a token used once. */
import { randomUUID } from 'node:crypto';
import type { Committed, Previewed } from '../shared/confirmed-action.ts';

/** What was shown longer ago than this may no longer be so. */
const LIFETIME_MS = 10 * 60_000;

export type ConfirmedAction<Input, Preview, Result> = {
  /** The dry run: says what would happen and changes nothing. Rejects as `look` does. */
  preview(input: Input): Promise<Previewed<Preview>>;
  /** Does what the dry run of this token showed. Rejects as `commit` does; the token is then spent. */
  commit(token: string): Promise<Committed<Result>>;
};

type Stage<Plan, Result> =
  | { readonly kind: 'shown'; readonly plan: Plan } | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly result: Result };
type Entry<Plan, Result> = { readonly at: number; readonly stage: Stage<Plan, Result> };

/**
 * `look` finds what the action would touch: `plan` is kept here for the commit, `preview` is shown to a person.
 * `now`: UTC milliseconds. Tokens live in memory: after a restart a person looks again.
 */
export function createConfirmedAction<Input, Plan, Preview, Result>(parts: {
  look: (input: Input) => Promise<{ plan: Plan; preview: Preview }>;
  commit: (plan: Plan) => Promise<Result>;
  now?: () => number;
}): ConfirmedAction<Input, Preview, Result> {
  const { look, commit, now = Date.now } = parts;
  const entries = new Map<string, Entry<Plan, Result>>();

  function forgetOld(): void {
    for (const [token, { at, stage }] of entries) {
      if (stage.kind !== 'running' && Math.abs(now() - at) > LIFETIME_MS) entries.delete(token);
    }
  }

  async function run(token: string, plan: Plan): Promise<Committed<Result>> {
    entries.set(token, { at: now(), stage: { kind: 'running' } });
    try {
      const result = await commit(plan);
      entries.set(token, { at: now(), stage: { kind: 'done', result } });
      return { kind: 'done', result };
    } catch (error) {
      // How far it came is not known; the next dry run shows what is left.
      entries.delete(token);
      throw error;
    }
  }

  return {
    async preview(input) {
      const { plan, preview } = await look(input);
      forgetOld();
      const token = randomUUID();
      entries.set(token, { at: now(), stage: { kind: 'shown', plan } });
      return { token, preview };
    },
    async commit(token) {
      forgetOld();
      const stage = entries.get(token)?.stage;
      switch (stage?.kind) {
        case undefined: return { kind: 'expired' };
        case 'shown': return run(token, stage.plan);
        case 'running': return { kind: 'alreadyRunning' };
        case 'done': return { kind: 'alreadyDone', result: stage.result };
        default: return stage satisfies never;
      }
    },
  };
}
