/** What a command and everything it starts cost: CPU time and peak memory, read from /proc as long as the processes live. */
import { readFileSync, readdirSync } from "node:fs";

import type { CpuSeconds } from "./rows";

export interface Cost {
  readonly cpuSeconds: CpuSeconds;
  readonly providerPeakBytes: number;
}

export interface Watch {
  /** Of all that was seen. */
  end(): Cost;
}

/** Linux counts in hundredths, whatever the kernel's own clock. */
const TICKS_PER_SECOND = 100;
const LOOK_MS = 50;
/** Who is there is asked less often than what they have used. */
const LOOKS_PER_SEARCH = 4;

interface Seen {
  role: keyof CpuSeconds;
  ticks: number;
  peakBytes: number;
}

/** Watches a process and its descendants. What one uses between the last look and its end is missed: a twentieth of a second at most. */
export function watchTree(root: number): Watch {
  const seen = new Map<number, Seen>();
  let looks = 0;
  const look = () => {
    if (looks++ % LOOKS_PER_SEARCH === 0) search(root, seen);
    for (const [pid, process] of seen) readInto(process, pid);
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  return {
    end() {
      clearInterval(timer);
      const all = [...seen.values()];
      const secondsOf = (role: keyof CpuSeconds) =>
        all.filter((each) => each.role === role).reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
      return {
        cpuSeconds: { engine: secondsOf("engine"), program: secondsOf("program"), provider: secondsOf("provider") },
        providerPeakBytes: Math.max(0, ...all.filter(({ role }) => role === "provider").map(({ peakBytes }) => peakBytes)),
      };
    },
  };
}

/** User and system time of one process so far. */
export function cpuSecondsOf(pid: number): number {
  return (statOf(pid)?.ticks ?? 0) / TICKS_PER_SECOND;
}

/** A child whose parent has ended is somebody else's by then: once seen, it stays. */
function search(root: number, seen: Map<number, Seen>): void {
  const pids = readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
  const parents = new Map(pids.map((pid) => [pid, statOf(pid)?.parent]));
  const isOurs = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === root || seen.has(pid) || isOurs(parents.get(pid)));
  for (const pid of pids) if (!seen.has(pid) && isOurs(pid)) seen.set(pid, { role: "engine", ticks: 0, peakBytes: 0 });
  // A shell that becomes what it starts is the same process under another command line.
  for (const [pid, process] of seen) if (process.role === "engine") process.role = roleOf(pid);
}

function roleOf(pid: number): keyof CpuSeconds {
  const commandLine = read(pid, "cmdline").replaceAll("\0", " ");
  if (/\/cmd\/dynamic-provider/.test(commandLine)) return "provider";
  return /\/cmd\/run/.test(commandLine) ? "program" : "engine";
}

function readInto(process: Seen, pid: number): void {
  const stat = statOf(pid);
  if (stat === undefined || stat.ticks < process.ticks) return;
  process.ticks = stat.ticks;
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(pid, "status"))?.[1];
  if (kilobytes !== undefined) process.peakBytes = Number(kilobytes) * 1024;
}

/** The name of a process may hold blanks and brackets: what is counted stands behind its end. */
function statOf(pid: number): { readonly parent: number; readonly ticks: number } | undefined {
  const [, parent = "", ...fields] = read(pid, "stat")
    .replace(/^.*\) /s, "")
    .split(" ");
  const [user = "", system = ""] = fields.slice(9);
  return parent === "" ? undefined : { parent: Number(parent), ticks: Number(user) + Number(system) };
}

/** Of a process that may end at any moment. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${String(pid)}/${file}`, "utf8");
  } catch {
    return "";
  }
}
