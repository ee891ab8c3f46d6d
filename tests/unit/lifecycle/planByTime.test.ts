import type { Inputs, Seen } from "../../../provider/lifecycle/action";
import { renewAfter } from "../../../provider/lifecycle/byTime";
import { plan } from "../../../provider/lifecycle/plan";
import type { LedgerRow, State } from "../../../provider/lifecycle/state";
import { aYear, certificateOf, DAY, inHand, pemFor, row, wanted, type Life } from "./certificates";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function before(end: string, { days = 0, hours = 0 }: { readonly days?: number; readonly hours?: number }): Date {
  return new Date(Date.parse(end) - days * DAY - hours * 3_600_000);
}

function does(state: State, wish: Inputs, now: Date, seen?: Seen): readonly string[] {
  return plan(state, wish, now, seen).actions.map((action) => action.do);
}

const renewed = (renewal: Inputs): Inputs => ({ ...wanted, renewal });

describe("the window in which time alone renews", () => {
  it("opens 30 days before the end where nothing is said", () => {
    const state = inHand();
    expect(does(state, wanted, before(aYear.until, { days: 30, hours: 1 }))).toEqual([]);
    expect(does(state, wanted, before(aYear.until, { days: 30 }))).toEqual(["renew"]);
  });

  it("opens as many days before the end as renewal.beforeDays says", () => {
    const wish = renewed({ beforeDays: 60 });
    expect(does(inHand(wish), wish, before(aYear.until, { days: 61 }))).toEqual([]);
    expect(does(inHand(wish), wish, before(aYear.until, { days: 60 }))).toEqual(["renew"]);
  });

  it("is never more than a third of the real lifetime", () => {
    const wish = renewed({ beforeDays: 300 });
    expect(renewAfter({ validFrom: "2026-01-01T00:00:00Z", validUntil: "2026-01-31T00:00:00Z" }, wish)).toEqual(
      new Date("2026-01-21T00:00:00Z"),
    );
  });

  it("never opens with renewal.beforeDays 0: not even an expired certificate is renewed, but a warning says so", () => {
    const wish = renewed({ beforeDays: 0 });
    const { actions, warnings } = plan(inHand(wish), wish, new Date("2027-02-01T00:00:00Z"));
    expect(actions).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("renewal.beforeDays is 0")]);
    expect(plan(inHand(wish), wish, before(aYear.until, { days: 1 })).warnings).toEqual([]);
  });

  it.each<[string, Life, Inputs, string, string]>([
    [
      "one day",
      { from: "2026-03-01T10:00:00Z", until: "2026-03-02T10:00:00Z" },
      { days: 1 },
      "2026-03-02T01:59:59Z",
      "2026-03-02T02:00:00Z",
    ],
    [
      "three years",
      { from: "2026-03-01T00:00:00Z", until: "2029-03-01T00:00:00Z" },
      { years: 3 },
      "2029-01-29T23:59:59Z",
      "2029-01-30T00:00:00Z",
    ],
    [
      "a year that ends on a leap day",
      { from: "2027-02-28T00:00:00Z", until: "2028-02-29T23:59:59Z" },
      { years: 1 },
      "2028-01-30T23:59:58Z",
      "2028-01-30T23:59:59Z",
    ],
  ])("is right to the second for a certificate of %s", (_, life, orderValidity, notYet, due) => {
    const wish = { ...wanted, orderValidity };
    expect(does(inHand(wish, life), wish, new Date(notYet))).toEqual([]);
    expect(does(inHand(wish, life), wish, new Date(due))).toEqual(["renew"]);
  });

  it("is judged in UTC, whatever zone the dates are written in", () => {
    const zoned: Life = { from: "2026-01-01T02:00:00+02:00", until: "2027-01-01T01:59:59+02:00" };
    const now = before(aYear.until, { days: 30 });
    expect(does(inHand(wanted, zoned), wanted, now)).toEqual(["renew"]);
    expect(does(inHand(wanted, zoned), wanted, new Date(now.getTime() - 1000))).toEqual([]);
  });

  it("moves by an hour, and leads to no second order, with a clock that is an hour off", () => {
    const due = before(aYear.until, { days: 30 });
    expect(does(inHand(), wanted, new Date(due.getTime() - 3_600_000))).toEqual([]);
    expect(does(inHand(), wanted, new Date(due.getTime() + 3_600_000))).toEqual(["renew"]);
    const successor = inHand(wanted, { from: "2026-12-01T23:59:59Z", until: "2027-12-01T23:59:59Z" });
    expect(does(successor, wanted, new Date(due.getTime() - 3_600_000))).toEqual([]);
  });
});

