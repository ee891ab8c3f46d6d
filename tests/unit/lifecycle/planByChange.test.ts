import type { Action, Inputs } from "../../../provider/lifecycle/action";
import { plan } from "../../../provider/lifecycle/plan";
import type { State } from "../../../provider/lifecycle/state";
import { editable } from "../../../provider/lifecycle/wish";
import { allFields, fieldNames, type FieldName } from "../../../provider/request/fields";
import { wishDigest } from "../../../provider/request/use";
import { aYear, certificateOf, inHand, midYear, other, own, pemFor, row, wanted } from "./certificates";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Kind = Action["do"] | "nothing";

/** The design's table: each input, another value for it, and what a preview shows. */
const changes: Readonly<Record<FieldName, { readonly to: unknown; readonly from?: Inputs; readonly does: Kind }>> = {
  commonName: { to: "c.example", does: "renew" },
  dnsNames: { to: ["a.example", "b.example", "c.example"], does: "renew" },
  csr: { to: other.csrPem, does: "renew" },
  signatureHash: { to: "sha384", does: "renew" },
  caCertId: { to: "1A2B3C", does: "renew" },
  organizationUnits: { to: ["Ops"], does: "renew" },
  profileOption: { to: "server_auth_only_eku", does: "renew" },
  orderValidity: { to: { years: 2 }, does: "renew" },
  validityYears: { to: 2, from: { orderValidity: undefined, validityYears: 1 }, does: "renew" },
  validityDays: { to: 90, from: { orderValidity: undefined, validityYears: 1 }, does: "renew" },
  customExpirationDate: { to: "2027-09-09", from: { orderValidity: undefined, validityYears: 1 }, does: "renew" },
  product: { to: "private_ssl_flex", does: "order" },
  organization: { to: { id: 8 }, does: "order" },
  container: { to: { id: 9 }, does: "order" },
  additionalEmails: { to: ["ops@example.com"], does: "edit" },
  customRenewalMessage: { to: "Call me", does: "edit" },
  disableRenewalNotifications: { to: true, does: "edit" },
  customFields: { to: [{ metadataId: 1, value: "x" }], does: "edit" },
  comments: { to: "hello", does: "nothing" },
  autoRenew: { to: true, does: "nothing" },
  paymentMethod: { to: "profile", does: "nothing" },
  creditCard: { to: { number: "4111111111111111" }, does: "nothing" },
  billingAddress: { to: { city: "Lehi" }, does: "nothing" },
  vatNumber: { to: "X1", does: "nothing" },
  skipApproval: { to: true, does: "nothing" },
  disableCt: { to: true, does: "nothing" },
  organizationContact: { to: { firstName: "A" }, does: "nothing" },
  technicalContact: { to: { firstName: "A" }, does: "nothing" },
  enableGuestAccess: { to: true, does: "nothing" },
  locale: { to: "de", does: "nothing" },
  serverPlatform: { to: { id: 45 }, does: "nothing" },
  alternativeOrderId: { to: "Ticket1", does: "nothing" },
  renewalOfOrderId: { to: 5, does: "nothing" },
  renewedThumbprint: { to: "A".repeat(40), does: "nothing" },
  adoptOrderId: { to: 5, does: "nothing" },
  renewal: { to: { beforeDays: 10 }, does: "record" },
  changeStrategy: { to: "auto", does: "record" },
  issuance: { to: { timeoutSeconds: 5 }, does: "record" },
  onDelete: { to: "revoke", does: "record" },
  revocationReason: { to: "superseded", does: "record" },
  onDrift: { to: "fail", does: "record" },
};

function actions(state: State, wish: Inputs, now = midYear): readonly Action[] {
  return plan(state, wish, now).actions;
}

function does(state: State, wish: Inputs, now = midYear): readonly string[] {
  return actions(state, wish, now).map((action) => action.do);
}

function says(state: State, wish: Inputs, now = midYear): string {
  return actions(state, wish, now)[0]?.says ?? "";
}

describe("what a changed input leads to", () => {
  it.each(fieldNames)("%s is as the design's table says, changed and changed back", (name) => {
    const { to, from = {}, does: expected } = changes[name];
    const before = { ...wanted, ...from };
    const after = {
      ...before,
      ...(name === "customExpirationDate" || name === "validityDays" ? { validityYears: undefined } : {}),
      [name]: to,
    };
    const kinds = expected === "nothing" ? [] : [expected];
    expect(does(inHand(before), after)).toEqual(kinds);
    expect(does(inHand(after), before)).toEqual(kinds);
    expect(does(inHand(after), after)).toEqual([]);
  });

  it("can be edited in place exactly where the map says so", () => {
    const inPlace = fieldNames.filter((name) => allFields[name].cost === "inPlace");
    expect([...editable].sort()).toEqual([...inPlace].sort());
  });

  it("renewal.trigger asks for a renewal when it is added, changed and removed", () => {
    const triggers = [undefined, "a", { any: ["value", 1] }, false];
    for (const from of triggers) {
      for (const to of triggers) {
        const state = inHand({ ...wanted, renewal: { trigger: from } });
        expect(does(state, { ...wanted, renewal: { trigger: to } })).toEqual(from === to ? [] : ["renew"]);
      }
    }
  });
});

