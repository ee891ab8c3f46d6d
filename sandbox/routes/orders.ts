import { orderInfo } from "../answers/orderInfo";
import { placedAnswer } from "../answers/placed";
import { collection } from "../answers/wording";
import { created, noContent, ok } from "../http/answer";
import type { Call } from "../http/call";
import type { Route } from "../http/router";
import { invalidValue, notFound, refused } from "../http/refusal";
import { textAt } from "../http/wire";
import { cancel, cancelReissue } from "../ordering/cancellation";
import { placeOrder } from "../ordering/place";
import { checkBody } from "../schema/check";
import { orderStatusShape } from "../schema/lifeShapes";
import { wartsOf } from "../state/account";
import { shownId, statusOf } from "../state/order";
import { paged } from "./paging";
import { isVisible, orderByAnyId, orderIn } from "./visible";

/** Placing an order, looking at it, and taking it back. */
export const orderRoutes: readonly Route[] = [
  { method: "POST", path: "/order/certificate/{product}", handle: place },
  { method: "GET", path: "/order/alternate/{alternative_order_id}", handle: byAlternativeId },
  { method: "GET", path: "/order/certificate/{order_id}", handle: (call) => ok(orderInfo(orderByAnyId(call), call.centre)) },
  { method: "PUT", path: "/order/certificate/{order_id}/status", handle: updateStatus },
];

async function place(call: Call) {
  const placed = await placeOrder(call.body, call.segments["product"] ?? "", call.user, call.account, call.centre);
  return created(placedAnswer(placed));
}

/** [DOC] Several orders may share an id where the account does not require unique ones. Whether an unknown one is 404 or empty is not: a wart decides. */
function byAlternativeId(call: Call) {
  const { account, centre } = call;
  const orders = centre.register.under(account.id, call.segments["alternative_order_id"] ?? "").filter((order) => isVisible(order, call));
  if (orders.length === 0 && wartsOf(account).unknownAlternativeIdIsNotFound) throw notFound("order");
  const now = centre.clock.now();
  const { entries, page } = paged(orders, call);
  const rows = entries.map((order) => {
    const certificateId = shownId(order);
    return { order_id: order.id, ...(certificateId !== undefined && { certificate_id: certificateId }), status: statusOf(order, now) };
  });
  return ok(collection(account, "orders", rows, page));
}

/** [DOC] Cancels what is pending; in `reissue_pending` it cancels the reissue, and the note becomes the comment of its request's processor. */
function updateStatus(call: Call) {
  checkBody(call.body, orderStatusShape, call.centre.strict);
  const order = orderIn(call);
  const wanted = textAt(call.body, "status") ?? "";
  if (wanted !== "CANCELED" && wanted !== "canceled") throw invalidValue("status", "it is CANCELED");
  const status = statusOf(order, call.centre.clock.now());
  if (status === "reissue_pending") cancelReissue(order, { by: call.user.name, comment: textAt(call.body, "note") }, call.centre);
  else if (status === "pending") cancel(order, call.centre);
  else throw refused("invalid_order_status", `An order that is ${status} cannot be canceled.`);
  return noContent();
}
