import type { OrderRow } from "../../../provider/certcentral/orderList";
import { stemOf } from "../../../provider/lifecycle/identity";
import { orphansAmong } from "../../../cli/orphans";
import { stackStateOf, type StackState } from "../../../cli/state";

const type = "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate";
const now = new Date("2026-11-25T12:00:00Z");
const stem = "pulumi0123456789abcdefghij";

function urnOf(name: string): string {
  return `urn:pulumi:prod::shop::${type}::${name}`;
}

function row(orderId: number, alternativeOrderId?: string, more: Partial<OrderRow> = {}): OrderRow {
  return {
    orderId,
    status: "issued",
    dnsNames: [],
    validTill: "2027-11-25",
    ...(alternativeOrderId === undefined ? {} : { alternativeOrderId }),
    ...more,
  };
}

function ledgerRow(orderId: number, kind = "first"): Readonly<Record<string, unknown>> {
  return { orderId, kind, status: "issued", placed: "2026-01-01T00:00:00Z" };
}

/** A stack with one certificate, `api`, whose current order is 1. */
function stack(outputs: Readonly<Record<string, unknown>> = {}, more: Readonly<Record<string, unknown>> = {}): StackState {
  const books = { orderId: 1, orders: [ledgerRow(1)], orderSequence: 1, alternativeOrderStem: stem, ...outputs };
  const resources = [{ urn: urnOf("api"), type, outputs: books, ...more }];
  return stackStateOf(JSON.stringify({ version: 3, deployment: { resources } }), "stack `prod`");
}

function kinds(rows: readonly OrderRow[], states: readonly StackState[]): readonly (readonly unknown[])[] {
  return orphansAmong(rows, states, now).map(({ row: { orderId }, kind, resource }) => [orderId, kind, resource?.name]);
}

describe("an order that this package placed", () => {
  it("is no orphan where a resource has it: in hand, on its way, or replaced by another", () => {
    const state = stack({ orderId: 2, orders: [ledgerRow(1), ledgerRow(2)], pendingOrder: { orderId: 3 } });
    expect(kinds([row(1, `${stem}n1`), row(2, `${stem}n2`), row(3, `${stem}n3`)], [state])).toEqual([]);
  });

  it("is no orphan where another of the given states has it, or shows it, or is about to remove it", () => {
    const elsewhere = row(9, "pulumi9999999999abcdefghijn1");
    const other = { orderId: 9, alternativeOrderStem: "" };
    expect(kinds([elsewhere], [stack(), stack(other, { external: true })])).toEqual([]);
    expect(kinds([elsewhere], [stack(), stack({ orderId: 9 }, { delete: true })])).toEqual([]);
  });

  it("is unrecorded where it has an id of a resource that does not name it", () => {
    expect(kinds([row(1, `${stem}n1`), row(2, `${stem}n2`)], [stack()])).toEqual([[2, "unrecorded", "api"]]);
  });

  it("is recognised by an id of the user's own, and by its successors'", () => {
    const state = stack({ alternativeOrderStem: "web", alternativeOrderId: "web" });
    expect(kinds([row(1, "web"), row(2, "webn2"), row(3, "webn"), row(4, "website"), row(5, "webn02")], [state])).toEqual([
      [2, "unrecorded", "api"],
    ]);
    expect(kinds([row(7, "web"), row(1, "webn2")], [state])).toEqual([[7, "unrecorded", "api"]]);
  });

  it("is a duplicate where its id is that of an order in use, even if a run has met both", () => {
    const twins = [row(1, `${stem}n1`), row(2, `${stem}n1`)];
    expect(kinds(twins, [stack()])).toEqual([[2, "duplicate", "api"]]);
    expect(kinds(twins, [stack({ orders: [ledgerRow(1), ledgerRow(2, "found")] })])).toEqual([[2, "duplicate", "api"]]);
    expect(kinds([row(2, `${stem}n1`), row(3, `${stem}n1`)], [stack({ orderId: 1, pendingOrder: { orderId: 3 } })])).toEqual([
      [2, "duplicate", "api"],
    ]);
    expect(kinds(twins, [stack({ alternativeOrderStem: "" }, { external: true })])).toEqual([[2, "duplicate", undefined]]);
    expect(orphansAmong(twins, [stack()], now)[0]?.sameIdAs).toEqual([1]);
  });

  it("is unclaimed where a run met it with another key, unless another resource has it", () => {
    const state = stack({ orders: [ledgerRow(1), ledgerRow(2, "unclaimed")] });
    expect(kinds([row(1, `${stem}n1`), row(2, `${stem}n2`)], [state])).toEqual([[2, "unclaimed", "api"]]);
    expect(kinds([row(2, `${stem}n2`)], [state, stack({ orderId: 2 })])).toEqual([]);
  });

  it("is that of an interrupted creation where the state says that one was begun", () => {
    const inputs = { __urn: urnOf("new"), __organization: "organization", product: "private_ssl_plus", commonName: "new.example" };
    const begun = { urn: urnOf("new"), type, inputs };
    const deployment = { resources: [], pending_operations: [{ resource: begun, type: "creating" }] };
    const state = stackStateOf(JSON.stringify({ version: 3, deployment }), "stack `prod`");
    const ours = stemOf({ urn: inputs.__urn, organization: "organization", product: "", commonName: "" });
    expect(kinds([row(5, `${ours}n1`)], [state])).toEqual([[5, "interrupted", "new"]]);
  });

  it("is elsewhere's where no given state has such ids", () => {
    expect(kinds([row(9, "pulumi9999999999abcdefghijn12")], [stack()])).toEqual([[9, "elsewhere", undefined]]);
  });

  it.each(["revoked", "canceled", "rejected", "denied", "expired"])("is of no interest when it is %s", (status) => {
    expect(kinds([row(2, `${stem}n2`, { status })], [stack()])).toEqual([]);
  });

  it("is of no interest when its certificate has ended, which lists show as issued", () => {
    expect(kinds([row(2, `${stem}n2`, { validTill: "2026-11-20" })], [stack()])).toEqual([]);
  });
});

describe("an order that somebody else placed", () => {
  it("is none of this package's, whatever a resource without ids of its own shows", () => {
    expect(kinds([row(9, "n1")], [stack({ alternativeOrderStem: "" }, { external: true })])).toEqual([]);
  });

  it.each([
    undefined,
    "invoice4711",
    "pulumi",
    "pulumin1",
    "pulumi0123456789abcdefghij",
    "pulumi0123456789ABCDEFGHIJn1",
    "pulumi0123456789abcdefghijn0",
  ])("under the id %j is none of this package's", (alternativeOrderId) => {
    expect(kinds([row(9, alternativeOrderId)], [stack({ alternativeOrderStem: "other" })])).toEqual([]);
  });
});
