/** How far something long has come: one line on standard error that is written over; where nobody can write over lines, a line each time. */
export interface Progress {
  say(sentence: string): void;
  /** Before the result is shown. */
  end(): void;
}

type Stream = Pick<NodeJS.WriteStream, "write"> & { readonly isTTY?: boolean; readonly columns?: number };

const RETURN_AND_CLEAR = "\r\u001b[K";
const COLUMNS = 80;

export function progressOn(stream: Stream = process.stderr): Progress {
  if (stream.isTTY !== true) {
    return {
      say: (sentence) => void stream.write(`${sentence}\n`),
      end: () => undefined,
    };
  }
  return {
    // A line that wrapped could not be written over.
    say: (sentence) => void stream.write(`${RETURN_AND_CLEAR}${sentence.slice(0, (stream.columns ?? COLUMNS) - 1)}`),
    end: () => void stream.write(RETURN_AND_CLEAR),
  };
}

/** Before anything else is said where progress may stand. */
export function clearProgress(stream: Stream = process.stderr): void {
  if (stream.isTTY === true) stream.write(RETURN_AND_CLEAR);
}
