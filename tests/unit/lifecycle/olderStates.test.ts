/** States as earlier code wrote them, frozen: what stands in users' stacks must be read for ever, and reading it must not look like a change. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Inputs } from "../../../provider/lifecycle/action";
import { plan } from "../../../provider/lifecycle/plan";
import { outputsOf, stateOf, type Outputs } from "../../../provider/lifecycle/state";
import { problemsIn } from "../../../provider/request/use";

interface Frozen {
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  /** What was wanted when it was refused last; the inputs that the engine kept are those of the first. */
  readonly wanted?: Inputs;
}

/** A file for each shape that was ever written: a certificate in hand, one renewed and reissued, one that waits, one refused four times. */
interface Shape {
  readonly inHand: Frozen;
  readonly renewed: Frozen;
  readonly pending: Frozen;
  readonly refused: Frozen & { readonly wanted: Inputs };
  /** When they were written, since a certificate that was good then will be due one day. */
  readonly at: string;
}

const folder = join(__dirname, "olderStates");
const shapes = readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(join(folder, file), "utf8")) as Shape] as const);

function actionsFor({ outputs }: Frozen, wanted: Inputs, at: string): readonly (readonly [string, number | undefined])[] {
  const { actions } = plan(stateOf(outputs), wanted, new Date(at), {});
  return actions.map((action) => [action.do, "orderId" in action ? action.orderId : undefined]);
}

describe.each(shapes)("a state as it was written once (%s)", (_, { at, inHand, renewed, pending, refused }) => {
  it("is read whole, and written back as it was", () => {
    for (const { outputs } of [inHand, renewed, pending, refused]) {
      const { __provider: text, ...own } = outputs;
      expect(text).toContain("privateSslCertificate");
      expect(outputsOf(stateOf(outputs))).toEqual(own);
    }
  });

  it("has inputs that are accepted as they are", () => {
    for (const { inputs } of [inHand, renewed, pending, refused]) {
      expect(problemsIn(inputs, { now: new Date(at), previous: inputs })).toEqual([]);
    }
  });

  it("asks for nothing while nothing is changed", () => {
    expect(actionsFor(inHand, inHand.inputs, at)).toEqual([]);
    expect(actionsFor(renewed, renewed.inputs, at)).toEqual([]);
  });

  it("goes on waiting for the order that waits, and never asks again for one that was refused", () => {
    expect(actionsFor(pending, pending.inputs, at)).toEqual([["resume", pending.outputs["orderId"]]]);
    expect(actionsFor(refused, refused.wanted, at)).toEqual([["fail", refused.outputs["orderId"]]]);
  });
});