describe("a renewal by time", () => {
  it("says what it is, after which order, why, and what happens where DigiCert refuses the link", () => {
    const [action] = plan(inHand(), wanted, before(aYear.until, { days: 12, hours: 3 })).actions;
    expect(action).toMatchObject({ do: "renew", byTime: true });
    expect(action?.says).toBe(
      "is due for RENEWAL, a new paid order after 100: it ends in 12 days (renewal.beforeDays 30). Where DigiCert refuses the renewal link, one order without it is placed",
    );
  });

  it("names the third of the lifetime where that is what counts", () => {
    const life = { from: "2026-03-01T10:00:00Z", until: "2026-03-02T10:00:00Z" };
    const wish = { ...wanted, orderValidity: { days: 1 } };
    const [action] = plan(inHand(wish, life), wish, new Date("2026-03-02T05:00:00Z")).actions;
    expect(action?.says).toContain("it ends in 5 hours (within the last third of its lifetime)");
  });

  it("renews what has expired, and says since when", () => {
    const [action] = plan(inHand(), wanted, new Date("2027-01-02T00:00:00Z")).actions;
    expect(action).toMatchObject({ do: "renew", byTime: true });
    expect(action?.says).toContain("it ended 1 day ago");
  });

  it("becomes a reissue where the order is paid for longer than its certificate", () => {
    const state = inHand(wanted, aYear, { orderValidUntil: "2028-12-31" });
    const [action] = plan(state, wanted, before(aYear.until, { days: 10 })).actions;
    expect(action).toMatchObject({ do: "reissue", byTime: true });
    expect(action?.says).toBe(
      "is due for REISSUE inside order 100, which is paid until 2028-12-31: it ends in 10 days (renewal.beforeDays 30)",
    );
  });

  it("does not where a reissue would take away a name in use: nor is it made where it would not end later", () => {
    const certificate = {
      ...certificateOf(aYear),
      certificateChain: [{ subjectCommonName: "a.example", pem: pemFor(["a.example", "more.example"]) }],
    };
    const [action] = plan(
      inHand(wanted, aYear, { orderValidUntil: "2028-12-31", certificate }),
      wanted,
      before(aYear.until, { days: 10 }),
    ).actions;
    expect(action).toMatchObject({ do: "renew", byTime: true });
    expect(action?.says).toBe(
      'is due for RENEWAL, a new paid order after 100: it ends in 10 days (renewal.beforeDays 30); a reissue without more.example would make DigiCert revoke the certificate in use within 72 hours: declared, with changeStrategy "reissue", such a name is carried on inside order 100, which is paid until 2028-12-31. Where DigiCert refuses the renewal link, one order without it is placed',
    );
    const fixed = { ...wanted, orderValidity: { customExpirationDate: "31 DEC 2026" } };
    const { actions, warnings } = plan(
      inHand(fixed, aYear, { orderValidUntil: "2028-12-31", certificate }),
      fixed,
      before(aYear.until, { days: 5 }),
    );
    expect(actions).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("is not renewed by time: the new one would not end later (2026-12-31)")]);
  });

  it("is no reissue once the order has ended, too", () => {
    const state = inHand(wanted, aYear, { orderValidUntil: "2027-02-01" });
    expect(does(state, wanted, new Date("2027-03-01T00:00:00Z"))).toEqual(["renew"]);
  });

  it("takes an order that ends a few hours after its certificate for one that ends with it", () => {
    const state = inHand(wanted, aYear, { orderValidUntil: "2027-01-01" });
    expect(does(state, wanted, before(aYear.until, { days: 10 }))).toEqual(["renew"]);
  });
});

