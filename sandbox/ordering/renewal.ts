import { refused } from "../http/refusal";
import { numberAt, textAt } from "../http/wire";
import type { Account } from "../state/account";
import type { CertCentral } from "../state/certCentral";
import { currentCertificate, statusOf, successorOf, type Order } from "../state/order";

const DAY_MS = 86_400_000;

/** The order that is renewed, where the request says it is a renewal: by the order's id, or by the thumbprint of its primary certificate. */
export function renewedOrderOf(body: unknown, account: Account, centre: CertCentral): Order | undefined {
  const id = numberAt(body, "renewal_of_order_id");
  const thumbprint = textAt(body, "renewed_thumbprint");
  if (id === undefined && thumbprint === undefined) return undefined;
  const order = id === undefined ? byThumbprint(thumbprint ?? "", centre) : centre.register.order(id);
  // [Page] "you must place the request from the same account used to order the original certificate"
  if (order?.account !== account || order.forgotten) throw notEligible("there is no such order in this account");
  checkRenewable(order, centre.clock.now());
  return order;
}

function byThumbprint(thumbprint: string, centre: CertCentral): Order | undefined {
  const certificate = centre.register.issuedAs(thumbprint);
  return certificate !== undefined && currentCertificate(certificate.order) === certificate ? certificate.order : undefined;
}

export function checkRenewable(order: Order, now: Date): void {
  if (successorOf(order) !== undefined) throw refused("order_renewed_already", "The order has already been renewed.");
  const status = statusOf(order, now);
  if (status !== "issued" && status !== "expired") throw notEligible(`its status is ${status}`);
  const { renewalWindowDays } = order.account.settings;
  const opens = (order.validUntil?.getTime() ?? 0) - (renewalWindowDays ?? Number.POSITIVE_INFINITY) * DAY_MS;
  if (now.getTime() < opens) throw notEligible(`it may be renewed ${String(renewalWindowDays)} days before its end`);
}

function notEligible(reason: string) {
  return refused("order_not_eligible_for_renewal", `The order is not eligible for renewal: ${reason}.`);
}
