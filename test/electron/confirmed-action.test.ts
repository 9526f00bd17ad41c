import { describe, expect, it } from 'vitest';
import { createConfirmedAction } from '../../electron/confirmed-action.ts';

const MINUTE = 60_000;

/** An action on a list of numbers; `finish` lets a commit come to its end. */
function openAction() {
  const done: number[] = [];
  let now = 0;
  let work: PromiseWithResolvers<void> = Promise.withResolvers<void>();
  const action = createConfirmedAction({
    look: async (numbers: number[]) => ({ plan: [...numbers], preview: { count: numbers.length } }),
    commit: async (plan) => {
      await work.promise;
      done.push(...plan);
      return { changed: plan.length };
    },
    now: () => now,
  });
  return {
    action, done,
    finish: () => work.resolve(),
    fail: () => { work.reject(new Error('the wire was cut')); work = Promise.withResolvers(); },
    pass: (ms: number) => { now += ms; },
  };
}

describe('an action that must be confirmed', () => {
  it('changes nothing in its dry run', async () => {
    const { action, done } = openAction();
    expect((await action.preview([1, 2])).preview).toEqual({ count: 2 });
    expect(done).toEqual([]);
  });

  it('does what the dry run showed, whatever has changed in the meantime', async () => {
    const { action, done, finish } = openAction();
    const numbers = [1, 2];
    const { token } = await action.preview(numbers);
    numbers.push(3);
    finish();
    expect(await action.commit(token)).toEqual({ kind: 'done', result: { changed: 2 } });
    expect(done).toEqual([1, 2]);
  });

  it('says to a second confirmation that it is running, and later that it is done', async () => {
    const { action, done, finish } = openAction();
    const { token } = await action.preview([1]);
    const first = action.commit(token);
    expect(await action.commit(token)).toEqual({ kind: 'alreadyRunning' });
    finish();
    await first;
    expect(await action.commit(token)).toEqual({ kind: 'alreadyDone', result: { changed: 1 } });
    expect(done).toEqual([1]);
  });

  it('knows no token but those of its own dry runs, and none for longer than ten minutes', async () => {
    const { action, done, finish, pass } = openAction();
    finish();
    expect(await action.commit('00000000-0000-4000-8000-000000000000')).toEqual({ kind: 'expired' });
    const { token } = await action.preview([1]);
    pass(11 * MINUTE);
    expect(await action.commit(token)).toEqual({ kind: 'expired' });
    expect(done).toEqual([]);
  });

  it('wants another dry run after a commit that failed', async () => {
    const { action, fail } = openAction();
    const { token } = await action.preview([1]);
    const first = action.commit(token);
    fail();
    await expect(first).rejects.toThrow('the wire was cut');
    expect(await action.commit(token)).toEqual({ kind: 'expired' });
  });

  it('does not forget a commit that runs for longer than a token lives', async () => {
    const { action, finish, pass } = openAction();
    const { token } = await action.preview([1]);
    const first = action.commit(token);
    pass(30 * MINUTE);
    await action.preview([2]);
    expect(await action.commit(token)).toEqual({ kind: 'alreadyRunning' });
    finish();
    expect(await first).toMatchObject({ kind: 'done' });
  });
});
