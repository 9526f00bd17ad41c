import type { Answer, DeskBridge, Events, RequestInput, RequestName, RequestOutput } from '../shared/contract.ts';

declare global {
  interface Window {
    readonly desk: DeskBridge;
  }
}

let whenLocked: (() => Promise<boolean>) | null = null;

/** What to do when a request is the administrator's only: resolves true when it may be asked again. */
export function answerLocked(unlock: () => Promise<boolean>): void {
  whenLocked = unlock;
}

/**
 * Asks the main process. Never rejects: a bridge that breaks answers with the code `internal`. What is locked is asked
 * once more when the PIN was given.
 */
export async function request<K extends RequestName>(
  name: K,
  input: RequestInput<K>,
): Promise<Answer<RequestOutput<K>>> {
  const answer = await ask(name, input);
  if (answer.ok || answer.code !== 'admin.locked' || whenLocked === null) return answer;
  return (await whenLocked()) ? ask(name, input) : answer;
}

async function ask<K extends RequestName>(name: K, input: RequestInput<K>): Promise<Answer<RequestOutput<K>>> {
  try {
    return await window.desk.request(name, input);
  } catch {
    return { ok: false, code: 'internal' };
  }
}

/** Listens to an event of the main process; returns the function that stops listening. */
export function listen<K extends keyof Events>(name: K, listener: (payload: Events[K]) => void): () => void {
  return window.desk.on(name, listener);
}
