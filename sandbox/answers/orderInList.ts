import { wartsOf } from "../state/account";
import type { CertCentral } from "../state/certCentral";
import { isIssued, statusOf, successorOf, type Order } from "../state/order";
import { certificateInfo } from "./orderInfo";
import { organizationSummary } from "./organizations";
import { containerSummary, given, numberFor, productSummary, wireDate, wireTime } from "./wording";

/** [DOC] An entry of List orders: shorter than the order's info. */
export function orderInList(order: Order, centre: CertCentral) {
  const now = centre.clock.now();
  const { account } = order;
  const reissues = order.certificates.slice(1).filter(isIssued).length;
  const duplicates = order.duplicates.filter(isIssued).length;
  const successor = wartsOf(account).noRenewedOrderId ? undefined : successorOf(order);
  return given({
    id: order.id,
    certificate: certificateSummary(order, now),
    status: statusOf(order, now),
    is_renewal: order.renewalOf !== undefined,
    is_renewed: successor !== undefined,
    renewed_order_id: successor?.id,
    date_created: wireTime(order.placedAt),
    organization: wartsOf(account).missingObjectsAreLists ? [] : organizationSummary(order.organization, account),
    order_valid_till: order.validUntil === undefined ? undefined : wireDate(order.validUntil),
    is_multi_year_plan: numberFor(account, 0),
    container: containerSummary(account, order.container?.id),
    product: productSummary(order.product),
    product_name_id: order.product,
    has_duplicates: duplicates > 0,
    has_reissues: reissues > 0,
    reissues_count: reissues,
    duplicates_count: duplicates,
    price: order.paid,
    alternative_order_id: order.alternativeOrderId,
  });
}

/** [CODE] The page's table has no `serial_number`; two clients that others wrote read it here. */
function certificateSummary(order: Order, now: Date) {
  const { id, serial_number, common_name, dns_names, valid_from, valid_till, days_remaining, signature_hash, status } =
    certificateInfo(order, now) ?? {};
  const shown = wartsOf(order.account).certificateStatusInList ? status : undefined;
  return given({ id, serial_number, common_name, dns_names, valid_from, valid_till, days_remaining, signature_hash, status: shown });
}
