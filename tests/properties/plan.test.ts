import fc from "fast-check";

import type { Inputs } from "../../provider/lifecycle/action";
import { plan } from "../../provider/lifecycle/plan";
import { emptyState, type Drift, type State } from "../../provider/lifecycle/state";
import { digestsOf, wholeDigest } from "../../provider/request/use";
import { UNKNOWN } from "../../provider/request/field";
import { wish } from "./arbitraryWish";
import { DAY, Life, type Authority } from "./planModel";
import { runs } from "./runs";

const HOUR = 3_600_000;
const start = new Date("2026-01-01T00:00:00Z");

const authority: fc.Arbitrary<Authority> = fc.record(
  {
    certificateDaysAtMost: fc.integer({ min: 1, max: 1200 }),
    endsAlways: fc.integer({ min: 1, max: 900 }).map((days) => new Date(start.getTime() + days * DAY)),
  },
  { requiredKeys: ["certificateDaysAtMost"] },
);

/** Wishes for one resource: some inputs of a first one change, others stay. */
const wishes = fc
  .tuple(wish, fc.array(fc.tuple(wish, fc.array(fc.string(), { maxLength: 0 }), fc.nat()), { minLength: 1, maxLength: 5 }))
  .map(([first, others]) => {
    const all: Inputs[] = [first];
    for (const [other, , pick] of others) {
      const names = Object.keys(other);
      const changed = names.filter((_, index) => (pick >> (index % 20)) % 3 === 1).slice(0, 3);
      const before = all[pick % all.length] ?? first;
      all.push({ ...before, ...Object.fromEntries(changed.map((name) => [name, other[name]])) });
    }
    return all;
  });

const moments = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 6 });

/** Fixed dates lie in the past one day; every other validity goes on. */
function isFixed({ orderValidity, customExpirationDate }: Inputs): boolean {
  return customExpirationDate !== undefined || (orderValidity as Inputs | undefined)?.["customExpirationDate"] !== undefined;
}

describe("a plan, carried out", () => {
  it("leaves nothing to do at the same moment, whatever was wanted before", () => {
    fc.assert(
      fc.property(wishes, moments, authority, (wanted, days, ca) => {
        const life = new Life(ca);
        let now = start;
        wanted.forEach((each, index) => {
          now = new Date(now.getTime() + (days[index % days.length] ?? 0) * DAY);
          const done = life.run(each, now);
          const placed = life.orders;
          const again = life.run(each, now);
          expect(again).toEqual(done.at(-1) === "fail" ? ["fail"] : []);
          expect(life.orders).toBe(placed);
        });
      }),
      runs(60),
    );
  });

  it("spends at most once in a run", () => {
    fc.assert(
      fc.property(wishes, moments, authority, (wanted, days, ca) => {
        const life = new Life(ca);
        let now = start;
        wanted.forEach((each, index) => {
          now = new Date(now.getTime() + (days[index % days.length] ?? 0) * DAY);
          const before = life.orders + life.reissues;
          const [first] = plan(life.state, each, now).actions;
          const done = life.run(each, now);
          const spent = life.orders + life.reissues - before;
          // What is spent was the first thing that the plan named; nothing follows it unnamed.
          expect(spent > 1 ? done : []).toEqual([]);
          if (spent === 1) expect(done[0]).toBe(first?.do);
        });
      }),
      runs(60),
    );
  });

  it("never revokes the order in use", () => {
    fc.assert(
      fc.property(wishes, moments, authority, fc.integer({ min: 1, max: 40 }), (wanted, days, ca, revokePredecessorAfterDays) => {
        const life = new Life(ca);
        let now = start;
        wanted.forEach((each, index) => {
          now = new Date(now.getTime() + (days[index % days.length] ?? 0) * DAY);
          life.run({ ...each, renewal: { revokePredecessorAfterDays } }, now);
          const current = life.state.orders.find((row) => row.orderId === life.state.orderId);
          expect(current?.status ?? "issued").toBe("issued");
        });
      }),
      runs(60),
    );
  });

  it("never leads to endless orders, whatever the settings: between two by time alone lie two thirds of a lifetime", () => {
    fc.assert(
      fc.property(wish, authority, fc.integer({ min: 1, max: 500 }), (wanted, ca, beforeDays) => {
        const steady = { ...wanted, autoRenew: false, renewal: { beforeDays } };
        const life = new Life(ca);
        let last: { readonly at: Date; readonly lifetime: number } | undefined;
        for (let hour = 0; hour < 24 * 200; hour += 13) {
          const now = new Date(start.getTime() + hour * HOUR);
          const before = life.orders + life.reissues;
          life.run(steady, now);
          const { certificate } = life.state;
          if (life.orders + life.reissues === before || certificate === undefined) continue;
          const inVain = life.state.orders.some((row) => row.noLater);
          if (last !== undefined && !inVain)
            expect(now.getTime() - last.at.getTime()).toBeGreaterThanOrEqual(last.lifetime * (2 / 3) - 1000);
          last = { at: now, lifetime: Date.parse(certificate.validUntil) - Date.parse(certificate.validFrom) };
        }
      }),
      runs(20),
    );
  });

  it("orders once in vain, and no more, from a CA that ends every certificate on the same day", () => {
    fc.assert(
      fc.property(wish, fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 500 }), (wanted, days, beforeDays) => {
        const steady = { ...wanted, autoRenew: false, renewal: { beforeDays } };
        const endsAlways = new Date(start.getTime() + days * DAY);
        const life = new Life({ certificateDaysAtMost: 1, endsAlways });
        for (let now = start; now < endsAlways; now = new Date(now.getTime() + 13 * HOUR)) life.run(steady, now);
        expect(life.orders + life.reissues).toBeLessThanOrEqual(2);
      }),
      runs(20),
    );
  });

  it("renews in time: with a validity that goes on, no certificate ever expires under a daily run", () => {
    fc.assert(
      fc.property(wish, fc.integer({ min: 5, max: 400 }), fc.integer({ min: 1, max: 60 }), (wanted, certificateDaysAtMost, beforeDays) => {
        fc.pre(!isFixed(wanted));
        const steady = {
          ...wanted,
          validityDays: undefined,
          validityYears: 1,
          orderValidity: undefined,
          autoRenew: false,
          renewal: { beforeDays },
        };
        const life = new Life({ certificateDaysAtMost });
        for (let day = 0; day < 500; day++) {
          const now = new Date(start.getTime() + day * DAY);
          life.run(steady, now);
          expect(Date.parse(life.state.certificate?.validUntil ?? "")).toBeGreaterThan(now.getTime());
        }
      }),
      runs(20),
    );
  });
});

