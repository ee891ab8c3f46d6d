import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** What the processes of one run tell each other: which orders each knows to be in use. */
export interface RunNotes {
  /** This process knows these, too. */
  add(orders: readonly number[]): void;
  /** This process knows less than before. */
  renew(): void;
  /** Whether another process of the run, that is still alive, names the order. */
  othersName(orderId: number): boolean;
}

/**
 * A folder named after the engine's address: each process writes one file of its own, a line for each order, so that none has to lock, and a file counts only
 * while its writer is alive.
 */
export function createRunNotes(engineAddress: string, known: () => readonly number[], root = defaultRoot()): RunNotes {
  const folder = join(root, createHash("sha256").update(engineAddress).digest("hex").slice(0, 16));
  const own = join(folder, `${String(process.pid)}${EXTENSION}`);
  let isBegun = false;

  function begin(): void {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    if (statSync(root).uid !== userInfo().uid)
      throw new Error(`${root} belongs to somebody else: remove it, or set TMPDIR to a folder of your own`);
    // First, since what a run of days ago left under the same address is forgotten, too.
    removeForgotten(root);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    isBegun = true;
  }

  /** Renamed into place: a reader in another process never sees half of it. What another process of the same number left is written over. */
  function renew(): void {
    if (!isBegun || !existsSync(folder)) begin();
    writeFileSync(`${own}.new`, linesOf(known()), { mode: 0o600 });
    renameSync(`${own}.new`, own);
  }

  return {
    add(orders) {
      if (orders.length === 0) return;
      if (isBegun && existsSync(own)) appendFileSync(own, linesOf(orders));
      else renew();
    },
    renew,
    othersName: (orderId) => notesIn(folder).some((note) => note.pid !== process.pid && isAlive(note.pid) && names(note, orderId)),
  };
}

const EXTENSION = ".orders";

interface Note {
  readonly pid: number;
  readonly file: string;
}

function linesOf(orders: readonly number[]): string {
  return orders.map((id) => `${String(id)}\n`).join("");
}

/** A line without an end is still being written. */
function names({ file }: Note, orderId: number): boolean {
  return `\n${readFileSync(file, "utf8")}`.includes(`\n${String(orderId)}\n`);
}

/** Runs end by being killed, so that none tidies up for itself: a later one removes what nobody has written to for days. */
const FORGOTTEN_AFTER_MS = 3 * 86_400_000;

function removeForgotten(root: string): void {
  for (const name of readdirSync(root)) {
    const folder = join(root, name);
    try {
      const isForgotten = Date.now() - statSync(folder).mtimeMs > FORGOTTEN_AFTER_MS && notesIn(folder).every((note) => !isAlive(note.pid));
      if (isForgotten) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another process tidies at the same moment, or it is not ours to read: no run needs it gone.
    }
  }
}

function notesIn(folder: string): readonly Note[] {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith(EXTENSION));
    return files.map((file) => ({ pid: Number(file.slice(0, -EXTENSION.length)), file: join(folder, file) }));
  } catch (error) {
    // No folder: no process of this run has learnt anything yet.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, and somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function defaultRoot(): string {
  return join(tmpdir(), `pulumi-digicert-${String(userInfo().uid)}`);
}
