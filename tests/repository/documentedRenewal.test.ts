/** What docs/guides/renewal.md shows of previews, against the plan that previews show. */
import { plan } from "../../provider/lifecycle/plan";
import { wishDigest } from "../../provider/request/use";
import { codeBlocks } from "../support/documentation";
import { inHand, row, wanted, type Life } from "../unit/lifecycle/certificates";

const orderId = 100000001;
const wish = { ...wanted, commonName: "api.corp.example", dnsNames: [] };
const life: Life = { from: "2026-11-25T00:00:00Z", until: "2027-11-24T23:59:59Z" };
const due = new Date("2027-10-26T05:17:09Z");
const first = row(orderId, { kind: "first", placed: life.from, recorded: life.from, validUntil: life.until, wish: wishDigest(wish) });
const state = inHand(wish, life, { orderId, orders: [first] });

function said(...[of, wants, now]: Parameters<typeof plan>): readonly string[] {
  return plan(of, wants, now).actions.map(({ says }) => says);
}

describe("the page on renewal", () => {
  it("shows what a preview says", () => {
    const retiring = { ...wish, renewal: { revokePredecessorAfterDays: 14 } };
    const successor = row(100000002, { placed: due.toISOString(), recorded: "2027-10-26T05:17:09Z", wish: wishDigest(retiring) });
    const renewed = inHand(
      retiring,
      { from: "2027-10-26T00:00:00Z", until: "2028-10-25T23:59:59Z" },
      { orderId: 100000002, orders: [first, successor] },
    );
    const shown = codeBlocks("text").filter(({ place }) => place.startsWith("docs/guides/renewal.md:"));
    expect(shown.map(({ text }) => text.trim())).toEqual([
      ...said(state, wish, due),
      ...said({ ...state, orderValidUntil: "2029-11-24T23:59:59Z" }, wish, due),
      ...said(renewed, retiring, new Date("2027-11-09T05:17:09Z")),
      ...said(state, { ...wish, dnsNames: ["api-2.corp.example"] }, new Date("2027-03-01T00:00:00Z")),
    ]);
  });
});
