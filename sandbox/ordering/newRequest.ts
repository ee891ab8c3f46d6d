import type { User } from "../state/account";
import type { CertCentral } from "../state/certCentral";
import { statusOf, type Certificate, type Order, type Request } from "../state/order";

export interface RequestWish {
  readonly type: Request["type"];
  readonly order: Order;
  readonly certificate: Certificate | undefined;
  readonly requester: User | undefined;
  readonly comments?: string | undefined;
  readonly revocationReason?: string | undefined;
}

/** Puts a request on the order's list; it waits until somebody, or the account's settings, decide. */
export function newRequest(wish: RequestWish, centre: CertCentral): Request {
  const now = centre.clock.now();
  const request: Request = {
    id: centre.register.nextId("request"),
    type: wish.type,
    order: wish.order,
    certificate: wish.certificate,
    date: now,
    requester: wish.requester,
    comments: wish.comments,
    revocationReason: wish.revocationReason,
    orderStatusThen: statusOf(wish.order, now),
    status: "pending",
    processed: undefined,
  };
  centre.register.addRequest(request);
  return request;
}
