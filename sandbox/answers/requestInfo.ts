import { wartsOf, type User } from "../state/account";
import type { CertCentral } from "../state/certCentral";
import { statusOf, type Request } from "../state/order";
import { certificateInfo } from "./orderInfo";
import { organizationSummary } from "./organizations";
import { containerSummary, given, idFor, productSummary, userSummary, wireDate, wireTime } from "./wording";

/** [DOC] Request info. `date_processed` and the processor are absent while it is pending. */
export function requestInfo(request: Request, centre: CertCentral) {
  const { order, processed } = request;
  return given({
    id: idFor(order.account, request.id),
    date: wireTime(request.date),
    type: request.type,
    status: request.status,
    date_processed: processed === undefined ? undefined : wireTime(processed.at),
    requester: request.requester === undefined ? undefined : userSummary(request.requester),
    processor: processed === undefined ? undefined : processorSummary(processed.by, order.account.keys),
    order: orderInside(request, centre),
    comments: request.comments,
    processor_comment: processed?.comment,
    renewal_of_order_valid_till: order.renewalOf?.validUntil === undefined ? undefined : wireDate(order.renewalOf.validUntil),
  });
}

function orderInside({ order, orderStatusThen }: Request, centre: CertCentral) {
  const now = centre.clock.now();
  return given({
    id: order.id,
    certificate: certificateInfo(order, now),
    status: wartsOf(order.account).staleOrderInRequest ? orderStatusThen : statusOf(order, now),
    is_renewal: order.renewalOf !== undefined,
    date_created: wireTime(order.placedAt),
    organization: organizationSummary(order.organization, order.account),
    container: containerSummary(order.account, order.container?.id),
    product: productSummary(order.product),
    alternative_order_id: order.alternativeOrderId,
  });
}

function processorSummary(name: string, users: readonly User[]) {
  const user = users.find((each) => each.name === name);
  return user === undefined ? { first_name: name, last_name: "Sandbox" } : userSummary(user);
}
