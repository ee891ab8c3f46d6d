/**
 * So long an answer counts. A program asks for the same again and again within seconds; one that lives on, as a server with Pulumi's Automation API does,
 * must see what was added meanwhile.
 */
const REMEMBERED_MS = 60_000;

interface Remembered<T> {
  readonly answer: Promise<T>;
  readonly at: number;
}

/** Asks once for each key, however many ask at a time, and again when the answer has become old. A failure is not remembered. */
export function remembering<T>(now: () => number): (key: string, ask: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, Remembered<T>>();

  return (key, ask) => {
    const known = answers.get(key);
    if (known !== undefined && now() - known.at < REMEMBERED_MS) return known.answer;
    const asked: Remembered<T> = { answer: ask(), at: now() };
    answers.set(key, asked);
    asked.answer.catch(() => {
      if (answers.get(key) === asked) answers.delete(key);
    });
    return asked.answer;
  };
}
