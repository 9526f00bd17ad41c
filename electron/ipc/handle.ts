import { type Answer, requestInputs, type RequestInput, type RequestName, type RequestOutput } from '../../shared/contract.ts';
import { DeskError, type ErrorCode } from '../../shared/errors.ts';
import type { Log } from '../log.ts';
import type { RequestGate } from './request-gate.ts';

/** One service call a request: the whole contract, exhaustive by type. */
export type RequestTable = { readonly [K in RequestName]: (input: RequestInput<K>) => Promise<RequestOutput<K>> };

const isRequestName = (name: unknown): name is RequestName => typeof name === 'string' && Object.hasOwn(requestInputs, name);

async function call<K extends RequestName>(
  table: RequestTable, gate: RequestGate, name: K, input: unknown,
): Promise<RequestOutput<K>> {
  const parsed = requestInputs[name].safeParse(input);
  // zod's own message would quote the input, which may be personal.
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
    throw new DeskError('request.invalid', `${name}: ${issues.join(', ')}`);
  }
  const wanted = parsed.data as RequestInput<K>;
  await gate.admit(name, wanted);
  const output = await table[name](wanted);
  await gate.done(name, wanted);
  return output;
}

/**
 * The door between page and services. Checks the sender, parses the input, asks the gate whether this may be done now,
 * and turns every failure into a code, logged once; only that crosses the bridge.
 */
export function createRequestDoor(table: RequestTable, gate: RequestGate, log: Log) {
  return async (trusted: boolean, name: unknown, input: unknown): Promise<Answer<unknown>> => {
    const refuse = (code: ErrorCode, error?: unknown): Answer<never> => {
      log.warn('request.failed', { code, ...(isRequestName(name) ? { request: name } : {}), ...(error === undefined ? {} : { error }) });
      return { ok: false, code };
    };
    if (!trusted) return refuse('request.forbidden');
    if (!isRequestName(name)) return refuse('request.invalid');
    try {
      return { ok: true, value: await call(table, gate, name, input) };
    } catch (error) {
      return refuse(error instanceof DeskError ? error.code : 'internal', error);
    }
  };
}