describe("a change that costs an order", () => {
  it("says what it is, after which order, and what changed", () => {
    expect(says(inHand(), { ...wanted, signatureHash: "sha512" })).toBe(
      'asks for RENEWAL, a new paid order after 100: signatureHash is "sha512" instead of "sha256". Where DigiCert refuses the renewal link, one order without it is placed',
    );
    expect(says(inHand(), { ...wanted, product: "private_ssl_flex" })).toBe(
      'needs a NEW paid order after 100, without a renewal link (order 100 is kept): product is "private_ssl_flex" instead of "private_ssl_plus"',
    );
  });

  it("says that added names may be charged, and says nothing of that where names only go", () => {
    expect(says(inHand(), { ...wanted, dnsNames: ["a.example", "b.example", "c.example"] })).toContain(
      "(DigiCert may charge for added names)",
    );
    expect(says(inHand(), { ...wanted, dnsNames: ["a.example"] })).not.toContain("charge");
  });

  it("says that it may be, where what changed is not known yet", () => {
    expect(says(inHand(), { ...wanted, csr: UNKNOWN })).toMatch(/^may ask for RENEWAL.*csr is not known yet/);
    expect(says(inHand(), { ...wanted, organization: { id: UNKNOWN } })).toMatch(/^may need a NEW paid order/);
    expect(says(inHand(), { ...wanted, csr: UNKNOWN, changeStrategy: "reissue" })).toMatch(/^may be REISSUED/);
    expect(says(inHand(), { ...wanted, customFields: UNKNOWN })).toMatch(/^may be EDITED/);
    expect(says(inHand(), { ...wanted, issuance: UNKNOWN })).toMatch(/^may record settings/);
  });

  it("does not hide behind an unknown value what time asks for all the same", () => {
    const late = new Date("2026-12-20T00:00:00Z");
    expect(says(inHand(), { ...wanted, csr: UNKNOWN }, late)).toMatch(/^is due for RENEWAL/);
  });

  it("is an order without a link where one of several changes needs that", () => {
    expect(does(inHand(), { ...wanted, csr: other.csrPem, container: { id: 3 } })).toEqual(["order"]);
  });

  it("carries edits and settings with it", () => {
    const wish = { ...wanted, csr: other.csrPem, additionalEmails: ["x@example.com"], onDelete: "keep" };
    expect(does(inHand(), wish)).toEqual(["renew"]);
  });

  it("fails where the order would have to end in the past", () => {
    const wish = { ...wanted, csr: other.csrPem, orderValidity: { customExpirationDate: "01 MAY 2026" } };
    const [action] = actions(inHand({ ...wish, csr: own.csrPem }), wish);
    expect(action).toMatchObject({
      do: "fail",
      says: expect.stringContaining("orderValidity.customExpirationDate is 2026-05-01") as unknown,
    });
  });

  it("is none where only spelling, order or case differ", () => {
    const wish = { ...wanted, commonName: "A.Example", dnsNames: ["B.example", "b.EXAMPLE"], orderValidity: undefined, validityYears: 1 };
    expect(does(inHand(), wish)).toEqual([]);
  });
});

describe("an organisation by details", () => {
  const byDetails = { ...wanted, organization: { name: "Acme", city: "Lehi" } };

  it("is the id that it led to", () => {
    expect(does(inHand(byDetails), wanted)).toEqual([]);
    expect(does(inHand(byDetails), { ...wanted, organization: { id: 8 } })).toEqual(["order"]);
  });

  it("is another one once its details change", () => {
    expect(does(inHand(byDetails), { ...wanted, organization: { name: "Acme", city: "Provo" } })).toEqual(["order"]);
  });

  it("does not go back to an order of other details", () => {
    const moved = { ...wanted, organization: { name: "Acme", city: "Provo" } };
    const state = inHand(byDetails, aYear, {
      orders: [
        row(99, { validUntil: aYear.until, wish: wishDigest(byDetails) }),
        row(100, { wish: wishDigest({ ...byDetails, signatureHash: "sha384" }) }),
      ],
    });
    expect(does(state, moved)).toEqual(["order"]);
  });
});

