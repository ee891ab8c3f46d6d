/** A request to the API, in the order of arrival. */
export interface JournalEntry {
  /** 1, 2, … since the start or `clearJournal`. */
  readonly n: number;
  /** RFC 3339, by the sandbox's clock. */
  readonly at: string;
  readonly method: string;
  /** Below the base URL, without the query: `/order/certificate/123`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names; the value of the key is blotted out. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body; absent where there was none or it is no JSON. */
  readonly body?: unknown;
  readonly bodyText: string;
  readonly accountId?: number;
  readonly keyName?: string;
  /** Absent as long as it is not answered, and for ever where the connection was dropped. */
  readonly status?: number;
  /** The parsed answer, or its text. */
  readonly answer?: unknown;
  /** Name of the fault it met. */
  readonly fault?: string;
  /** Whether the API saw the request at all (a refused one too): false where a fault stood before it. */
  readonly carriedOut: boolean;
}

/** Entries as they are written: at arrival, and once more when they are answered. */
export interface Journal {
  open(entry: Omit<JournalEntry, "n" | "carriedOut">): Writable<JournalEntry>;
  entries(): readonly JournalEntry[];
  clear(): void;
}

export type Writable<T> = { -readonly [K in keyof T]: T[K] };

export function newJournal(): Journal {
  let entries: Writable<JournalEntry>[] = [];
  return {
    open: (entry) => {
      const opened = { ...entry, n: entries.length + 1, carriedOut: false };
      entries.push(opened);
      return opened;
    },
    entries: () => entries.map((entry) => ({ ...entry })),
    clear: () => {
      entries = [];
    },
  };
}
