import type { OrderInfo } from "../../../provider/certcentral/answers";
import { alternativeIdOf, hasPendingRevocation, isDead, oneOf, stemOf } from "../../../provider/lifecycle/identity";

const named = {
  organization: "acme",
  urn: "urn:pulumi:prod::shop::pulumi-nodejs:dynamic/digicert:PrivateSslCertificate::api",
  product: "private_ssl_plus",
  commonName: "a.example",
};
const now = new Date("2026-06-01T12:00:00Z");

function order(overrides: Partial<OrderInfo>, certificate: Partial<OrderInfo["certificate"]> = {}): OrderInfo {
  return { orderId: 1, status: "issued", requests: [], ...overrides, certificate: { dnsNames: [], ...certificate } };
}

describe("alternative order ids", () => {
  it("are alphanumeric, at most 64 characters, and the same for the same resource", () => {
    const id = alternativeIdOf(stemOf(named), 123);
    expect(id).toMatch(/^pulumi[a-z0-9]{20}n123$/);
    expect(stemOf({ ...named, product: "private_ssl_flex" })).toBe(stemOf(named));
  });

  it("differ between organisations, stacks and names", () => {
    const stems = [
      named,
      { ...named, organization: "other" },
      { ...named, urn: named.urn.replace("prod", "dev") },
      { ...named, urn: `${named.urn}2` },
    ].map(stemOf);
    expect(new Set(stems).size).toBe(4);
  });

  it("come from product and common name where no program gave a URN", () => {
    const { product, commonName } = named;
    expect(stemOf({ product, commonName })).not.toBe(stemOf({ product, commonName: "b.example" }));
  });

  it("are sent unchanged with the first order where the user gave one, and suffixed later", () => {
    const given = "Ticket4711";
    const stem = stemOf({ ...named, alternativeOrderId: given });
    expect([1, 2, 3].map((ordinal) => alternativeIdOf(stem, ordinal, given))).toEqual(["Ticket4711", "Ticket4711n2", "Ticket4711n3"]);
  });

  it("go on with the own stem where a suffix would make the given one too long", () => {
    const given = "x".repeat(64);
    const stem = stemOf({ ...named, alternativeOrderId: given });
    expect(alternativeIdOf(stem, 1, given)).toBe(given);
    expect(alternativeIdOf(stem, 2, given)).toBe(`${stemOf(named)}n2`);
  });
});

describe("an order under one of our ids", () => {
  it.each(["canceled", "rejected", "denied", "revoked", "expired"])("is dead when %s", (status) => {
    expect(isDead(order({ status }), now)).toBe(true);
  });

  it("is dead when its newest certificate is revoked, or a revocation waits for approval", () => {
    expect(isDead(order({}, { status: "revoked" }), now)).toBe(true);
    const revoking = order({ requests: [{ id: 1, type: "revoke", status: "pending" }] });
    expect(hasPendingRevocation(revoking)).toBe(true);
    expect(isDead(revoking, now)).toBe(true);
  });

  it("is alive when a revocation was refused", () => {
    expect(isDead(order({ requests: [{ id: 1, type: "revoke", status: "rejected" }] }), now)).toBe(false);
  });

  it("is alive until its last day is over in every time zone", () => {
    expect(isDead(order({}, { validTill: "2026-06-01" }), now)).toBe(false);
    expect(isDead(order({}, { validTill: "2026-05-30" }), now)).toBe(true);
  });
});

describe("two orders under one id", () => {
  const rows = [
    { orderId: 8, status: "issued" },
    { orderId: 5, status: "issued" },
  ];

  it("are decided for the one that the state names", () => {
    expect(oneOf(rows, new Set([8])).ours.orderId).toBe(8);
  });

  it("are decided for the older where the state names none, and the other is told", () => {
    expect(oneOf(rows, new Set())).toMatchObject({ ours: { orderId: 5 }, others: [{ orderId: 8 }] });
  });

  it("are decided for the one that is alive", () => {
    expect(oneOf([{ orderId: 5, status: "canceled" }, { orderId: 8 }], new Set()).ours.orderId).toBe(8);
  });
});
