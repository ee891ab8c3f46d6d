import { signLeaf } from "../authority/authority";
import { noteChange, type CertCentral } from "../state/certCentral";
import {
  allCertificates,
  allNames,
  currentCertificate,
  isIssued,
  statusOf,
  successorOf,
  type Certificate,
  type CertificateWish,
  type IssuedCertificate,
  type Order,
} from "../state/order";
import { isPublic } from "../state/products";
import { leafRequest } from "./leafRequest";
import { newCertificate } from "./newCertificate";
import { charge } from "./payment";
import { revoke } from "./revocation";
import { endOf } from "./validity";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** [DOC] "If you remove or change a name, DigiCert revokes the original within 72 hours." */
const REVOKED_AFTER_HOURS = 72;
/** [DOC] Order Basic OV: "no longer issues public SSL/TLS certificates with a validity period greater than 397 days". */
const PUBLIC_DAYS_AT_MOST = 397;
/** [DOC] Automatic renewal, 30 days before the end. */
const AUTO_RENEWED_BEFORE_DAYS = 30;

/** An approved certificate is issued now, later, or when somebody says so, as the account is set. */
export async function startIssuance(certificate: Certificate, centre: CertCentral): Promise<void> {
  const { order } = certificate;
  const { issuance } = order.account.settings;
  const now = centre.clock.now();
  certificate.state = "pending";
  if (issuance === "immediate") return issue(certificate, now, centre);
  noteChange(centre, order, now);
  if (issuance === "manual") return;
  centre.agenda.add(new Date(now.getTime() + issuance.afterSeconds * 1000), (at) => issue(certificate, at, centre));
}

/** Signs the certificate, unless something has happened to it since. */
export async function issue(certificate: Certificate, now: Date, centre: CertCentral): Promise<void> {
  if (certificate.state !== "pending") return;
  const { order } = certificate;
  const isFirst = order.validUntil === undefined;
  order.validUntil ??= endOf(order.validity, now);
  certificate.issued = await signed(certificate, now, centre);
  certificate.state = "issued";
  centre.register.addIssued(certificate);
  noteChange(centre, order, now);
  if (isFirst) planTheEnd(certificate, order.validUntil, centre);
  else if (!certificate.isDuplicate) planRevocations(certificate, now, centre);
}

async function signed(certificate: Certificate, now: Date, centre: CertCentral): Promise<IssuedCertificate["issued"]> {
  const { account } = certificate.order;
  const authority = await centre.authority(account, certificate.wish.authority);
  const notAfter = endOfCertificate(certificate.order, now);
  const leaf = await signLeaf(authority, leafRequest(certificate, { notBefore: startOf(now), notAfter }, centre.crlUrl(authority.name, 0)));
  return { ...leaf, at: now, authority };
}

/** Midnight before, and at least an hour back, so that a clock that is a little slow finds the certificate valid. */
function startOf(now: Date): Date {
  return new Date(Math.floor((now.getTime() - HOUR_MS) / DAY_MS) * DAY_MS);
}

function endOfCertificate({ account, product, validUntil }: Order, now: Date): Date {
  const { certificateDaysAtMost = Number.POSITIVE_INFINITY } = account.settings;
  const days = Math.min(certificateDaysAtMost, isPublic(product) ? PUBLIC_DAYS_AT_MOST : Number.POSITIVE_INFINITY);
  const orderEnd = validUntil ?? now;
  const latest = Number.isFinite(days) ? endOf({ kind: "days", days }, now) : orderEnd;
  return latest < orderEnd ? latest : orderEnd;
}

function planTheEnd({ order }: Certificate, end: Date, centre: CertCentral): void {
  centre.agenda.add(end, (at) => {
    if (statusOf(order, at) === "expired") noteChange(centre, order, at);
  });
  const renewal = new Date(end.getTime() - AUTO_RENEWED_BEFORE_DAYS * DAY_MS);
  if (!order.autoRenew || renewal <= centre.clock.now()) return;
  centre.agenda.add(renewal, async (at) => {
    if (statusOf(order, at) === "issued" && successorOf(order) === undefined) await renewByItself(order, at, centre);
  });
}

/** What DigiCert does for `auto_renew`, and what somebody does in the console: a new order like the old one, issued at once. */
export async function renewByItself(
  order: Order,
  now: Date,
  centre: CertCentral,
  changes: Partial<CertificateWish> = {},
): Promise<Certificate> {
  const old = currentCertificate(order);
  if (old === undefined) throw new RangeError(`order ${String(order.id)} has no certificate`);
  const renewal: Order = {
    ...order,
    id: centre.register.nextId("order"),
    placedAt: now,
    user: undefined,
    alternativeOrderId: undefined,
    renewalOf: order,
    paid: charge(order.account, order.paymentMethod),
    certificates: [],
    duplicates: [],
    requests: [],
    validUntil: undefined,
    renewedBy: undefined,
    ended: undefined,
    forgotten: false,
    customFields: new Map(order.customFields),
  };
  order.renewedBy = renewal;
  centre.register.addOrder(renewal);
  const certificate = newCertificate(renewal, { ...old.wish, ...changes }, now, centre);
  certificate.state = "pending";
  await issue(certificate, now, centre);
  return certificate;
}

/** A reissue that takes a name away revokes what was issued before; one that keeps every name leaves it valid. */
function planRevocations(reissued: Certificate, now: Date, centre: CertCentral): void {
  const kept = allNames(reissued.wish);
  const losers = allCertificates(reissued.order).filter(
    (each) => each !== reissued && isIssued(each) && each.state === "issued" && [...allNames(each.wish)].some((name) => !kept.has(name)),
  );
  const due = new Date(now.getTime() + REVOKED_AFTER_HOURS * HOUR_MS);
  for (const loser of losers) {
    loser.revocationDueAt = due;
    centre.agenda.add(due, (at) => {
      revoke(loser, { at, reason: "superseded" });
    });
  }
}
