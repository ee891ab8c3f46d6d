import type { Action, Inputs } from "../../../provider/lifecycle/action";
import { plan, willBeCurrent } from "../../../provider/lifecycle/plan";
import { emptyState, type PendingOrder, type State } from "../../../provider/lifecycle/state";
import { digestsOf, wholeDigest, wishDigest } from "../../../provider/request/use";
import { aYear, DAY, inHand, midYear, other, row, wanted } from "./certificates";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const changed = { ...wanted, csr: other.csrPem };

function actions(state: State, wish: Inputs, now = midYear): readonly Action[] {
  return plan(state, wish, now).actions;
}

function does(state: State, wish: Inputs, now = midYear): readonly string[] {
  return actions(state, wish, now).map((action) => action.do);
}

function pendingFor(wish: Inputs, over: Partial<PendingOrder> = {}): PendingOrder {
  return {
    orderId: 101,
    kind: "renewal",
    status: "needs_approval",
    placed: "2026-05-01T00:00:00Z",
    asked: digestsOf(wish),
    inputs: wholeDigest(wish),
    settings: {},
    ...over,
  };
}

describe("a resource with its certificate in hand", () => {
  it("needs nothing for an equal wish", () => {
    expect(plan(inHand(), wanted, midYear)).toEqual({ actions: [], warnings: [] });
  });
});

describe("a resource without a certificate", () => {
  it("needs an order, whether or not something was placed before", () => {
    expect(actions(emptyState("stem"), wanted)).toEqual([{ do: "order", says: "needs a NEW paid order: none was placed yet" }]);
    const { certificate: _, ...lost } = inHand(wanted, aYear, { orders: [row(100, { status: "canceled" })] });
    expect(actions(lost, wanted)).toEqual([{ do: "order", says: "needs a NEW paid order: the orders placed before gave no certificate" }]);
  });

  it("says beforehand what happens where DigiCert refuses a given renewal link", () => {
    expect(actions(emptyState("stem"), { ...wanted, renewalOfOrderId: 5 })[0]?.says).toContain("one order without it is placed");
  });
});

describe("an order that is on its way", () => {
  it("comes first, and nothing else is asked for where it is what is wanted", () => {
    const state = inHand(wanted, aYear, { pendingOrder: pendingFor(changed) });
    expect(actions(state, changed)).toEqual([
      {
        do: "resume",
        orderId: 101,
        says: "waits for order 101, which was placed before and is `needs_approval`: nothing is ordered for that",
      },
    ]);
  });

  it("is named as a reissue where it is one", () => {
    const state = inHand(wanted, aYear, { pendingOrder: pendingFor(changed, { orderId: 100, kind: "reissue", byTime: true }) });
    expect(actions(state, changed)[0]).toMatchObject({
      byTime: true,
      says: expect.stringContaining("the reissue of order 100") as unknown,
    });
  });

  it("comes first, and what has changed since follows it", () => {
    const state = inHand(wanted, aYear, { pendingOrder: pendingFor(changed) });
    expect(does(state, { ...changed, signatureHash: "sha384" })).toEqual(["resume", "renew"]);
    expect(does(state, { ...changed, additionalEmails: ["x@example.com"] })).toEqual(["resume", "edit"]);
  });

  it("does not become the current one once it is no longer wanted", () => {
    const state = inHand(wanted, aYear, { pendingOrder: pendingFor(changed) });
    expect(willBeCurrent(state, pendingFor(changed), wanted, midYear)).toBe(false);
    expect(does(state, wanted)).toEqual(["resume"]);
  });

  it("does not become the current one where nothing would be asked for without it, though its key is the wanted one", () => {
    const hashed = { ...wanted, signatureHash: "sha384" };
    expect(willBeCurrent(inHand(), pendingFor(hashed), hashed, midYear)).toBe(true);
    expect(willBeCurrent(inHand(), pendingFor(hashed), wanted, midYear)).toBe(false);
  });

  it("becomes the current one where time asks for it", () => {
    const late = new Date("2026-12-20T00:00:00Z");
    expect(willBeCurrent(inHand(), pendingFor(wanted, { byTime: true }), wanted, late)).toBe(true);
  });

  it("of another key is followed by the order that is still needed, where there is no certificate", () => {
    const { certificate: _, ...first } = inHand(wanted, aYear, { orderId: 101, pendingOrder: pendingFor(wanted, { kind: "first" }) });
    expect(does(first, wanted)).toEqual(["resume"]);
    expect(does(first, changed)).toEqual(["resume", "order"]);
    expect(actions(first, { ...wanted, csr: UNKNOWN })[1]?.says).toMatch(/^may need a NEW paid order/);
  });

  it("for an organisation by details is not asked for twice, whether or not DigiCert's answer named its id", () => {
    const byDetails = { ...wanted, organization: { name: "Acme" } };
    for (const organizationId of [undefined, 8]) {
      const pendingOrder = pendingFor(byDetails, organizationId === undefined ? {} : { organizationId });
      expect(does(inHand(wanted, aYear, { pendingOrder }), byDetails)).toEqual(["resume"]);
    }
  });
});

