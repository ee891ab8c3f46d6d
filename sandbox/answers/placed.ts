import { isIP } from "node:net";

import { chainOf } from "./chain";
import type { Placed } from "../ordering/place";
import { domainOf, wartsOf, type Account } from "../state/account";
import { allNames, isIssued, type Certificate, type Request } from "../state/order";
import { given, idFor } from "./wording";

/**
 * The answer to an order, in its three shapes: it waits for approval (no `certificate_id`), it was accepted (`certificate_id`, no chain), or it was
 * issued at once.
 */
export function placedAnswer({ order, certificate, request, newOrganization }: Placed) {
  const { account } = order;
  return given({
    id: order.id,
    organization: newOrganization === undefined ? undefined : { id: idFor(account, newOrganization.id) },
    domains: domainsOf(account, certificate),
    requests: request === undefined ? undefined : [requestEntry(account, request, true)],
    ...certificateMembers(certificate),
  });
}

/** [DOC] `{"id": <order>, "requests": [{"id": 1}]}`: a reissue's request has no status. */
export function reissuedAnswer(certificate: Certificate, request: Request | undefined) {
  const { order } = certificate;
  return given({
    id: order.id,
    requests: request === undefined ? undefined : [requestEntry(order.account, request, false)],
    ...certificateMembers(certificate),
  });
}

function requestEntry(account: Account, { id, status }: Request, withStatus: boolean) {
  const shown = withStatus && !wartsOf(account).requestsWithoutStatus;
  return { id: idFor(account, id), ...(shown && { status }) };
}

/** [Page] `certificate_id` is returned if the request is approved; the chain only for certificates that are issued immediately. */
function certificateMembers(certificate: Certificate) {
  if (certificate.state === "waiting for approval") return {};
  const { account } = certificate.order;
  const withChain = isIssued(certificate) && !wartsOf(account).noChainInOrderAnswer;
  return { certificate_id: certificate.id, ...(withChain && { certificate_chain: chainOf(certificate) }) };
}

/** [Page] Details for new and existing domains on the order. IP addresses are none. */
function domainsOf(account: Account, { wish, order }: Certificate) {
  const names = [...allNames(wish)].filter((name) => isIP(name) === 0);
  const domains = new Map(names.map((each) => domainOf(account, each, order.organization.id)).map(({ id, name }) => [id, { id, name }]));
  return domains.size === 0 ? undefined : [...domains.values()];
}
