import { accessDenied, refused } from "../http/refusal";
import type { User } from "../state/account";
import { noteChange, type CertCentral } from "../state/certCentral";
import type { Order, Request } from "../state/order";
import { startIssuance } from "./issuance";
import { revokeCertificate, revokeOrder } from "./revocation";

/** Whether a person's requests need nobody else. [DOC] A standard user's all do. */
export function mayApprove(user: User): boolean {
  return user.role === "administrator" || user.role === "manager";
}

/** [CODE] `access_denied|invalid_approver`: approving without the right to, or, for a manager, one's own request. */
export function checkApprover(request: Request, user: User): void {
  const isOwn = request.requester?.id === user.id;
  if (!mayApprove(user) || (isOwn && user.role !== "administrator")) throw accessDenied("invalid_approver");
}

export interface Decision {
  readonly by: string;
  readonly comment: string | undefined;
}

/** Approves a request, and starts what was asked for. */
export async function approve(request: Request, decision: Decision, centre: CertCentral): Promise<void> {
  decide(request, "approved", decision, centre);
  const { certificate, order } = request;
  if (request.type !== "revoke") {
    if (certificate !== undefined) await startIssuance(certificate, centre);
    return;
  }
  const revocation = { at: centre.clock.now(), reason: request.revocationReason ?? "unspecified" };
  if (certificate === undefined) revokeOrder(order, revocation, centre);
  else revokeCertificate(certificate, revocation, centre);
}

/** Rejects a request: an order ends with it; a reissue or a revocation leaves the order as it was. */
export function reject(request: Request, decision: Decision, centre: CertCentral): void {
  decide(request, "rejected", decision, centre);
  const { certificate, order } = request;
  const at = centre.clock.now();
  if (request.type !== "revoke" && certificate !== undefined) certificate.state = "rejected";
  if (request.type === "new_request") {
    order.ended = { as: "rejected", at };
    refund(order);
  }
  noteChange(centre, order, at);
}

/** Nobody pays for an order that was refused or canceled before it was issued. */
export function refund(order: Order): void {
  if (order.paymentMethod === "balance") order.account.balance += order.paid;
}

function decide(request: Request, status: "approved" | "rejected", { by, comment }: Decision, centre: CertCentral): void {
  if (request.status !== "pending") throw refused("request_already_processed", `The request has already been ${request.status}.`);
  request.status = status;
  request.processed = { at: centre.clock.now(), by, comment };
}
