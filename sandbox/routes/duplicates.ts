import { duplicateEntry } from "../answers/duplicateEntry";
import { reissuedAnswer } from "../answers/placed";
import { collection } from "../answers/wording";
import { created, ok } from "../http/answer";
import type { Call } from "../http/call";
import { refused } from "../http/refusal";
import type { Route } from "../http/router";
import { duplicateWishOf } from "../ordering/duplicate";
import { newCertificate } from "../ordering/newCertificate";
import { ask } from "../ordering/place";
import { checkBody } from "../schema/check";
import { reissueShape } from "../schema/orderShape";
import { currentCertificate, statusOf } from "../state/order";
import { paged } from "./paging";
import { orderIn } from "./visible";

/** Further certificates of an order, beside its own and to the same end. */
export const duplicateRoutes: readonly Route[] = [
  { method: "POST", path: "/order/certificate/{order_id}/duplicate", handle: duplicate },
  { method: "GET", path: "/order/certificate/{order_id}/duplicate", handle: list },
];

/** [DOC] Duplicate certificate: asked and answered like a reissue. What an order that is not issued is answered is not documented. */
async function duplicate(call: Call) {
  const { body, user, centre } = call;
  const order = orderIn(call);
  checkBody(body, reissueShape(false), centre.strict);
  const now = centre.clock.now();
  const status = statusOf(order, now);
  const original = currentCertificate(order);
  if (status !== "issued" || original?.state !== "issued") {
    throw refused("order_not_eligible_for_duplicate", `An order that is ${status} has no certificate to duplicate.`);
  }
  const certificate = newCertificate(order, await duplicateWishOf(body, original), now, centre, true);
  const request = await ask({ type: "duplicate", certificate, user, body }, centre);
  return created(reissuedAnswer(certificate, request));
}

/** [DOC] List duplicates. Which of those that were never approved it shows is not said: none, as for reissues. */
function list(call: Call) {
  const order = orderIn(call);
  const shown = order.duplicates.filter(({ state }) => state !== "waiting for approval" && state !== "rejected" && state !== "canceled");
  const { entries, page } = paged(shown, call);
  return ok(collection(call.account, "certificates", entries.map(duplicateEntry), page));
}
