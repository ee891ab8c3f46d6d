/** How far something long has come: one line on standard error that is written over; where nobody can write over lines, a line each time. */
export interface Progress {
  say(sentence: string): void;
  /** Before the result is shown. */
  end(): void;
}

type Stream = Pick<NodeJS.WriteStream, "write"> & { readonly isTTY?: boolean };

const RETURN_AND_CLEAR = "\r\u001b[K";

export function progressOn(stream: Stream = process.stderr): Progress {
  if (stream.isTTY !== true) {
    return {
      say: (sentence) => void stream.write(`${sentence}\n`),
      end: () => undefined,
    };
  }
  return {
    say: (sentence) => void stream.write(`${RETURN_AND_CLEAR}${sentence}`),
    end: () => void stream.write(RETURN_AND_CLEAR),
  };
}
