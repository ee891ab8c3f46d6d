import { reissuedAnswer } from "../answers/placed";
import { reissueEntry } from "../answers/reissueEntry";
import { collection } from "../answers/wording";
import { created, ok } from "../http/answer";
import type { Call } from "../http/call";
import { refused } from "../http/refusal";
import type { Route } from "../http/router";
import { certificateWishOf } from "../ordering/certificateWish";
import { newCertificate } from "../ordering/newCertificate";
import { ask } from "../ordering/place";
import { checkBody } from "../schema/check";
import { reissueShape } from "../schema/orderShape";
import { wartsOf } from "../state/account";
import { pendingRequest, statusOf } from "../state/order";
import { paged } from "./paging";
import { orderIn } from "./visible";

export const reissueRoutes: readonly Route[] = [
  { method: "POST", path: "/order/certificate/{order_id}/reissue", handle: reissue },
  { method: "GET", path: "/order/certificate/{order_id}/reissue", handle: list },
];

/** [DOC] Another certificate inside the same order, to the same end. An order whose only certificate was revoked can have one too. */
async function reissue(call: Call) {
  const { body, account, user, centre } = call;
  const order = orderIn(call);
  checkBody(body, reissueShape(wartsOf(account).reissueNeedsServerPlatform), centre.strict);
  const status = statusOf(order, centre.clock.now());
  if (status !== "issued") throw refused("order_not_eligible_for_reissue", `An order that is ${status} cannot be reissued.`);
  if (pendingRequest(order, "revoke") !== undefined) throw refused("revoke_request_pending", "A request to revoke is pending.");
  const wish = await certificateWishOf(body, account, order.product);
  const certificate = newCertificate(order, wish, centre.clock.now(), centre);
  const request = await ask({ type: "reissue", certificate, user, body }, centre);
  return created(reissuedAnswer(certificate, request));
}

/** [DOC] List reissues. */
function list(call: Call) {
  const order = orderIn(call);
  const reissues = order.certificates
    .slice(1)
    .filter(({ state }) => state !== "waiting for approval" && state !== "rejected" && state !== "canceled");
  const { entries, page } = paged(reissues, call);
  return ok(collection(call.account, "certificates", entries.map(reissueEntry), page));
}
