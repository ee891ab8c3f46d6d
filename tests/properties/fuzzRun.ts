/** How long a fuzz runs, from which seed, and where what it counted is written: `npm run fuzz` says so by the environment; without it a run takes seconds. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";

const { env } = process;
const reports = env["PULUMI_DIGICERT_FUZZ_REPORTS"];

/** The same seed makes the same cases, in the same order. */
export const seed = Number(env["PULUMI_DIGICERT_FUZZ_SEED"] ?? Date.now() % 1_000_000_000);

/** How many cases: what the environment says, else so few that nobody waits. */
export function casesOf(name: "ANSWERS" | "CHAINS" | "OPENSSL", few: number): number {
  return Number(env[`PULUMI_DIGICERT_FUZZ_${name}`] ?? few);
}

/** What a fuzz counts. */
export type Counts = Readonly<Record<string, number>>;

const BATCH = 1_000;
/** Of a whole run, whatever the machine is busy with. */
export const FUZZ_TIMEOUT_MS = 12 * 60 * 60 * 1000;

/** Checks a property in batches, each with a seed of its own that its failure names; what was counted so far is written after each. */
export async function fuzz<T>(
  name: string,
  cases: number,
  arbitrary: fc.Arbitrary<T>,
  check: (value: T) => Promise<void>,
  counted: () => Counts,
): Promise<void> {
  for (let done = 0; done < cases; done += BATCH) {
    const parameters = { seed: seed + done, numRuns: Math.min(BATCH, cases - done) };
    await fc.assert(fc.asyncProperty(arbitrary, check), parameters);
    report(name, { cases: done + parameters.numRuns, ...counted() });
  }
}

function report(name: string, counts: Counts): void {
  if (reports === undefined) return;
  mkdirSync(reports, { recursive: true });
  const file = join(reports, `${name}.json`);
  // Read by somebody else at any time: whole, or not at all.
  writeFileSync(`${file}.part`, JSON.stringify({ seed, ...counts }));
  renameSync(`${file}.part`, file);
}
