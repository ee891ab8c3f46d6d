import { hasManyStacks, holderSays, holdingsOf } from "../../../cli/holdings";
import { stackStateOf } from "../../../cli/state";

const type = "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate";

function stateOf(stack: string, name: string, outputs: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) {
  const resources = [{ urn: `urn:pulumi:${stack}::shop::${type}::${name}`, type, outputs, ...more }];
  return stackStateOf(JSON.stringify({ version: 3, deployment: { resources } }), stack);
}

const row = { kind: "first", status: "issued", placed: "2026-01-01T00:00:00Z" };
const api = stateOf("prod", "api", {
  orderId: 2,
  pendingOrder: { orderId: 3 },
  orders: [
    { ...row, orderId: 1 },
    { ...row, orderId: 2 },
    { ...row, orderId: 3 },
    { ...row, orderId: 4, kind: "unclaimed" },
  ],
});
const shown = stateOf("staging", "copy", { orderId: 2 }, { external: true });
const replaced = stateOf("prod", "old", { orderId: 5 }, { delete: true });

describe("who has an order", () => {
  it("is said with what the order is to the resource", () => {
    const holdings = holdingsOf([api, shown, replaced]);
    const said = (orderId: number, isStackNamed: boolean) =>
      (holdings.get(orderId) ?? []).map((holder) => holderSays(holder, isStackNamed));
    expect([1, 2, 3, 4, 5, 6].map((orderId) => said(orderId, false))).toEqual([
      ["api (predecessor)"],
      ["api", "copy (shown)"],
      ["api (pending)"],
      ["api (unclaimed)"],
      ["old (being replaced)"],
      [],
    ]);
    expect(said(2, true)).toEqual(["prod/api", "staging/copy (shown)"]);
  });

  it("is said with the stack where there are several", () => {
    expect(hasManyStacks([api, replaced])).toBe(false);
    expect(hasManyStacks([api, shown])).toBe(true);
  });
});
