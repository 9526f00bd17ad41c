/** What the two halves of the double say to each other over Node's IPC channel (structured clone, as Electron's own). */

export type WindowOptions = { readonly title: string; readonly width: number; readonly height: number };

/** Asked by main of the window half. */
export type AskedOfWindow = {
  'window.create': { in: { id: number; preload: string | null; options: WindowOptions }; out: null };
  'window.load': { in: { id: number; url: string }; out: null };
  'window.send': { in: { id: number; channel: string; args: unknown[] }; out: null };
  'window.show': { in: { id: number }; out: null };
  'window.close': { in: { id: number }; out: null };
  'dialog.open': { in: { id: number; multiple: boolean; extensions: string[] }; out: string[] };
};

/** Asked by the window half of main. */
export type AskedOfMain = {
  'ipc.invoke': { in: { id: number; frameUrl: string; mainFrame: boolean; channel: string; args: unknown[] }; out: unknown };
  'ipc.send': { in: { id: number; frameUrl: string; mainFrame: boolean; channel: string; args: unknown[] }; out: null };
  'protocol.request': { in: { url: string; method: string; headers: Record<string, string>; body: Uint8Array | null }; out: WireResponse };
  'permission.check': { in: { id: number; url: string; mediaType: 'video' | 'audio' }; out: boolean };
  'permission.request': { in: { id: number; url: string; mainFrame: boolean; mediaTypes: ('video' | 'audio')[] }; out: boolean };
  /** True when the app prevented it. */
  'navigation': { in: { id: number; url: string; mainFrame: boolean; redirect: boolean }; out: boolean };
  'window.open': { in: { id: number; url: string }; out: 'deny' | 'allow' };
  'window.closed': { in: { id: number }; out: null };
  /** A page began to download something. */
  'download': { in: { id: number; url: string; filename: string }; out: null };
  'app.quit': { in: null; out: null };
  'evaluate': { in: { source: string; argument: unknown }; out: unknown };
};

export type WireResponse = { status: number; headers: Record<string, string>; body: Uint8Array };

type Asked = AskedOfWindow & AskedOfMain;
export type Question = { readonly kind: 'ask'; readonly number: number; readonly name: keyof Asked; readonly body: unknown };
export type Reply = { readonly kind: 'reply'; readonly number: number } & ({ readonly value: unknown } | { readonly error: string });

type Answers<Table extends { [K in keyof Table]: { in: unknown; out: unknown } }> = {
  [K in keyof Table]: (body: Table[K]['in']) => Promise<Table[K]['out']> | Table[K]['out'];
};

/** The channel as either side sees it: a forked child, or the process that was forked. */
type Channel = { send(message: Question | Reply): void; onMessage(listener: (message: Question | Reply) => void): void };

/** Lets one half ask the other and answers what the other asks. Errors cross as their text, as Electron's do. */
export function connect<
  Theirs extends { [K in keyof Theirs]: { in: unknown; out: unknown } },
  Ours extends { [K in keyof Ours]: { in: unknown; out: unknown } },
>(channel: Channel, answers: Answers<Ours>) {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let number = 0;
  let gone: string | null = null;

  const answer = async (question: Question) => {
    try {
      const table = answers as Record<string, (body: unknown) => unknown>;
      const value = await table[question.name]?.(question.body);
      channel.send({ kind: 'reply', number: question.number, value });
    } catch (error) {
      channel.send({ kind: 'reply', number: question.number, error: error instanceof Error ? error.message : String(error) });
    }
  };
  channel.onMessage((message) => {
    if (message.kind === 'ask') return void answer(message);
    const asked = waiting.get(message.number);
    waiting.delete(message.number);
    if ('error' in message) asked?.reject(new Error(message.error));
    else asked?.resolve(message.value);
  });
  return {
    ask<K extends keyof Theirs & string>(name: K, body: Theirs[K]['in']): Promise<Theirs[K]['out']> {
      if (gone !== null) return Promise.reject(new Error(gone));
      number += 1;
      const mine = number;
      return new Promise((resolve, reject) => {
        waiting.set(mine, { resolve: (value) => resolve(value as Theirs[K]['out']), reject });
        channel.send({ kind: 'ask', number: mine, name: name as keyof Asked, body });
      });
    },
    /** The other half is gone: nothing asked of it will be answered. */
    hangUp(reason: string): void {
      gone = reason;
      for (const { reject } of waiting.values()) reject(new Error(reason));
      waiting.clear();
    },
  };
}
