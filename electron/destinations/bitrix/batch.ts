import { z } from 'zod';
import { budgetWait, type BitrixClient, type Call } from './client.ts';
import { BitrixFailure, later, refusalOf } from './refusals.ts';

/** Calls within one request; Bitrix24 takes no more. */
const LONGEST = 50;

const named = <Value extends z.ZodType>(value: Value) =>
  // PHP writes an empty map as an empty list.
  z.union([z.record(z.string(), value), z.array(z.never()).transform((): Record<string, z.output<Value>> => ({}))]);

const resultSchema = z.object({
  result: named(z.unknown()),
  result_error: named(z.object({ error: z.union([z.string(), z.number()]).transform(String) })),
  result_time: named(z.looseObject({ operating_reset_at: z.number().optional() })).optional(),
});

/**
 * Calls that only read, in one request. Bitrix24 answers 200 even where calls within failed: the first of their errors
 * is thrown as BitrixFailure, as is a result that is missing.
 */
export async function readBatch<Name extends string>(
  client: BitrixClient, calls: Readonly<Record<Name, { method: string; params: Readonly<Record<string, unknown>> }>>,
  context: Pick<Call, 'correlationId' | 'signal'>,
): Promise<Record<Name, unknown>> {
  const entries = Object.entries<{ method: string; params: Readonly<Record<string, unknown>> }>(calls);
  if (entries.length > LONGEST) throw new Error(`a batch of ${entries.length} calls is too long`);
  const cmd = Object.fromEntries(entries.map(([name, { method, params }]) => [name, `${method}?${phpQuery(params)}`]));
  const answer = await client.call({ ...context, method: 'batch', effect: 'reads', params: { halt: 0, cmd } });
  const parsed = resultSchema.safeParse(answer.result);
  if (!parsed.success) throw new BitrixFailure(later('server.unexpected'));
  const [failed] = Object.entries(parsed.data.result_error);
  if (failed !== undefined) {
    const [name, { error }] = failed;
    const resetAt = answer.serverTime === null ? undefined : parsed.data.result_time?.[name]?.operating_reset_at;
    const refusal = refusalOf(error, null, budgetWait(error, resetAt, answer.serverTime ?? 0));
    throw new BitrixFailure(refusal.kind === 'ambiguous' ? later(refusal.code) : refusal);
  }
  const { result } = parsed.data;
  if (entries.some(([name]) => !(name in result))) throw new BitrixFailure(later('server.unexpected'));
  return result as Record<Name, unknown>;
}

/** A query as PHP takes it apart: `filter[originId]=…&select[0]=id`. */
function phpQuery(params: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  const add = (key: string, value: unknown): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) add(`${key}[${name}]`, inner);
    } else query.append(key, String(value));
  };
  for (const [name, value] of Object.entries(params)) add(name, value);
  return query.toString();
}