describe("a plan, asked", () => {
  it("asks for nothing where the wish is what was carried out, written in another order and case", () => {
    fc.assert(
      fc.property(wish, authority, (wanted, ca) => {
        const life = new Life(ca);
        if (life.run(wanted, start).includes("fail")) return;
        const names = Array.isArray(wanted["dnsNames"]) ? (wanted["dnsNames"] as readonly string[]) : [];
        const rewritten = {
          ...Object.fromEntries(Object.entries(wanted).reverse()),
          dnsNames: [...names].reverse().map((name) => name.toUpperCase()),
        };
        expect(plan(life.state, rewritten, start).actions).toEqual([]);
      }),
      runs(),
    );
  });

  it("is total and the same each time: for any wish, any drift, anything pending, anything unknown, any time", () => {
    const drift: fc.Arbitrary<Drift | undefined> = fc.constantFrom(
      undefined,
      { kind: "revoked", detail: "revoked" },
      { kind: "ended", detail: "canceled" },
      { kind: "reissued", certificateId: 9, detail: "has another key" },
      { kind: "renewed", orderId: 9, detail: "renewed" },
    );
    fc.assert(
      fc.property(
        wishes,
        authority,
        drift,
        fc.boolean(),
        fc.integer({ min: 0, max: 2000 }),
        fc.array(fc.string(), { maxLength: 3 }),
        (wanted, ca, seen, isPending, days, hidden) => {
          const life = new Life(ca);
          const [first = {}, ...others] = wanted;
          life.run(first, start);
          const last = others.at(-1) ?? first;
          const unknown = Object.fromEntries(
            Object.keys(last)
              .filter((name) => hidden.some((each) => name.includes(each)))
              .map((name) => [name, UNKNOWN]),
          );
          const pendingOrder = {
            orderId: 5,
            kind: "renewal" as const,
            status: "pending",
            placed: start.toISOString(),
            asked: digestsOf(last),
            inputs: wholeDigest(last),
          };
          const state: State = { ...life.state, ...(seen === undefined ? {} : { drift: seen }), ...(isPending ? { pendingOrder } : {}) };
          const now = new Date(start.getTime() + days * DAY);
          const planned = plan(state, { ...last, ...unknown }, now);
          expect(plan(state, { ...last, ...unknown }, now)).toEqual(planned);
          expect(planned.actions[0]?.do === "resume").toBe(isPending);
          for (const { says } of planned.actions) expect(says).not.toMatch(/undefined|NaN|Invalid Date|04da6b54/);
        },
      ),
      runs(150),
    );
  });

  it("is total for what no check has seen", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (inputs) => {
        expect(() => plan(emptyState("stem"), inputs, start)).not.toThrow();
      }),
      runs(),
    );
  });
});
