/** What Telegram keeps for a bot: updates nobody has confirmed, and who is waiting for them. */

export type FakeUpdate = { readonly update_id: number } & Record<string, unknown>;
export type Refusal = { readonly error_code: number; readonly description: string; readonly parameters?: object };
export type Answer = { readonly result: unknown } | Refusal;

const CONFLICT: Refusal = {
  error_code: 409,
  description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
};

type Poller = { readonly give: (answer: Answer) => void; readonly limit: number };

/** Keeps updates until a higher offset is asked for, holds long polls, and ends the older of two pollers with 409. */
export function createUpdateQueue(firstId: number) {
  let nextId = firstId;
  let kept: FakeUpdate[] = [];
  let poller: Poller | null = null;
  let allowed: readonly string[] | null = null;

  const wanted = (update: FakeUpdate): boolean =>
    allowed === null || Object.keys(update).some((key) => key !== 'update_id' && allowed?.includes(key));

  function feed(): void {
    if (poller === null || kept.length === 0) return;
    const { give, limit } = poller;
    poller = null;
    give({ result: kept.slice(0, limit) });
  }

  return {
    /** Ids of updates not yet confirmed. */
    waiting: () => kept.map((update) => update.update_id),
    isPolled: () => poller !== null,
    /** The update as Telegram would send it; one of a kind that is not asked for is dropped. */
    push(body: Record<string, unknown>): number {
      const update = { update_id: nextId, ...body };
      nextId += 1;
      if (wanted(update)) kept.push(update);
      feed();
      return update.update_id;
    },
    /** Whatever it is: what a broken or hostile server would send. */
    pushRaw(update: unknown): void {
      kept.push(update as FakeUpdate);
      feed();
    },
    /** Somebody else polls with the same token. */
    interrupt(): void {
      poller?.give(CONFLICT);
      poller = null;
    },
    poll(params: Readonly<Record<string, string>>, gone: (work: () => void) => void): Promise<Answer> {
      const offset = Number(params['offset'] ?? 0);
      const limit = Math.min(Math.max(Number(params['limit'] ?? 100), 1), 100);
      const timeout = Math.max(Number(params['timeout'] ?? 0), 0);
      if (params['allowed_updates'] !== undefined) allowed = JSON.parse(params['allowed_updates']) as string[];
      if (offset > 0) kept = kept.filter((update) => !(update.update_id < offset));
      if (offset < 0) kept = kept.slice(offset);
      poller?.give(CONFLICT);
      poller = null;
      if (kept.length > 0 || timeout === 0) return Promise.resolve({ result: kept.slice(0, limit) });
      return new Promise((resolve) => {
        const mine: Poller = { limit, give: (answer) => { clearTimeout(timer); resolve(answer); } };
        const leave = (): void => { if (poller === mine) poller = null; };
        const timer = setTimeout(() => { leave(); resolve({ result: [] }); }, timeout * 1000);
        gone(() => { leave(); clearTimeout(timer); });
        poller = mine;
      });
    },
  };
}
