/** A certificate that is renewed by time, thirty times: what its state costs then. */
import { stateBytesOf, type ResourceInState, type StateReport } from "../../bench/stateBytes";
import type { LedgerRow } from "../../provider/lifecycle/state";
import { makeCsr } from "../support/csr";
import { PastStack } from "../support/pastLife";
import { DAY, newSandbox } from "./resources";

const RENEWALS = 30;
/** Of a year, less than the last thirty days are left then. */
const DAYS_BETWEEN = 340;
/** In hand, the one before it, which is still good for some days, and three that have ended. */
const ROWS = 5;

function certificateIn(stack: PastStack): ResourceInState {
  const { deployment } = JSON.parse(stack.export()) as { readonly deployment: { readonly resources: readonly ResourceInState[] } };
  const [, certificate] = deployment.resources;
  if (certificate === undefined) throw new Error("The stack has no certificate");
  return certificate;
}

function rowsOf({ outputs }: ResourceInState): readonly LedgerRow[] {
  return outputs["orders"] as readonly LedgerRow[];
}

/** Digits of ordinals and counts grow: everything that stands beside inputs, chain and bookkeeping. */
function ownBytes({ bytes }: StateReport): number {
  const { inputs: _inputs, chain: _chain, bookkeeping: _bookkeeping, ...own } = bytes;
  return Object.values(own).reduce((sum, each) => sum + each, 0);
}

describe("a certificate that is renewed thirty times", () => {
  it("names every order by its own id, keeps what is alive and the latest that ended, and costs after the fourth renewal what it costs for ever", async () => {
    const start = Date.parse("2017-01-10");
    const sandbox = await newSandbox({ now: new Date(start) });
    const stack = new PastStack(sandbox);
    const wish = { csr: makeCsr(["api.corp.example"], "rsa-2048").csrPem };
    const lives: ResourceInState[] = [];
    for (let renewal = 0; renewal <= RENEWALS; renewal++) {
      const day = await stack.day(new Date(start + renewal * DAYS_BETWEEN * DAY).toISOString());
      await day.up("api", wish);
      lives.push(certificateIn(stack));
    }

    expect(lives.map((life) => rowsOf(life).length)).toEqual(lives.map((_, renewal) => Math.min(renewal + 1, ROWS)));
    expect(lives.map(({ outputs }) => outputs["ordersFolded"] ?? 0)).toEqual(lives.map((_, renewal) => Math.max(renewal + 1 - ROWS, 0)));
    expect(lives.at(-1)?.outputs["orderSequence"]).toBe(RENEWALS + 1);
    expect((await sandbox.orders()).map(({ alternativeOrderId }) => alternativeOrderId?.split("n").at(-1))).toEqual(
      lives.map((_, renewal) => String(renewal + 1)),
    );

    const own = lives.map((life) => ownBytes(stateBytesOf(life)));
    const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = own;
    const row = second - first;
    expect([third - second, fourth - third, fifth - fourth]).toEqual([row, row, row]);
    expect(row).toBeLessThanOrEqual(250);
    // What folds first is the row of the first order, whose kind is a shorter word; with the tenth, ordinals and the count have two digits.
    const fold = "renewal".length - "first".length + `"ordersFolded":26,`.length;
    expect(own.at(-1)).toBe(fifth + fold + 1 + ROWS);
    expect(Math.max(...own)).toBe(own.at(-1));
  }, 120_000);
});
