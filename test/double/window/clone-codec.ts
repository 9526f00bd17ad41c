/**
 * Carries what structured clone carries through Playwright's binding, which passes text. Each function stands alone: the
 * page gets it as source text.
 */

/** Structured-cloneable value to text. Throws DataCloneError for what cannot be cloned, as Electron's bridge does. */
export function encode(value: unknown): string {
  const base64 = (bytes: Uint8Array) => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  };
  const tag = (item: unknown): unknown => {
    if (item === undefined) return { $: 'undefined' };
    if (typeof item === 'bigint') return { $: 'bigint', v: String(item) };
    if (typeof item === 'number') return Number.isFinite(item) && !Object.is(item, -0) ? item : { $: 'number', v: Object.is(item, -0) ? '-0' : String(item) };
    if (typeof item !== 'object' || item === null) return item;
    if (item instanceof Date) return { $: 'date', v: item.getTime() };
    if (item instanceof Map) return { $: 'map', v: [...item].map(([key, entry]) => [tag(key), tag(entry)]) };
    if (item instanceof Set) return { $: 'set', v: [...item].map(tag) };
    if (item instanceof Error) return { $: 'error', name: item.name, v: item.message };
    if (item instanceof ArrayBuffer) return { $: 'buffer', v: base64(new Uint8Array(item)) };
    if (ArrayBuffer.isView(item)) {
      return { $: 'view', type: item.constructor.name, v: base64(new Uint8Array(item.buffer, item.byteOffset, item.byteLength)) };
    }
    if (Array.isArray(item)) return item.map(tag);
    const plain = Object.fromEntries(Object.entries(item).map(([key, entry]) => [key, tag(entry)]));
    return '$' in plain ? { $: 'object', v: plain } : plain;
  };
  return JSON.stringify(tag(structuredClone(value)));
}

/** The value that `encode` was given, cloned. */
export function decode(text: string): unknown {
  const bytesOf = (encoded: string) => Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0));
  const entriesOf = (item: object) => Object.fromEntries(Object.entries(item).map(([key, entry]) => [key, untag(entry)]));
  const untag = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(untag);
    if (typeof item !== 'object' || item === null) return item;
    if (!('$' in item)) return entriesOf(item);
    const { $, v, type, name } = item as { $: string; v?: unknown; type?: string; name?: string };
    switch ($) {
      case 'undefined': return undefined;
      case 'bigint': return BigInt(v as string);
      case 'number': return Number(v);
      case 'date': return new Date(v as number);
      case 'map': return new Map((v as unknown[][]).map(([key, entry]) => [untag(key), untag(entry)]));
      case 'set': return new Set((v as unknown[]).map(untag));
      case 'error': return Object.assign(new Error(v as string), { name });
      case 'buffer': return bytesOf(v as string).buffer;
      case 'view': {
        const bytes = bytesOf(v as string);
        if (type === undefined || type === 'Uint8Array' || type === 'Buffer') return bytes;
        const View = (globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[type];
        if (View === undefined) throw new TypeError(`no such view: ${type}`);
        return new View(bytes.buffer);
      }
      case 'object': return entriesOf(v as object);
      default: throw new TypeError(`no such tag: ${$}`);
    }
  };
  return untag(JSON.parse(text));
}
