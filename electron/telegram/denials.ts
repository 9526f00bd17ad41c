/** So many people and kinds are remembered; with more, the one heard of longest ago is forgotten. */
const REMEMBERED = 1_000;
const ONCE_EVERY_MS = 60_000;

/** Tells whether a denial is to be noted: one a minute for each person and kind of update, whoever tries how often. */
export function createDenials(now: () => number): (chatId: string, kind: string) => boolean {
  const notedAt = new Map<string, number>();
  return (chatId, kind) => {
    const key = `${chatId}/${kind}`;
    const last = notedAt.get(key);
    const due = last === undefined || Math.abs(now() - last) >= ONCE_EVERY_MS;
    // Taken out and put back, it is the youngest.
    notedAt.delete(key);
    notedAt.set(key, due ? now() : last);
    const oldest = notedAt.keys().next().value;
    if (notedAt.size > REMEMBERED && oldest !== undefined) notedAt.delete(oldest);
    return due;
  };
}
