import { noteChange, type CertCentral } from "../state/certCentral";
import { waitingReissue, type Order } from "../state/order";
import { refund, reject, type Decision } from "./approval";

/** Ends an order that was not issued yet. */
export function cancel(order: Order, centre: CertCentral): void {
  const at = centre.clock.now();
  for (const certificate of order.certificates) certificate.state = "canceled";
  for (const request of order.requests.filter(({ status }) => status === "pending")) request.status = "rejected";
  order.ended = { as: "canceled", at };
  refund(order);
  noteChange(centre, order, at);
}

/** [DOC] The order returns to `issued`, the request becomes `rejected`, and the note the comment of its processor. */
export function cancelReissue(order: Order, decision: Decision, centre: CertCentral): void {
  const certificate = waitingReissue(order);
  if (certificate === undefined) return;
  const request = order.requests.find((each) => each.certificate === certificate);
  if (request?.status === "pending") {
    reject(request, decision, centre);
    return;
  }
  certificate.state = "canceled";
  if (request !== undefined) {
    request.status = "rejected";
    request.processed = { at: centre.clock.now(), ...decision };
  }
  noteChange(centre, order, centre.clock.now());
}
