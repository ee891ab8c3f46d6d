import type { ChainEntry, DomainRow, OrderInfo, RequestRow } from "../certcentral/answers";
import { DigicertError } from "../errors";
import { recordedWishOf, wantedEnd, wantedNames, wishDigest } from "../request/use";
import type { CertificateFacts } from "../x509/certificate";
import { verifiedChain } from "../x509/chain";
import type { Inputs } from "./action";
import { DAY, renewAfter } from "./byTime";
import { withRow, withoutWish } from "./ledger";
import type { Run } from "./run";
import type { CertificateInHand, LedgerRow, State } from "./state";
import { askedOtherwise, editableOf, givenOrganization, organizationOf, wantedKey, withEditable } from "./wish";

/** DigiCert ends certificates on whole days: a difference of less is none. */
const EARLY_DAYS = 2;

/** An order whose certificate is issued, with what is known of it so far. */
export interface Issued {
  readonly orderId: number;
  readonly certificateId: number;
  /** What it was asked with. */
  readonly asked: Readonly<Record<string, string>>;
  /** What stands in it of what can be edited in place. */
  readonly settings: Inputs;
  /** The chain, where the answer to the order carried it. */
  readonly chain?: readonly ChainEntry[] | undefined;
  readonly requests?: readonly RequestRow[] | undefined;
  readonly domains?: readonly DomainRow[] | undefined;
  readonly organizationId?: number | undefined;
  readonly orderValidUntil?: string | undefined;
  readonly info?: OrderInfo | undefined;
  /** The key it was asked with, where that is not the wanted one: an order that was found is taken as it is. */
  readonly publicKeySha256?: string | undefined;
}

/** Fetches and verifies the certificate of an issued order, and makes it the one in hand. Every output changes here, and only here. */
export async function collect(run: Run, issued: Issued, row: LedgerRow): Promise<void> {
  const { drift, otherNames, orderId } = run.state;
  const publicKeySha256 = issued.publicKeySha256 ?? wantedKey(run.wanted);
  if (publicKeySha256 === undefined) throw new RangeError("a certificate is collected only for a known CSR");
  const organizationId = organizationIn(run, issued);
  // Of the key the certificate itself tells.
  const { csr: _, ...askedWith } = askedOtherwise(run.wanted, issued.asked, organizationId);
  const certificate = await verifiedCertificate(run, issued, { publicKeySha256, names: namesAsked(run.wanted, issued, askedWith) });
  if (isRepeated(run.state.certificate, certificate))
    throw new DigicertError("DIGICERT_CERTIFICATE_REPEATED", { orderId: issued.orderId, certificateId: issued.certificateId });
  const got = { certificate, publicKeySha256, organizationId, askedWith, orderValidUntil: await orderEnd(run, issued, certificate) };
  run.state = withRow(withCurrent(run, issued, got), rowInHand(run, row, got));
  // The newest certificate of an order that drifted answers its wish no more: no later drift leads back to it.
  const isDrifted = otherNames !== undefined || (drift !== undefined && drift.kind !== "renewed");
  if (orderId !== undefined && orderId !== issued.orderId && isDrifted) run.state = withoutWish(run.state, orderId);
}

/** Asked for the newest certificate of an order, DigiCert may send the one before it: it holds all that is checked, and would be taken for the new one. */
export function isRepeated(
  before: CertificateInHand | undefined,
  { certificateId, sha256Thumbprint }: Pick<CertificateInHand, "certificateId" | "sha256Thumbprint">,
): boolean {
  return before !== undefined && before.certificateId !== certificateId && before.sha256Thumbprint === sha256Thumbprint;
}

