import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { cutOffCode } from '../cut-off.ts';
import { networkFailure } from '../network-failure.ts';
import { retryAfterOf } from '../retry-after.ts';
import type { PortalLimits, RateLimit } from './rate-limit.ts';
import { BitrixFailure, later, refusalOf, strangerOf, type Failure } from './refusals.ts';
import type { Webhook } from './webhook.ts';

/** Bitrix24 ends a request after 60 s (limits.md); a little longer, so that its own answer is heard. */
const REQUEST_TIMEOUT_MS = 62_000;

/** How long after we know no more of it a write may still be carried out: a balancer's 504 does not stop the portal. */
const LATE_EFFECT_MS = 65_000;

/** The budget of ten minutes frees up in steps of one (limits.md), where it is not said when. */
const BUDGET_STEP_MS = 60_000;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type Call = {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Of a call that only reads it does not matter whether it was carried out. */
  readonly effect: 'reads' | 'writes';
  readonly correlationId: string;
  readonly signal: AbortSignal;
};

/** `serverTime`: what the portal's clock showed, UTC milliseconds; null when it did not say. */
export type Answered = { readonly result: unknown; readonly serverTime: number | null };

/** Sends each call once. What is tried again, and when, is for the courier to say. */
export type BitrixClient = {
  /** Throws BitrixFailure. */
  call(call: Call): Promise<Answered>;
};

const bodySchema = z.object({
  result: z.unknown().optional(),
  error: z.union([z.string(), z.number()]).transform(String).optional(),
  time: z.object({ operating_reset_at: z.number().optional() }).optional(),
});

export function createBitrixClient(parts: {
  webhook: Webhook; fetch: Fetch; limits: PortalLimits; limit: RateLimit; clock: Clock; log: Log; userAgent: string;
}): BitrixClient {
  const { webhook, fetch, limits, limit, clock, log, userAgent } = parts;

  async function send({ method, params, correlationId, signal }: Call): Promise<{ response: Response; text: string }> {
    const late = new AbortController();
    const over = new AbortController();
    void clock.wait(REQUEST_TIMEOUT_MS, over.signal).then(() => { if (!over.signal.aborted) late.abort(); });
    try {
      const response = await fetch(webhook.base + method, {
        method: 'POST', body: JSON.stringify(params), signal: AbortSignal.any([signal, late.signal]),
        // A login page of the house's network must not pass for an answer, nor get what is meant for the portal.
        redirect: 'manual',
        headers: {
          'Content-Type': 'application/json', Accept: 'application/json', 'User-Agent': userAgent,
          'X-Correlation-ID': correlationId,
        },
      });
      return { response, text: await response.text() };
    } catch (error) {
      if (late.signal.aborted) throw new BitrixFailure(cutOff('network.timedOut'));
      if (signal.aborted) throw new BitrixFailure(cutOff(cutOffCode(signal)));
      const { code, sent } = networkFailure(error);
      throw new BitrixFailure(sent === 'no' ? later(code) : cutOff(code));
    } finally {
      over.abort();
    }
  }

  function understand({ response, text }: { response: Response; text: string }): Answered {
    const date = Date.parse(response.headers.get('Date') ?? '');
    const serverTime = Number.isNaN(date) ? null : date;
    const after = retryAfterOf(response.headers, serverTime ?? clock.now());
    const body = bodySchema.safeParse(jsonOf(text));
    if (!body.success || (body.data.error === undefined && body.data.result === undefined)) {
      throw new BitrixFailure(strangerOf(response.status, after));
    }
    const { error, result, time } = body.data;
    if (error === undefined && response.ok) return { result, serverTime };
    const budget = budgetWait(error, time?.operating_reset_at, serverTime ?? clock.now());
    throw new BitrixFailure(refusalOf(error ?? '', response.status, after ?? budget));
  }

  return {
    async call(call) {
      const began = clock.now();
      let code = 'ok';
      try {
        if (!await limits.take(webhook.host, limit, call.signal)) throw new BitrixFailure(later(cutOffCode(call.signal)));
        return understand(await send(call));
      } catch (error) {
        if (!(error instanceof BitrixFailure)) throw error;
        ({ code } = error.failure);
        if (code === 'bitrix.queryLimit') limits.full(webhook.host, limit);
        throw new BitrixFailure(call.effect === 'reads' ? withoutEffect(error.failure) : withLateEffect(error.failure));
      } finally {
        const { method, correlationId } = call;
        log.info('bitrix.called', { request: method, correlationId, code, ms: clock.now() - began });
      }
    },
  };
}

/** Milliseconds until the time budget of the method frees up; undefined where that is not what it was refused for. */
export function budgetWait(error: string | undefined, resetAt: number | undefined, now: number): number | undefined {
  if (error?.toLowerCase() !== 'operation_time_limit') return undefined;
  return resetAt === undefined ? BUDGET_STEP_MS : Math.max(1000, resetAt * 1000 - now);
}

const cutOff = (code: Failure['code']): Failure => ({ kind: 'ambiguous', code });

const withoutEffect = (failure: Failure): Failure => (failure.kind === 'ambiguous' ? later(failure.code) : failure);

const withLateEffect = (failure: Failure): Failure =>
  (failure.kind === 'ambiguous' ? { ...failure, after: Math.max(failure.after ?? 0, LATE_EFFECT_MS) } : failure);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not Bitrix24's answer; the caller goes by its status
  }
}
