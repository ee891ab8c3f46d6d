/** One at a time, in the order of asking: what a request sees is never half done by another. */
export interface Turns {
  take<T>(work: () => Promise<T>): Promise<T>;
}

export function newTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take: (work) => {
      const turn = last.then(work);
      // The next waits for the end of this one, whatever it came to: whoever asked for this one sees its failure.
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
