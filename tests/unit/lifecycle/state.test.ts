import { emptyState, outputsOf, stateOf, type Outputs, type State } from "../../../provider/lifecycle/state";
import { fieldNames } from "../../../provider/request/fields";
import { digestsOf } from "../../../provider/request/use";
import { aYear, inHand, row, wanted } from "./certificates";

/** A state with everything in it. */
const whole: State = inHand({ ...wanted, onDelete: "keep", renewal: { beforeDays: 10 } }, aYear, {
  orderValidUntil: "2027-12-31",
  renewAfter: "2026-12-01T00:00:00Z",
  requests: [{ id: 1, status: "approved", type: "new_request" }],
  domains: [{ id: 2, name: "a.example" }],
  askedWith: { signatureHash: "x" },
  orders: [row(99, { comment: "no", status: "rejected", noLater: true }), row(100, { byTime: true, revocationAsked: true })],
  ordersFolded: 3,
  orderSequence: 7,
  drift: { kind: "reissued", certificateId: 12, detail: "lacks b.example" },
  otherNames: ["x.example"],
  refusedReissue: { orderId: 100, status: "rejected", wish: "w" },
  pendingOrder: {
    orderId: 101,
    kind: "reissue",
    status: "reissue_pending",
    placed: aYear.from,
    asked: digestsOf(wanted),
    inputs: "i",
    settings: { additionalEmails: ["a@b.example"] },
    organizationId: 7,
    replaces: 11,
  },
});

describe("the outputs of a resource", () => {
  it("say the whole state, and are read back as it, also after Pulumi has stored them", () => {
    expect(stateOf(outputsOf(whole))).toEqual(whole);
    expect(stateOf(JSON.parse(JSON.stringify({ ...outputsOf(whole), __provider: "text", __urn: "urn" })) as Outputs)).toEqual(whole);
    const empty = emptyState("stem");
    expect(stateOf(outputsOf(empty))).toEqual(empty);
  });

  it("share no name between inputs and what only the books know", () => {
    const { wish: _, ...books } = whole;
    const own = Object.keys(outputsOf({ ...books, wish: {} }));
    expect(fieldNames.filter((name) => own.includes(name))).toEqual([]);
  });

  it("hold no undefined at any depth: the host would fail on it after the order was placed", () => {
    const strange = { ...whole, wish: { a: undefined, b: [{ c: undefined, d: [undefined] }] } };
    const texts = JSON.stringify(outputsOf(strange), (_, value: unknown) => (value === undefined ? "UNDEFINED" : value));
    expect(texts).not.toContain("UNDEFINED");
  });

  it("of an older release, in which members are missing, are read with what is missing empty", () => {
    expect(stateOf({ schemaVersion: 1, orderId: 5, commonName: "a.example" })).toEqual({
      ...emptyState(""),
      orderId: 5,
      wish: { commonName: "a.example" },
    });
    expect(stateOf({})).toEqual(emptyState(""));
  });

  it.each([{ wish: "0123456789ab", hasOtherNames: true }, { otherNames: ["x.example"] }])(
    "in which a drift was one for a single change are read without it: nothing is ordered for that",
    (was) => {
      const { drift: _, ...others } = whole;
      const drift = { kind: "reissued", certificateId: 12, detail: "also has x.example", ...was };
      expect(stateOf({ ...outputsOf(whole), drift })).toEqual(others);
    },
  );

  it("of a newer release are refused, and the message says what to do", () => {
    expect(() => stateOf({ ...outputsOf(whole), schemaVersion: 2 })).toThrow("Update the package, then run again; nothing was changed.");
  });

  it("show a certificate only whole", () => {
    const { certificateId: _, ...without } = outputsOf(whole);
    expect(stateOf(without).certificate).toBeUndefined();
  });
});
