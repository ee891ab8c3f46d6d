import type { Inputs } from "../../../provider/lifecycle/action";
import { emptyState, type CertificateInHand, type LedgerRow, type State } from "../../../provider/lifecycle/state";
import { recordedWishOf, wishDigest } from "../../../provider/request/use";
import { readCsr } from "../../../provider/x509/csr";
import { makeCsr, requestWith } from "../../support/csr";

/** Two keys: the one that the certificate in hand is for, and another. */
export const own = makeCsr(["a.example"]);
export const other = makeCsr(["a.example"]);

export const DAY = 86_400_000;

export const wanted: Inputs = {
  product: "private_ssl_plus",
  commonName: "a.example",
  dnsNames: ["a.example", "b.example"],
  csr: own.csrPem,
  signatureHash: "sha256",
  organization: { id: 7 },
  orderValidity: { years: 1 },
};

export interface Life {
  readonly from: string;
  readonly until: string;
}

/** One year, from the first of January 2026. */
export const aYear: Life = { from: "2026-01-01T00:00:00Z", until: "2026-12-31T23:59:59Z" };

/** A day in the middle of it, far from its end. */
export const midYear = new Date("2026-06-01T12:00:00Z");

export function certificateOf({ from, until }: Life, certificateId = 11): CertificateInHand {
  return {
    certificateId,
    certificateChain: [{ subjectCommonName: "a.example", pem: "not read" }],
    serialNumber: "01",
    sha1Thumbprint: "AA",
    sha256Thumbprint: "BB",
    validFrom: from,
    validUntil: until,
  };
}

/** A state whose certificate answers the wish. */
export function inHand(wish: Inputs = wanted, life: Life = aYear, over: Partial<State> = {}): State {
  return {
    ...emptyState("stem"),
    orderId: 100,
    orderStatus: "issued",
    certificate: certificateOf(life),
    publicKeySha256: readCsr(String(wish["csr"])).publicKeySha256,
    organizationId: 7,
    orders: [row(100, { kind: "first", placed: life.from, recorded: life.from, validUntil: life.until, wish: wishDigest(wish) })],
    orderSequence: 1,
    wish: recordedWishOf(wish),
    ...over,
  };
}

export function row(orderId: number, over: Partial<LedgerRow> = {}): LedgerRow {
  return { orderId, kind: "renewal", status: "issued", placed: aYear.from, ...over };
}

/** A real certificate for these names, signed by its own key. */
export function pemFor(names: readonly [string, ...string[]], { privateKeyPem } = own): string {
  const alternatives = names.map((name) => `DNS:${name}`).join(",");
  return requestWith(privateKeyPem, ["-x509", "-days", "30", "-subj", `/CN=${names[0]}`, "-addext", `subjectAltName=${alternatives}`]);
}
