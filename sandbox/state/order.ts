import type { AuthoritySettings, ContainerSettings } from "../accountSettings";
import type { CsrKey } from "../authority/csr";
import type { Authority, SignedCertificate } from "../authority/authority";
import type { Hash } from "../authority/signer";
import type { Validity } from "../ordering/validity";
import type { Account, Organization, User } from "./account";
import type { Product } from "./products";

/** An order as the sandbox knows it; what the API tells of it is made in `answers`. */
export interface Order {
  readonly id: number;
  readonly account: Account;
  readonly product: Product;
  /** The body of the request that placed it. */
  readonly body: unknown;
  readonly placedAt: Date;
  /** Absent for one that was renewed outside. */
  readonly user: User | undefined;
  readonly alternativeOrderId: string | undefined;
  readonly renewalOf: Order | undefined;
  readonly organization: Organization;
  readonly container: ContainerSettings | undefined;
  readonly validity: Validity;
  readonly paid: number;
  readonly paymentMethod: string;
  readonly autoRenew: boolean;
  readonly guestAccess: boolean;
  readonly ctLogging: boolean;
  /** The first is that of the order; reissues follow. */
  readonly certificates: Certificate[];
  readonly duplicates: Certificate[];
  readonly requests: Request[];
  /** Set when the first certificate is issued. */
  validUntil: Date | undefined;
  renewedBy: Order | undefined;
  ended: { readonly as: "canceled" | "rejected" | "revoked"; readonly at: Date } | undefined;
  forgotten: boolean;
  additionalEmails: readonly string[];
  customRenewalMessage: string | undefined;
  renewalNotices: boolean;
  readonly customFields: Map<number, string>;
}

export interface Certificate {
  readonly id: number;
  readonly order: Order;
  readonly wish: CertificateWish;
  readonly createdAt: Date;
  readonly isDuplicate: boolean;
  state: "waiting for approval" | "pending" | "issued" | "revoked" | "rejected" | "canceled";
  issued: (SignedCertificate & { readonly at: Date; readonly authority: Authority }) | undefined;
  revoked: { readonly at: Date; readonly reason: string } | undefined;
  /** A reissue took one of its names away. */
  revocationDueAt: Date | undefined;
}

/** What a certificate was asked to be. */
export interface CertificateWish {
  readonly commonName: string;
  readonly dnsNames: readonly string[];
  /** As it was sent. */
  readonly csr: string;
  readonly key: CsrKey;
  readonly hash: Hash;
  readonly authority: AuthoritySettings;
  readonly organizationUnits: readonly string[];
  readonly serverPlatformId: number;
  readonly profile: string | undefined;
}

/** A request that a person or the account approves. */
export interface Request {
  readonly id: number;
  readonly type: "new_request" | "reissue" | "duplicate" | "revoke";
  readonly order: Order;
  /** The new one of an order or reissue; of a revocation that of one certificate: the one to revoke. */
  readonly certificate: Certificate | undefined;
  readonly date: Date;
  readonly requester: User | undefined;
  readonly comments: string | undefined;
  readonly revocationReason: string | undefined;
  /** The order's status when the request was made, for the wart that shows it for ever. */
  readonly orderStatusThen: OrderStatus;
  status: "pending" | "approved" | "rejected";
  processed: { readonly at: Date; readonly by: string; readonly comment: string | undefined } | undefined;
}

export type OrderStatus = "needs_approval" | "pending" | "issued" | "reissue_pending" | "expired" | "revoked" | "canceled" | "rejected";

/** The order's status is never stored: it follows from what happened, and from the time. */
export function statusOf(order: Order, now: Date): OrderStatus {
  if (order.ended !== undefined) return order.ended.as;
  const first = order.certificates[0]?.state;
  if (first === "waiting for approval") return "needs_approval";
  if (first === "pending") return "pending";
  if (order.validUntil !== undefined && order.validUntil <= now) return "expired";
  return waitingReissue(order) === undefined ? "issued" : "reissue_pending";
}

export function waitingReissue(order: Order): Certificate | undefined {
  return order.certificates.slice(1).find(({ state }) => state === "waiting for approval" || state === "pending");
}

/** The newest that was issued, revoked or not: the one that an order's info is about. */
export function currentCertificate(order: Order): IssuedCertificate | undefined {
  return order.certificates.findLast(isIssued);
}

export type IssuedCertificate = Certificate & { readonly issued: NonNullable<Certificate["issued"]> };

export function allCertificates({ certificates, duplicates }: Order): readonly Certificate[] {
  return [...certificates, ...duplicates];
}

export function isIssued(certificate: Certificate): certificate is IssuedCertificate {
  return certificate.issued !== undefined;
}

/** A renewal that came to nothing leaves the order as if it had not been renewed. */
export function successorOf(order: Order): Order | undefined {
  const as = order.renewedBy?.ended?.as;
  return as === "canceled" || as === "rejected" ? undefined : order.renewedBy;
}

export function pendingRequest(order: Order, type?: Request["type"]): Request | undefined {
  return order.requests.find((request) => request.status === "pending" && (type === undefined || request.type === type));
}

export function allNames(wish: CertificateWish): ReadonlySet<string> {
  return new Set([wish.commonName, ...wish.dnsNames].map((name) => name.toLowerCase()));
}

/** The id of the certificate that the order's info is about; none before the request for it is approved. */
export function shownId(order: Order): number | undefined {
  const certificate = currentCertificate(order) ?? order.certificates[0];
  return certificate === undefined || certificate.state === "waiting for approval" || certificate.state === "rejected"
    ? undefined
    : certificate.id;
}