describe("a request that a person refused", () => {
  const refused = row(101, { status: "rejected", wish: wholeDigest(changed), comment: "not like this" });
  const state = inHand(wanted, aYear, { orders: [row(100), refused] });

  it("is not made again by itself: the plan fails with the person's words", () => {
    const [action] = actions(state, changed);
    expect(action).toMatchObject({ do: "fail", orderId: 101 });
    expect(action?.says).toBe(
      'order 101 was rejected ("not like this") and is not asked for again by itself: change an input, or renewal.trigger to ask once more',
    );
  });

  it("is made again once any input or the trigger changes", () => {
    expect(does(state, { ...changed, comments: "please" })).toEqual(["renew"]);
    expect(does(state, { ...changed, renewal: { trigger: 1 } })).toEqual(["renew"]);
  });

  it("does not stand in the way of the wish as it was", () => {
    expect(does(state, wanted)).toEqual([]);
  });

  it("by time alone stays a failure of time alone, which may be tolerated", () => {
    const byTime = inHand(wanted, aYear, { orders: [row(100), row(101, { status: "canceled", wish: wholeDigest(wanted) })] });
    expect(actions(byTime, wanted, new Date("2026-12-20T00:00:00Z"))).toMatchObject([{ do: "fail", byTime: true }]);
  });

  it("is remembered of a reissue, too, and beside a later refusal of an order", () => {
    const reissue = { ...changed, changeStrategy: "reissue" };
    const refusedReissue = { orderId: 100, status: "rejected", wish: wholeDigest(reissue) };
    expect(does(inHand({ ...wanted, changeStrategy: "reissue" }, aYear, { refusedReissue }), reissue)).toEqual(["fail"]);
    expect(does({ ...state, refusedReissue }, changed)).toEqual(["fail"]);
  });

  it("and an order that somebody else's key has there, do not count", () => {
    const unclaimed = { ...refused, kind: "unclaimed" as const };
    expect(does(inHand(wanted, aYear, { orders: [row(100), unclaimed] }), changed)).toEqual(["renew"]);
  });
});

describe("what a refresh saw", () => {
  function drifted(drift: NonNullable<State["drift"]>, over: Inputs = {}): State {
    return inHand({ ...wanted, ...over }, aYear, { drift });
  }
  const revoked = { kind: "revoked", detail: "revoked" } as const;

  it.each<[unknown, string[], number]>([
    [undefined, ["order"], 0],
    ["renew", ["order"], 0],
    ["fail", ["fail"], 0],
    ["ignore", [], 1],
  ])("revoked outside, with onDrift %j", (onDrift, kinds, warnings) => {
    const over = onDrift === undefined ? {} : { onDrift };
    const planned = plan(drifted(revoked, over), { ...wanted, ...over }, midYear);
    expect(planned.actions.map((action) => action.do)).toEqual(kinds);
    expect(planned.warnings).toHaveLength(warnings);
  });

  it("revoked outside is still renewed in time where it is ignored", () => {
    expect(does(drifted(revoked, { onDrift: "ignore" }), { ...wanted, onDrift: "ignore" }, new Date("2026-12-20T00:00:00Z"))).toEqual([
      "renew",
    ]);
  });

  it('revoked outside, with onDrift "fail", goes on with a trigger', () => {
    const over = { onDrift: "fail" };
    expect(does(drifted(revoked, over), { ...wanted, ...over, renewal: { trigger: 1 } })).toEqual(["order"]);
  });

  it("revoked outside, with onDrift not known yet, names what may be ordered and never shows what stands for the unknown", () => {
    const [action] = actions(drifted(revoked), { ...wanted, onDrift: UNKNOWN });
    expect(action).toMatchObject({ do: "order", says: expect.stringMatching(/^may need a NEW paid order/) as unknown });
    expect(action?.says).not.toContain(UNKNOWN);
  });

  it.each(["canceled", "rejected"])("%s outside fails until what is in the certificate changes", (detail) => {
    const state = drifted({ kind: "ended", detail });
    expect(actions(state, wanted)).toMatchObject([
      { do: "fail", says: expect.stringContaining(`order 100 was ${detail} outside`) as unknown },
    ]);
    expect(does(state, changed)).toEqual(["order"]);
  });

  it("reissued outside for another key, or with fewer names, is a renewal; the certificate in use may be revoked soon", () => {
    const state = drifted({ kind: "reissued", certificateId: 12, detail: "lacks b.example" });
    const [action] = actions(state, wanted);
    expect(action?.do).toBe("renew");
    expect(action?.says).toContain(
      "certificate 12 was made in it outside of Pulumi and lacks b.example; DigiCert may revoke the one in use within 72 hours",
    );
    expect(does(state, { ...wanted, container: { id: 3 } })).toEqual(["order"]);
  });

  it("renewed outside is taken over", () => {
    expect(actions(drifted({ kind: "renewed", orderId: 200, detail: "renewed" }), wanted)).toMatchObject([
      { do: "takeOver", orderId: 200 },
    ]);
  });
});