describe("changeStrategy", () => {
  const reissue = { ...wanted, changeStrategy: "reissue" };
  const auto = { ...wanted, changeStrategy: "auto" };

  it.each(["commonName", "csr", "signatureHash", "caCertId"] as const)('"reissue" carries a changed %s inside the order', (name) => {
    const before = { ...reissue, dnsNames: ["a.example", "b.example", "c.example"] };
    expect(does(inHand(before), { ...before, [name]: changes[name].to })).toEqual(["reissue"]);
  });

  it('"reissue" carries an added name, and says that it may be charged', () => {
    expect(says(inHand(reissue), { ...reissue, dnsNames: ["a.example", "b.example", "c.example"] })).toBe(
      'is REISSUED inside order 100: the name "c.example" is added (DigiCert may charge for added names)',
    );
  });

  it.each<[string, Inputs]>([
    ["organizationUnits", { organizationUnits: ["Ops"] }],
    ["profileOption", { profileOption: "x" }],
    ["a validity", { orderValidity: { years: 3 } }],
    ["a trigger", { renewal: { trigger: 1 } }],
  ])('"reissue" renews for %s, and says why', (_, change) => {
    const [action] = actions(inHand(reissue), { ...reissue, csr: other.csrPem, ...change });
    expect(action).toMatchObject({ do: "renew", says: expect.stringContaining("; a reissue cannot carry that") as unknown });
  });

  it('"reissue" takes no name away, and says why it renews', () => {
    const [action] = actions(inHand(reissue), { ...reissue, dnsNames: ["a.example", "c.example"] });
    expect(action).toMatchObject({ do: "renew" });
    expect(action?.says).toContain("a reissue without b.example would make DigiCert revoke the certificate in use within 72 hours");
  });

  it('"reissue" takes no name away that is in the certificate though nobody asked for it', () => {
    const pem = pemFor(["a.example", "b.example", "extra.example"]);
    const certificate = { ...certificateOf(aYear), certificateChain: [{ subjectCommonName: "a.example", pem }] };
    const [action] = actions(inHand(reissue, aYear, { certificate }), { ...reissue, signatureHash: "sha384" });
    expect(action).toMatchObject({ do: "renew", says: expect.stringContaining("a reissue without extra.example") as unknown });
  });

  it('"reissue" renews where time asks for an order all the same: one thing is bought, not two done', () => {
    const [action] = actions(inHand(reissue), { ...reissue, csr: other.csrPem }, new Date("2026-12-20T00:00:00Z"));
    expect(action).toMatchObject({ do: "renew", says: expect.stringContaining("it is due for renewal all the same") as unknown });
  });

  it('"reissue" renews where the order has ended', () => {
    const wish = { ...reissue, renewal: { beforeDays: 0 } };
    const [action] = actions(inHand(wish), { ...wish, csr: other.csrPem }, new Date("2027-02-01T00:00:00Z"));
    expect(action).toMatchObject({ do: "renew", says: expect.stringContaining("the order has ended") as unknown });
  });

  it('"auto" reissues more than 90 days before the end of the order, and renews within', () => {
    const wish = { ...auto, csr: other.csrPem };
    expect(does(inHand(auto), wish, new Date("2026-10-02T23:59:58Z"))).toEqual(["reissue"]);
    const [action] = actions(inHand(auto), wish, new Date("2026-10-02T23:59:59Z"));
    expect(action).toMatchObject({ do: "renew", says: expect.stringContaining("the order ends within 90 days") as unknown });
    expect(does(inHand(auto, aYear, { orderValidUntil: "2028-12-31" }), wish, new Date("2026-11-20T00:00:00Z"))).toEqual(["reissue"]);
  });

  it("edits and records beside a reissue, which carries neither", () => {
    const wish = { ...reissue, csr: other.csrPem, additionalEmails: ["x@example.com"], onDelete: "keep" };
    expect(does(inHand(reissue), wish)).toEqual(["reissue", "edit", "record"]);
  });
});

describe("a rollback", () => {
  const changed = { ...wanted, csr: other.csrPem };
  const earlier = row(99, { validUntil: "2026-11-30T23:59:59Z", wish: wishDigest(changed) });

  function after(over: Partial<typeof earlier>): State {
    return inHand(wanted, aYear, { orders: [{ ...earlier, ...over }, row(100, { wish: wishDigest(wanted) })] });
  }

  it("goes back to the order that answers the wish, and orders nothing", () => {
    expect(actions(after({}), changed)).toEqual([
      { do: "goBack", orderId: 99, says: "goes back to order 99, which already answers this wish: nothing is ordered" },
    ]);
  });

  it.each<[string, Partial<typeof earlier>]>([
    ["was revoked", { status: "revoked" }],
    ["has another key", { kind: "unclaimed" }],
    ["was never issued", { validUntil: "" }],
    ["is due itself", { validUntil: "2026-06-15T00:00:00Z" }],
    ["was asked for with another wish", { wish: "x" }],
  ])("does not go back to an order that %s", (_, over) => {
    expect(does(after(over), changed)).toEqual(["renew"]);
  });

  it("does not promise to go back while a value is not known yet", () => {
    const [action] = actions(after({}), { ...changed, profileOption: UNKNOWN });
    expect(action?.do).toBe("renew");
  });

  it("covers renewal.trigger", () => {
    const triggered = { ...wanted, renewal: { trigger: 1 } };
    const state = inHand(triggered, aYear, {
      orders: [row(99, { validUntil: aYear.until, wish: wishDigest(wanted) }), row(100, { wish: wishDigest(triggered) })],
    });
    expect(actions(state, wanted)).toMatchObject([{ do: "goBack", orderId: 99 }]);
  });
});
