/** The sandbox as a process of its own, so that what it costs is told apart. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import type { JournalEntry } from "../sandbox";
import { cpuSecondsOf } from "./processTree";
import type { Calls } from "./rows";

export interface Account {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** What it has used so far. */
  cpuSeconds(): number;
  /** The calls since it was last asked. */
  calls(): Promise<Calls>;
  /** The requests since it was last asked. */
  journal(): Promise<readonly JournalEntry[]>;
  stop(): void;
}

interface Ready {
  readonly baseUrl: string;
  readonly managementUrl: string;
  readonly apiKey: string;
  readonly pid: number;
}

const WINDOW_MS = 5_000;
/** Pays for any number of orders. */
const BALANCE = 1_000_000_000;

/** Chains of three RSA certificates, as most accounts have them. The rate limits are lifted, unless they are what is measured. `issueAfter`: in seconds, else at once. */
export async function openAccount(rateLimits: "off" | "documented" = "off", issueAfter?: string): Promise<Account> {
  const issuance = issueAfter === undefined ? [] : ["--issue-after", issueAfter];
  const flags = ["--json", "--quiet", "--stop-at-eof", "--rate-limits", rateLimits, "--chain", "rsa3", ...issuance];
  const child = spawn(process.execPath, ["dist/cli/main.js", "sandbox", ...flags], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit").then(() => Promise.reject(new Error("the sandbox ended before it listened")));
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended])) as [string];
  // From now on it may end whenever it is told to.
  ended.catch(() => undefined);
  const { baseUrl, managementUrl, apiKey, pid } = JSON.parse(line) as Ready;
  const manage = async (call: string, body?: unknown) =>
    await fetch(`${managementUrl}/${call}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const journal = async (): Promise<readonly JournalEntry[]> => {
    const entries = (await (await fetch(`${managementUrl}/journal`)).json()) as readonly JournalEntry[];
    await manage("clearJournal");
    return entries;
  };
  await manage("configure", { settings: { balance: BALANCE } });
  return {
    baseUrl,
    apiKey,
    journal,
    cpuSeconds: () => cpuSecondsOf(pid),
    calls: async () => callsIn(await journal()),
    stop: () => child.stdin.end(),
  };
}

function callsIn(journal: readonly JournalEntry[]): Calls {
  const times = journal.map(({ at }) => Date.parse(at));
  const first = Math.min(...times);
  const perWindow: number[] = [];
  for (const time of times) {
    const window = Math.floor((time - first) / WINDOW_MS);
    while (perWindow.length <= window) perWindow.push(0);
    perWindow[window] = (perWindow[window] ?? 0) + 1;
  }
  const byKind: Record<string, number> = {};
  for (const { method, path } of journal) {
    const kind = `${method} ${path.replace(/\/alternate\/\w+/, "/alternate/…").replace(/\/\d+/g, "/…")}`;
    byKind[kind] = (byKind[kind] ?? 0) + 1;
  }
  return { total: journal.length, perWindow, byKind };
}
