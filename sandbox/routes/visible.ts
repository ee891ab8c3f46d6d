import type { Call } from "../http/call";
import { accessDenied, notFound } from "../http/refusal";
import { isIssued, type Certificate, type IssuedCertificate, type Order, type Request } from "../state/order";

/** What this key may see. An order of another account is not there; one of another person is hidden from a limited user. */
export function visibleOrder(order: Order | undefined, { account, user }: Call, what = "order"): Order {
  if (order?.account !== account || order.forgotten) throw notFound(what);
  if (user.role === "limited user" && order.user?.id !== user.id) throw accessDenied("missing_permission");
  return order;
}

export function orderIn(call: Call): Order {
  return visibleOrder(call.centre.register.order(Number(call.segments["order_id"])), call);
}

/** [DOC] By its id, or by the thumbprint or serial number of its primary certificate, but not of a duplicate. */
export function orderByAnyId(call: Call): Order {
  const id = call.segments["order_id"] ?? "";
  const byNumber = call.centre.register.order(Number(id));
  const certificate = call.centre.register.issuedAs(id);
  return visibleOrder(byNumber ?? (certificate?.isDuplicate === true ? undefined : certificate?.order), call);
}

/** [DOC] By id or serial number. Before it is issued it cannot be had: what code that gets is not documented. */
export function issuedIn(call: Call): IssuedCertificate {
  const id = call.segments["certificate_id"] ?? "";
  const { register } = call.centre;
  const certificate = register.certificate(Number(id)) ?? register.issuedAs(id);
  return issuedOnly(certificate, call);
}

export function issuedOnly(certificate: Certificate | undefined, call: Call): IssuedCertificate {
  visibleOrder(certificate?.order, call, "certificate");
  if (certificate === undefined || !isIssued(certificate)) throw notFound("certificate");
  return certificate;
}

export function requestIn(call: Call): Request {
  const request = call.centre.register.request(Number(call.segments["request_id"]));
  visibleOrder(request?.order, call, "request");
  if (request === undefined) throw notFound("request");
  return request;
}

export function isVisible(order: Order, { account, user }: Call): boolean {
  return order.account === account && !order.forgotten && (user.role !== "limited user" || order.user?.id === user.id);
}
