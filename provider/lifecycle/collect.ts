import type { ChainEntry, DomainRow, OrderInfo, RequestRow } from "../certcentral/answers";
import { digestsOf, digestsOfOrder, recordedWishOf, wantedNames, wishDigest } from "../request/use";
import type { CertificateFacts } from "../x509/certificate";
import { verifiedChain } from "../x509/chain";
import { withRow } from "./ledger";
import { differing, renewAfter, wantedKey, type Inputs } from "./plan";
import type { Run } from "./run";
import type { CertificateInHand, LedgerRow, State } from "./state";

/** An order whose certificate is issued, with what is known of it so far. */
export interface Issued {
  readonly orderId: number;
  readonly certificateId: number;
  /** The chain, where the answer to the order carried it. */
  readonly chain?: readonly ChainEntry[] | undefined;
  readonly requests?: readonly RequestRow[] | undefined;
  readonly domains?: readonly DomainRow[] | undefined;
  readonly organizationId?: number | undefined;
  readonly orderValidUntil?: string | undefined;
  readonly info?: OrderInfo | undefined;
  /** What it was asked with; absent for an order whose info is all there is. */
  readonly asked?: Readonly<Record<string, string>> | undefined;
  /** The key it was asked with, where that is not the wanted one: an order that was found is taken as it is. */
  readonly publicKeySha256?: string | undefined;
}

/** Fetches and verifies the certificate of an issued order, and makes it the one in hand. Every output changes here, and only here. */
export async function collect(run: Run, issued: Issued, row: LedgerRow): Promise<void> {
  const publicKeySha256 = issued.publicKeySha256 ?? wantedKey(run.wanted);
  if (publicKeySha256 === undefined) throw new RangeError("a certificate is collected only for a known CSR");
  const organizationId = issued.organizationId ?? issued.info?.organizationId ?? givenOrganization(run.wanted) ?? run.state.organizationId;
  const askedWith = askedOtherwise(run.wanted, issued, organizationId);
  const certificate = await verifiedCertificate(run, issued, { publicKeySha256, names: namesAsked(run.wanted, issued, askedWith) });
  run.state = withRow(
    withCurrent(run, issued, { certificate, publicKeySha256, organizationId, askedWith }),
    rowInHand(run, row, { certificate, organizationId, askedWith }),
  );
}

/** The chain of a certificate, verified against a key and names. */
export async function verifiedCertificate(
  run: Pick<Run, "client" | "clock">,
  issued: Issued,
  expected: { readonly publicKeySha256: string; readonly names: readonly string[] },
): Promise<CertificateInHand> {
  const { orderId, certificateId } = issued;
  const chain = issued.chain ?? (await run.client.certificates.chain(certificateId));
  const pems = chain.map((entry) => entry.pem);
  return inHand(certificateId, verifiedChain(pems, { ...expected, now: run.clock.now(), orderId, certificateId }));
}

function inHand(certificateId: number, facts: readonly CertificateFacts[]): CertificateInHand {
  const [leaf] = facts;
  if (leaf === undefined) throw new RangeError("a verified chain has a leaf");
  const { serialNumber, sha1Thumbprint, sha256Thumbprint, validFrom, validUntil } = leaf;
  const certificateChain = facts.map(({ subjectCommonName, pem }) => ({ subjectCommonName, pem }));
  return { certificateId, certificateChain, serialNumber, sha1Thumbprint, sha256Thumbprint, validFrom, validUntil };
}

/** Digests of what the certificate was asked with, where that is not what is wanted. */
function askedOtherwise(wanted: Inputs, issued: Issued, organizationId: number | undefined): Readonly<Record<string, string>> {
  const wish = digestsOf(wanted, organizationId === undefined ? {} : { organizationId });
  const asked = issued.asked ?? { ...wish, ...(issued.info === undefined ? {} : digestsOfOrder(issued.info)) };
  return differing(withOrganization(asked, wish, digestsOf(wanted)), wish);
}

/** Details lead to an id only with DigiCert's answer: what was asked with these details, was asked with the id they led to. */
function withOrganization(
  asked: Readonly<Record<string, string>>,
  wish: Readonly<Record<string, string>>,
  byDetails: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { organization } = wish;
  return organization !== undefined && asked["organization"] === byDetails["organization"] ? { ...asked, organization } : asked;
}

/** The wanted names; for an order that was asked with others, its own: what differs from the wish is for the plan to see. */
function namesAsked(wanted: Inputs, issued: Issued, askedWith: Readonly<Record<string, string>>): readonly string[] {
  const shown = issued.info?.certificate;
  const differs = askedWith["commonName"] !== undefined || askedWith["dnsNames"] !== undefined;
  if (!differs || shown?.commonName === undefined) return differs ? [] : wantedNames(wanted);
  return wantedNames({ commonName: shown.commonName, dnsNames: shown.dnsNames });
}

interface Got {
  readonly certificate: CertificateInHand;
  readonly organizationId: number | undefined;
  readonly askedWith: Readonly<Record<string, string>>;
}

function withCurrent(run: Run, issued: Issued, got: Got & { readonly publicKeySha256: string }): State {
  const { orders, ordersFolded, orderSequence, alternativeOrderStem, pendingOrder, domains } = run.state;
  const { certificate, publicKeySha256, organizationId, askedWith } = got;
  const orderValidUntil = issued.orderValidUntil ?? issued.info?.orderValidUntil;
  const due = renewAfter(certificate, run.wanted);
  return {
    orderId: issued.orderId,
    orderStatus: "issued",
    certificate,
    publicKeySha256,
    ...(orderValidUntil === undefined ? {} : { orderValidUntil }),
    ...(due === undefined ? {} : { renewAfter: rfc3339(due) }),
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(Object.keys(askedWith).length === 0 ? {} : { askedWith }),
    ...(pendingOrder === undefined || pendingOrder.orderId === issued.orderId ? {} : { pendingOrder }),
    requests: issued.requests ?? issued.info?.requests ?? [],
    domains: issued.domains ?? domains,
    orders,
    ...(ordersFolded === undefined ? {} : { ordersFolded }),
    orderSequence,
    alternativeOrderStem,
    wish: { ...recordedWishOf(run.wanted), ...settingsOf(issued) },
  };
}

function rowInHand(run: Run, row: LedgerRow, got: Got): LedgerRow {
  const known = got.organizationId === undefined ? {} : { organizationId: got.organizationId };
  const answersTheWish = Object.keys(got.askedWith).length === 0;
  return {
    ...row,
    ...(answersTheWish ? { wish: wishDigest(run.wanted, known) } : {}),
    status: "issued",
    recorded: rfc3339(run.clock.now()),
    validUntil: got.certificate.validUntil,
  };
}

/** Settings of an order that was found are what its info says, so that the plan sees where they differ from the wish. */
function settingsOf(issued: Issued): Readonly<Record<string, unknown>> {
  if (issued.info === undefined || issued.asked !== undefined) return {};
  const { additionalEmails, customFields, customRenewalMessage, disableRenewalNotifications } = issued.info;
  const settings = { additionalEmails, customFields, customRenewalMessage, disableRenewalNotifications };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function givenOrganization(wanted: Inputs): number | undefined {
  const { organization } = wanted;
  const id = typeof organization === "object" && organization !== null ? (organization as { readonly id?: unknown }).id : undefined;
  return typeof id === "number" ? id : undefined;
}

/** RFC 3339 in UTC with whole seconds, as every date of the outputs. */
export function rfc3339(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
