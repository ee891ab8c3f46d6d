import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

import type { State } from "./state";

/** How a run came to know that an instance is live. What a `diff` taught is forgotten when the instance is about to be replaced. */
export type Source = "create" | "update" | "get" | "diff";

/** Which orders the live instances of this run name; `delete` leaves those alone. */
export interface Current {
  /** A check with old inputs: the next diff of this URN belongs to a live instance. */
  expectDiff(urn: string): void;
  /** A check without old inputs: this URN is created, perhaps as a replacement; what a diff taught of it does not count any more. */
  forgetDiff(urn: string): void;
  /** Learns from a diff, if a check with old inputs came right before. */
  learnFromDiff(urn: string, orders: readonly number[]): void;
  learn(source: Exclude<Source, "diff">, name: string, orders: readonly number[]): void;
  isInUse(orderId: number): boolean;
}

/** Every order that a state names, whatever became of it. */
export function ordersNamedBy(state: State): readonly number[] {
  const named = [state.orderId, state.pendingOrder?.orderId, ...state.orders.map((row) => row.orderId)];
  return [...new Set(named.filter((id) => id !== undefined))];
}

interface Note {
  readonly pid: number;
  readonly orders: readonly number[];
}

/**
 * The memory of one run. Its processes (each explicit provider has its own) share it through a folder named after the engine's address:
 * each writes one file of its own, so that none has to lock, and a file counts only while its writer is alive.
 */
export function createCurrent(engineAddress: string | undefined, root = defaultRoot()): Current {
  const learnt = new Map<string, readonly number[]>();
  const expected = new Set<string>();
  const folder =
    engineAddress === undefined ? undefined : join(root, createHash("sha256").update(engineAddress).digest("hex").slice(0, 16));

  let isTidied = false;

  function set(source: Source, name: string, orders: readonly number[]): void {
    learnt.set(`${source} ${name}`, orders);
    share();
  }

  function share(): void {
    if (folder === undefined) return;
    const note: Note = { pid: process.pid, orders: own() };
    mkdirSync(root, { recursive: true, mode: 0o700 });
    if (statSync(root).uid !== userInfo().uid)
      throw new Error(`${root} belongs to somebody else: remove it, or set TMPDIR to a folder of your own`);
    // First, since what a run of days ago left under the same address is forgotten, too.
    if (!isTidied) removeForgotten(root);
    isTidied = true;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, `${String(process.pid)}.json`);
    // Renamed into place: a reader in another process never sees half a note.
    writeFileSync(`${file}.new`, JSON.stringify(note), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  function own(): readonly number[] {
    return [...new Set([...learnt.values()].flat())];
  }

  return {
    expectDiff: (urn) => void expected.add(urn),
    forgetDiff(urn) {
      expected.delete(urn);
      if (learnt.delete(`diff ${urn}`)) share();
    },
    learnFromDiff(urn, orders) {
      if (expected.delete(urn)) set("diff", urn, orders);
    },
    learn: set,
    isInUse: (orderId) => own().includes(orderId) || (folder !== undefined && othersUse(folder, orderId)),
  };
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

function othersUse(folder: string, orderId: number): boolean {
  return notesIn(folder).some((note) => note.pid !== process.pid && isAlive(note.pid) && note.orders.includes(orderId));
}

function notesIn(folder: string): readonly Note[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(".json"))
      .map((file) => readNote(join(folder, file)));
  } catch (error) {
    // No folder: no process of this run has learnt anything yet.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function readNote(file: string): Note {
  return JSON.parse(readFileSync(file, "utf8")) as Note;
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
