import type { Answer, DeskBridge, Events, RequestInput, RequestName, RequestOutput } from '../shared/contract.ts';

declare global {
  interface Window {
    readonly desk: DeskBridge;
  }
}

/** Asks the main process. Never rejects: a bridge that breaks answers with the code `internal`. */
export async function request<K extends RequestName>(
  name: K,
  input: RequestInput<K>,
): Promise<Answer<RequestOutput<K>>> {
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
