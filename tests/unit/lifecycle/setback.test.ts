import type { OrderInfo } from "../../../provider/certcentral/answers";
import type { Inputs } from "../../../provider/lifecycle/action";
import { askedOf } from "../../../provider/lifecycle/asked";
import { setback } from "../../../provider/lifecycle/setback";
import type { State } from "../../../provider/lifecycle/state";
import { issue, makeRoot } from "../x509/authority";
import { aYear, certificateOf, inHand, midYear, other, own, wanted } from "./certificates";

/** The one in use has the names of the wish. */
const state = inHand(wanted, aYear, {
  certificate: {
    ...certificateOf(aYear),
    certificateChain: [{ subjectCommonName: "a.example", pem: leafFor(["a.example", "b.example"]) }],
  },
});

function leafFor(names: readonly string[]): string {
  return issue(makeRoot("Corp CA"), own.csrPem, names);
}

function lost(shown: Partial<OrderInfo["certificate"]>, wish: Inputs = wanted, before: State = state, now = midYear): string | undefined {
  const info = {
    orderId: 101,
    status: "issued",
    product: "private_ssl_plus",
    organizationId: 7,
    validity: { years: 1 },
    requests: [],
    certificate: { id: 12, commonName: "a.example", dnsNames: ["a.example", "b.example"], signatureHash: "sha256", ...shown },
  } as unknown as OrderInfo;
  return setback(
    { state: before, wanted: wish, clock: { now: () => now, sleep: () => Promise.resolve() } },
    { info, asked: askedOf(info, undefined, wish, before) },
  );
}

describe("an order beside a certificate in use", () => {
  it("that is as wanted is no setback, however its names are written", () => {
    expect(lost({})).toBeUndefined();
    expect(lost({ commonName: "A.EXAMPLE", dnsNames: ["b.example", "a.example"] })).toBeUndefined();
  });

  it("that lacks a name is one, where the one in use has it", () => {
    expect(lost({ dnsNames: ["a.example"] })).toBe("lacks b.example");
    expect(
      lost({ dnsNames: ["a.example", "b.example"] }, { ...wanted, dnsNames: ["a.example", "b.example", "c.example"] }),
    ).toBeUndefined();
    expect(lost({ dnsNames: ["a.example"] }, { ...wanted, dnsNames: ["a.example", "c.example"] })).toBeUndefined();
  });

  it("that differs in something else is one, where the one in use does not", () => {
    expect(lost({ signatureHash: "sha512" })).toBe("differs in signatureHash");
    expect(lost({ signatureHash: "sha512" }, { ...wanted, signatureHash: "sha384" })).toBeUndefined();
  });

  it("is none where there is nothing to lose: the one in use has ended, was revoked, or is not there", () => {
    const names = { dnsNames: ["a.example"] };
    expect(lost(names, wanted, state, new Date("2027-01-02T00:00:00Z"))).toBeUndefined();
    expect(lost(names, wanted, { ...state, drift: { kind: "revoked", detail: "revoked" } })).toBeUndefined();
    const { certificate: _, ...without } = state;
    expect(lost(names, wanted, without)).toBeUndefined();
  });

  it("for another key is judged by its key, elsewhere", () => {
    expect(lost({}, { ...wanted, csr: other.csrPem })).toBeUndefined();
  });
});