describe("renewal.revokePredecessorAfterDays", () => {
  const wish = { ...wanted, renewal: { revokePredecessorAfterDays: 7 } };
  const recorded = "2026-05-20T00:00:00Z";
  const orders = [
    row(98, { status: "revoked" }),
    row(99, { validUntil: "2026-10-01T00:00:00Z" }),
    row(97, { validUntil: "2026-05-30T00:00:00Z" }),
    row(96, { kind: "unclaimed" }),
    row(100, { recorded }),
  ];
  const state = inHand(wish, aYear, { orders });

  it("revokes the predecessors that can still be used, so many days after the new certificate was recorded", () => {
    const due = new Date(Date.parse(recorded) + 7 * DAY);
    expect(does(state, wish, new Date(due.getTime() - 1000))).toEqual([]);
    const planned = actions(state, wish, new Date("2026-06-01T00:00:00Z"));
    expect(planned).toEqual([
      {
        do: "retirePredecessor",
        orderId: 99,
        says: "REVOKES its predecessor, order 99 (renewal.revokePredecessorAfterDays 7; its successor was recorded on 2026-05-20T00:00:00Z)",
      },
    ]);
  });

  it("gives an order that a run found to be unwanted as many days from then on, and says nothing of one that is on its way", () => {
    const unwanted = [row(100, { recorded }), row(101, { validUntil: "2027-06-01T00:00:00Z", recorded: "2026-05-28T00:00:00Z" })];
    const after = inHand(wish, aYear, { orders: unwanted });
    expect(does(after, wish, new Date("2026-06-03T00:00:00Z"))).toEqual([]);
    expect(actions(after, wish, new Date("2026-06-04T00:00:00Z")).map(({ says }) => says)).toEqual([
      "REVOKES its predecessor, order 101 (renewal.revokePredecessorAfterDays 7; it was found to be no longer wanted on 2026-05-28T00:00:00Z)",
    ]);
    const waiting = [row(100, { recorded }), row(101, { status: "needs_approval" })];
    const before = inHand(wish, aYear, { orders: waiting, pendingOrder: pendingFor({ ...wish, orderValidity: { years: 2 } }) });
    expect(does(before, wish, new Date("2026-06-04T00:00:00Z"))).toEqual(["resume"]);
  });

  it("is not asked for again while a person decides", () => {
    const asked = { ...state, orders: orders.map((each) => (each.orderId === 99 ? { ...each, revocationAsked: true as const } : each)) };
    expect(does(asked, wish)).toEqual([]);
  });

  it("keeps predecessors where it is not given", () => {
    expect(does(inHand(wanted, aYear, { orders }), wanted)).toEqual([]);
  });

  it("never revokes beside something that makes another certificate the one in hand", () => {
    expect(does(state, { ...wish, csr: other.csrPem })).toEqual(["renew"]);
    expect(
      does(inHand({ ...wish, changeStrategy: "reissue" }, aYear, { orders }), { ...wish, changeStrategy: "reissue", csr: other.csrPem }),
    ).toEqual(["reissue"]);
  });

  it("names what may be revoked where the days are not known yet", () => {
    const planned = actions(state, { ...wish, renewal: { revokePredecessorAfterDays: UNKNOWN } });
    expect(planned.map((action) => action.do)).toEqual(["record", "retirePredecessor"]);
    expect(planned[1]?.says).toMatch(/^may REVOKE its predecessor, order 99/);
  });
});

describe("a plan", () => {
  it("shows one sentence for each thing it does, and none promises", () => {
    const wishes = [
      wanted,
      changed,
      { ...wanted, product: "private_ssl_flex" },
      { ...wanted, onDelete: "keep", additionalEmails: ["x@y.example"] },
    ];
    const planned = wishes.flatMap((wish) => actions(inHand(), wish));
    expect(planned.length).toBeGreaterThan(3);
    for (const { says } of planned) expect(says).not.toMatch(/\bwill\b|undefined|NaN/);
  });

  it("is total for inputs that no check has seen", () => {
    expect(() => plan(inHand(wanted, aYear, { pendingOrder: pendingFor(wanted) }), { csr: "no request" }, midYear)).not.toThrow();
    expect(() => plan(inHand(), {}, midYear)).not.toThrow();
  });

  it("digests a wish the same, whatever order or case it is written in", () => {
    expect(wishDigest({ ...wanted, dnsNames: ["B.EXAMPLE", "a.example"] })).toBe(wishDigest(wanted));
  });
});
