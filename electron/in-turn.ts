export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Does one piece of work after the other, in the order asked for; a failure is its caller's alone. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined); // the caller hears of it; the next must still have its turn
    return done;
  };
}
