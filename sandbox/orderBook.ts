import { pem } from "./authority/pem";
import type { CertificateBook, OrderBook, RequestBook } from "./books";
import { statusOf, successorOf, type Certificate, type Order, type Request } from "./state/order";

/** The order as a test wants to look at it. */
export function orderBook(order: Order, now: Date): OrderBook {
  return {
    id: order.id,
    accountId: order.account.id,
    product: order.product,
    status: statusOf(order, now),
    ...given("alternativeOrderId", order.alternativeOrderId),
    ...given("renewalOfOrderId", order.renewalOf?.id),
    ...given("renewedOrderId", successorOf(order)?.id),
    organizationId: order.organization.id,
    ...given("orderedBy", order.user?.name),
    placedAt: order.placedAt.toISOString(),
    ...given("canceledAt", order.ended?.as === "canceled" ? order.ended.at.toISOString() : undefined),
    ...given("revokedAt", order.ended?.as === "revoked" ? order.ended.at.toISOString() : undefined),
    forgotten: order.forgotten,
    certificates: order.certificates.map(certificateBook),
    duplicates: order.duplicates.map(certificateBook),
    requests: order.requests.map(requestBook),
    placedWith: order.body,
    paid: order.paid,
    autoRenew: order.autoRenew,
    guestAccess: order.guestAccess,
    ctLogging: order.ctLogging,
    additionalEmails: order.additionalEmails,
    ...given("customRenewalMessage", order.customRenewalMessage),
    renewalNotices: order.renewalNotices,
    customFields: Object.fromEntries(order.customFields),
  };
}

function certificateBook({ id, state, wish, issued, revoked, revocationDueAt }: Certificate): CertificateBook {
  return {
    id,
    status: state === "waiting for approval" ? "pending" : state,
    commonName: wish.commonName,
    dnsNames: wish.dnsNames,
    publicKeySha256: wish.key.publicKeySha256,
    ...given("serialNumber", issued?.serialNumber),
    ...given("pem", issued === undefined ? undefined : pem(issued.der, "CERTIFICATE", "\n")),
    ...given("issuedAt", issued?.at.toISOString()),
    ...given("validUntil", issued?.notAfter.toISOString()),
    ...given("revokedAt", revoked?.at.toISOString()),
    ...given("revocationReason", revoked?.reason),
    ...given("revocationDueAt", revocationDueAt?.toISOString()),
  };
}

function requestBook({ id, type, status, date, comments, processed, certificate }: Request): RequestBook {
  return {
    id,
    type,
    status,
    date: date.toISOString(),
    ...given("comments", comments),
    ...given("processorComment", processed?.comment),
    ...given("certificateId", type === "revoke" ? certificate?.id : undefined),
  };
}

/** A member that is left out where there is nothing to say. */
function given<K extends string, V>(name: K, value: V | undefined): { readonly [N in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in K]?: V };
}