describe("time alone never orders what would not end later", () => {
  const fixed = { ...wanted, orderValidity: { customExpirationDate: "31 DEC 2026" } };

  it("a fixed date is a warning while the certificate is valid", () => {
    const { actions, warnings } = plan(inHand(fixed), fixed, before(aYear.until, { days: 5 }));
    expect(actions).toEqual([]);
    expect(warnings).toEqual(["order 100 ends in 5 days and is not renewed by time: the new one would not end later (2026-12-31)"]);
  });

  it("and a failure once it has expired", () => {
    const [action] = plan(inHand(fixed), fixed, new Date("2027-01-03T00:00:00Z")).actions;
    expect(action).toMatchObject({ do: "fail" });
    expect(action?.says).toContain("ended 2 days ago");
  });

  it("so it is with a validity that is shorter than what is left", () => {
    const life = { from: "2026-01-01T00:00:00Z", until: "2029-01-01T00:00:00Z" };
    const wish = { ...wanted, orderValidity: { days: 5 }, renewal: { beforeDays: 30 } };
    const { actions, warnings } = plan(inHand(wish, life), wish, before(life.until, { days: 20 }));
    expect(actions).toEqual([]);
    expect(warnings[0]).toContain("would not end later");
  });

  it("nor does it order again after a renewal by time that brought no later end", () => {
    const state = inHand();
    const inVain: State = { ...state, orders: [row(99, { validUntil: aYear.until }), { ...row(100), noLater: true }] };
    const { actions, warnings } = plan(inVain, wanted, before(aYear.until, { days: 5 }));
    expect(actions).toEqual([]);
    expect(warnings[0]).toContain("the last renewal by time did not bring a later end");
    expect(does(inVain, wanted, new Date("2027-01-03T00:00:00Z"))).toEqual(["fail"]);
  });

  it("a trigger still asks for one", () => {
    const asked = renewed({ trigger: "now" });
    const inVain = { ...inHand(), orders: [{ ...row(100), noLater: true as const }] };
    expect(does(inVain, asked, before(aYear.until, { days: 5 }))).toEqual(["renew"]);
  });
});

describe("with autoRenew", () => {
  const auto = { ...wanted, autoRenew: true };

  it("this resource never orders by time", () => {
    const { actions, warnings } = plan(inHand(auto), auto, before(aYear.until, { days: 20 }));
    expect([actions, warnings]).toEqual([[], []]);
  });

  it("the renewal that DigiCert names is taken over, and nothing is ordered", () => {
    const [action] = plan(inHand(auto), auto, before(aYear.until, { days: 20 }), { renewedOrderId: 200 }).actions;
    expect(action).toEqual({
      do: "takeOver",
      orderId: 200,
      says: "takes over order 200, with which DigiCert renewed order 100: nothing is ordered",
    });
  });

  it("a renewal that was judged before is not taken over again", () => {
    const state = inHand(auto, aYear, { orders: [row(100), row(200, { kind: "unclaimed" })] });
    expect(does(state, auto, before(aYear.until, { days: 20 }), { renewedOrderId: 200 })).toEqual([]);
  });

  it("it warns close to the end, and fails after it", () => {
    expect(plan(inHand(auto), auto, before(aYear.until, { days: 6 })).warnings).toEqual([
      "order 100 ends in 6 days and DigiCert has not renewed it yet (autoRenew)",
    ]);
    const [action] = plan(inHand(auto), auto, new Date("2027-01-02T00:00:00Z")).actions;
    expect(action).toMatchObject({ do: "fail", says: expect.stringContaining("set autoRenew to false") as unknown });
  });

  it("it warns at once where the order was placed without it: DigiCert will not renew that one", () => {
    const { warnings } = plan(inHand(auto), auto, before(aYear.until, { days: 20 }), { autoRenews: false });
    expect(warnings[0]).toContain("the order was placed without autoRenew");
  });

  it("this resource renews where DigiCert's renewal was left, or is another resource's; an order under its own ids is neither", () => {
    const later = before(aYear.until, { days: 20 });
    const met = (over: Partial<LedgerRow>) => {
      const wish = { ...auto, alternativeOrderId: "shop" };
      const rows = [...inHand(wish).orders, row(101, { placed: later.toISOString(), ...over })];
      return plan(inHand(wish, aYear, { orders: rows, alternativeOrderStem: "shop" }), wish, later).actions.map((action) => action.do);
    };
    expect(met({ kind: "renewedByDigicert" })).toEqual(["renew"]);
    expect(met({ kind: "unclaimed", alternativeOrderId: `pulumi${"a".repeat(20)}n1` })).toEqual(["renew"]);
    expect(met({ kind: "renewedByDigicert", status: "revoked" })).toEqual([]);
    for (const own of ["shop", "shopn2"]) expect(met({ kind: "unclaimed", alternativeOrderId: own })).toEqual([]);
  });
});

describe("a window that is not known yet", () => {
  it("is taken for the widest there can be: the preview names what may be ordered", () => {
    const wish = renewed({ beforeDays: UNKNOWN });
    const { actions } = plan(inHand(), wish, before(aYear.until, { days: 100 }));
    expect(actions[0]?.do).toBe("renew");
    expect(actions[0]?.says).toMatch(/^may be due for RENEWAL.*renewal.beforeDays is not known yet/);
    expect(plan(inHand(), wish, before(aYear.until, { days: 130 })).actions.map((action) => action.do)).toEqual(["record"]);
  });
});
