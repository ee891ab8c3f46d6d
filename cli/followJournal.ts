import type { JournalEntry, Sandbox } from "../sandbox";

const LOOK_EVERY_MILLISECONDS = 100;

/** Tells each request once, when its answer is known or will never be. */
export function followJournal(sandbox: Pick<Sandbox, "journal">, tell: (entry: JournalEntry) => void): { end(): Promise<void> } {
  let told = new Set<JournalEntry["n"]>();
  let newest = 0;
  const look = async () => {
    const entries = await sandbox.journal();
    const last = entries.at(-1)?.n ?? 0;
    // It was cleared: numbers begin anew.
    if (last < newest) told = new Set();
    newest = last;
    for (const entry of entries.filter((each) => isOver(each) && !told.has(each.n))) {
      told.add(entry.n);
      tell(entry);
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MILLISECONDS);
  return {
    async end() {
      clearInterval(timer);
      await look();
    },
  };
}

function isOver({ status, fault }: JournalEntry): boolean {
  return status !== undefined || fault !== undefined;
}
