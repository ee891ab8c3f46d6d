import { requestInfo } from "../answers/requestInfo";
import { created, noContent, type Answer } from "../http/answer";
import type { Call } from "../http/call";
import { accessDenied, refused } from "../http/refusal";
import type { Route } from "../http/router";
import { flagAt, textAt } from "../http/wire";
import { newRequest } from "../ordering/newRequest";
import { revokeCertificate, revokeOrder } from "../ordering/revocation";
import { checkBody } from "../schema/check";
import { revocationShape } from "../schema/lifeShapes";
import { pendingRequest, statusOf, waitingReissue, type Certificate, type Order } from "../state/order";
import { issuedIn, orderIn } from "./visible";

export const revocationRoutes: readonly Route[] = [
  { method: "PUT", path: "/order/certificate/{order_id}/revoke", handle: revokeOrderRoute },
  { method: "PUT", path: "/certificate/{certificate_id}/revoke", handle: revokeCertificateRoute },
];

function revokeOrderRoute(call: Call) {
  checkBody(call.body, revocationShape, call.centre.strict);
  const order = orderIn(call);
  checkRevocable(order, call);
  return decide(call, order, undefined);
}

function revokeCertificateRoute(call: Call) {
  checkBody(call.body, revocationShape, call.centre.strict);
  const certificate = issuedIn(call);
  checkRevocable(certificate.order, call);
  if (certificate.state === "revoked") throw refused("certificate_already_revoked", "The certificate has already been revoked.");
  return decide(call, certificate.order, certificate);
}

/** [DOC] With `skip_approval`, for administrators: done, 204, no request, and the comment is not stored. Without: a request that a person approves. */
function decide(call: Call, order: Order, certificate: Certificate | undefined): Answer {
  const { centre, user, body } = call;
  const reason = textAt(body, "revocation_reason") ?? "unspecified";
  if (flagAt(body, "skip_approval") === true) {
    if (user.role !== "administrator") throw accessDenied("missing_permission");
    const revocation = { at: centre.clock.now(), reason };
    if (certificate === undefined) revokeOrder(order, revocation, centre);
    else revokeCertificate(certificate, revocation, centre);
    return noContent();
  }
  if (pendingRequest(order, "revoke") !== undefined) {
    throw refused("revoke_request_pending", "A request to revoke is already pending.");
  }
  const comments = textAt(body, "comments") ?? textAt(body, "comment");
  const request = newRequest({ type: "revoke", order, certificate, requester: user, comments, revocationReason: reason }, centre);
  return created(requestInfo(request, centre));
}

/** [DOC] "Certificates with a pending reissue cannot be revoked". [CODE] `order_already_revoked`. */
function checkRevocable(order: Order, { centre }: Call): void {
  const status = statusOf(order, centre.clock.now());
  if (status === "revoked") throw refused("order_already_revoked", "The order has already been revoked.");
  if (waitingReissue(order) !== undefined) throw refused("reissue_pending", "Certificates with a pending reissue cannot be revoked.");
  if (status !== "issued") throw refused("invalid_order_status", `An order that is ${status} cannot be revoked.`);
}
