import { writeFile } from "node:fs/promises";

import { accountOf, type AccountFlags } from "./account";
import { accountOrders } from "./accountOrders";
import { note } from "./note";
import { progressOn } from "./progress";
import { accountReportOf } from "./report/account";
import { pageOf } from "./report/page";
import type { AccountReport, Report } from "./report/report";
import { reportOf } from "./report/reportOf";
import type { StackState } from "./state";
import { requiredStates, type StateFlags } from "./stateSources";

export interface ReportFlags extends AccountFlags, StateFlags {
  readonly account?: true;
  readonly output?: string;
  readonly json?: true;
}

/** Writes the report of the states that are named. */
export async function runReport(flags: ReportFlags): Promise<void> {
  const states = await requiredStates(flags);
  const now = new Date();
  const account = flags.account === true ? await accountReport(flags, states, now) : undefined;
  const report = reportOf(states, now, account);
  const text = flags.json === true ? `${JSON.stringify(report)}\n` : pageOf(report);
  if (flags.output === undefined || flags.output === "-") {
    process.stdout.write(text);
    return;
  }
  await written(flags.output, text);
  note(writtenSays(flags.output, report));
}

async function accountReport(flags: ReportFlags, states: readonly StackState[], now: Date): Promise<AccountReport> {
  const { client } = await accountOf(flags);
  const rows = await accountOrders(client, progressOn());
  return accountReportOf(client.account, rows, states, now);
}

async function written(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new Error(`The report cannot be written to \`${file}\`: ${reasonOf(error)}`, { cause: error });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such folder",
  EISDIR: "it is a folder",
  EACCES: "writing there is not permitted",
  EROFS: "nothing can be written there",
  ENOSPC: "there is no space left",
};

function reasonOf(error: unknown): string {
  const { code = "" } = error as { readonly code?: string };
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

function writtenSays(file: string, { certificates, due }: Report): string {
  const now = due.filter(({ urgency }) => urgency === "now").length;
  const count = `${String(certificates.length)} ${certificates.length === 1 ? "certificate" : "certificates"}`;
  return `Wrote \`${file}\`: ${count}, ${now === 0 ? "nothing to act on now" : `${String(now)} to act on now`}`;
}
