/** Runs until nothing is left to do: as its people would, who approve what waits, and ask anew where a message says that somebody must. */
import type { Run } from "../engine/harness";
import { clockAt } from "../support/clock";
import { askAnew } from "./certificate";
import { endProviders, pause } from "./command";
import { everythingIsDecided, type World } from "./outside";
import { certificateOf, programOf, recordedIn, type Stack } from "./stack";
import type { MeantToGo } from "./watch";

/** Runs until it is clean; more would be a stack that never comes to rest. */
const MOST_RUNS = 12;
/** Requests that were held back arrive in this time. */
export const LATE_MS = 2_200;

export interface Settling extends World {
  readonly round: number;
  readonly now: Date;
}

/** What did not come to rest, a sentence each. */
export async function settle(settling: Settling): Promise<readonly string[]> {
  const { sandbox, stacks } = settling;
  await sandbox.faults([]);
  await sandbox.configure({ issuance: "immediate", warts: calm });
  // Those that outlived their command until now.
  for (const stack of stacks) endProviders(stack);
  await pause(LATE_MS);
  const problems = await Promise.all(stacks.map((stack) => rested(stack, settling)));
  return problems.flat();
}

const calm = { noRenewedOrderId: false, noChainInOrderAnswer: false, noCsrInOrderInfo: false };

async function rested(stack: Stack, settling: Settling): Promise<readonly string[]> {
  const { project } = stack;
  const { now, tally } = settling;
  stack.isBroken = false;
  let last: Run | undefined;
  for (let run = 1; run <= MOST_RUNS; run++) {
    project.setProgram(programOf(stack));
    await everythingIsDecided(settling.sandbox);
    const env = clockAt(now);
    last = await project.up({ env, expect: "either", args: stack.needsRefresh ? ["--refresh"] : [] });
    tally.settlingRuns += 1;
    if (last.exitCode !== 0) {
      remedy(stack, last, settling);
      continue;
    }
    stack.needsRefresh = false;
    if (recordedIn(stack).some(({ outputs }) => outputs["pendingOrder"] !== undefined)) continue;
    project.setProgram(programOf(stack, { isPreviewed: true }));
    last = await project.preview({ env, expect: "either", args: ["--expect-no-changes"] });
    if (last.exitCode === 0) return [];
  }
  const errors = last === undefined ? [] : errorsOf(last).map(({ urn, message }) => `${urn.split("::").at(-1) ?? ""}: ${message}`);
  return [[`${stack.name} does not come to rest in ${String(MOST_RUNS)} runs; the last said:`, ...errors, last?.output].join("\n")];
}

function errorsOf(run: Run): readonly { readonly urn: string; readonly message: string }[] {
  return run
    .events()
    .flatMap(({ diagnosticEvent: said }) =>
      said?.severity === "error" && said.urn !== undefined ? [{ urn: said.urn, message: said.message }] : [],
    );
}

/** What messages say that a person must do. */
function remedy(stack: Stack, run: Run, { tally }: Settling): void {
  for (const { urn, message } of errorsOf(run)) {
    const certificate = certificateOf(stack, { name: urn.split("::").at(-1) ?? "" });
    if (certificate === undefined || !/renewal\.trigger|autoRenew|in the future|would not end later/.test(message)) continue;
    askAnew(certificate, /in the future|would not end later/.test(message) ? { years: 1 } : undefined);
    tally.askedAnew += 1;
  }
}

/** Everything that an `up` takes out of the state. */
export function undeclared(stacks: readonly Stack[]): MeantToGo {
  return new Map(
    stacks.map((stack) => [
      stack,
      new Set(recordedIn(stack).flatMap((each) => (certificateOf(stack, each) === undefined ? [each.name] : []))),
    ]),
  );
}