/** A certificate that ends before what was asked for leaves time in its order that is paid for: only the order's info tells how much. */
async function orderEnd(run: Run, issued: Issued, certificate: CertificateInHand): Promise<string | undefined> {
  const { orderValidUntil, info } = issued;
  const asked = wantedEnd(run.wanted, new Date(certificate.validFrom));
  const endsEarly = asked !== undefined && asked.getTime() - Date.parse(certificate.validUntil) > EARLY_DAYS * DAY;
  if (orderValidUntil !== undefined || info !== undefined || !endsEarly) return orderValidUntil ?? info?.orderValidUntil;
  return (await run.client.orders.info(issued.orderId)).orderValidUntil;
}

function organizationIn(run: Run, { organizationId, info }: Issued): number | undefined {
  return organizationId ?? info?.organizationId ?? givenOrganization(run.wanted) ?? organizationOf(run.state, run.wanted);
}

/** The chain of a certificate, verified against a key and names. */
export async function verifiedCertificate(
  run: Pick<Run, "client" | "clock">,
  issued: Pick<Issued, "orderId" | "certificateId" | "chain">,
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

/** The wanted names; for an order that was asked with others, its own: what differs from the wish is for the plan to see. */
function namesAsked(wanted: Inputs, issued: Issued, askedWith: Readonly<Record<string, string>>): readonly string[] {
  const shown = issued.info?.certificate;
  const differs = askedWith["commonName"] !== undefined || askedWith["dnsNames"] !== undefined;
  if (!differs || shown?.commonName === undefined) return differs ? [] : wantedNames(wanted);
  return wantedNames({ commonName: shown.commonName, dnsNames: shown.dnsNames });
}

interface Got {
  readonly certificate: CertificateInHand;
  readonly publicKeySha256: string;
  readonly organizationId: number | undefined;
  readonly askedWith: Readonly<Record<string, string>>;
  readonly orderValidUntil: string | undefined;
}

function withCurrent(run: Run, issued: Issued, got: Got): State {
  const { orders, ordersFolded, orderSequence, alternativeOrderStem, pendingOrder, domains } = run.state;
  const { certificate, publicKeySha256, organizationId, askedWith, orderValidUntil } = got;
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
    requests: requestsOf(run, issued),
    domains: issued.domains ?? domains,
    orders,
    ...(ordersFolded === undefined ? {} : { ordersFolded }),
    orderSequence,
    alternativeOrderStem,
    wish: withEditable(recordedWishOf(run.wanted), issued.settings),
  };
}

/** As the last answer that carried them had them. */
function requestsOf(run: Run, { requests, info, orderId }: Issued): readonly RequestRow[] {
  const own = run.state.orderId === orderId ? run.state.requests : [];
  return requests ?? (info === undefined || info.requests.length === 0 ? own : info.requests);
}

/** Time alone asks for no order after one that it asked for in vain. */
function rowInHand(run: Run, row: LedgerRow, { certificate, publicKeySha256, askedWith }: Got): LedgerRow {
  const { byTime, noLater: _, wish: __, asked, ...rest } = row;
  const answersTheWish = Object.keys(askedWith).length === 0 && publicKeySha256 === wantedKey(run.wanted);
  const before = run.state.certificate?.validUntil;
  const inVain = byTime === true && before !== undefined && Date.parse(certificate.validUntil) <= Date.parse(before);
  return {
    ...rest,
    ...(answersTheWish ? { wish: wishDigest(run.wanted) } : asked === undefined ? {} : { asked }),
    ...(inVain ? { noLater: true } : {}),
    status: "issued",
    recorded: rfc3339(run.clock.now()),
    validUntil: certificate.validUntil,
  };
}

/** What stands in an order that was found. What its info does not show is taken not to be there: to set it again is free, and changes nothing if it was. */
export function settingsIn({ additionalEmails, customFields, customRenewalMessage, disableRenewalNotifications }: OrderInfo): Inputs {
  return editableOf({ additionalEmails, customFields, customRenewalMessage, disableRenewalNotifications });
}

/** RFC 3339 in UTC with whole seconds, as every date of the outputs. */
export function rfc3339(date: Date): string {
  return `${date.toISOString().slice(0, "yyyy-mm-ddThh:mm:ss".length)}Z`;
}
