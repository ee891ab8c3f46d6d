import type { RequestInfo, RequestRow } from "./answers";
import { decoded, nothing, type Caller } from "./call";
import { id, list, may, must, record, text, whole, type Decoder } from "./decode";

export interface Requests {
  info(requestId: number): Promise<RequestInfo>;
  /** The account's requests that nobody has decided yet: one page, which may hold 1,000. */
  undecided(status: "pending" | "submitted"): Promise<RequestPage>;
  /** Decides a request, as a person with the right to do so. */
  setStatus(requestId: number, status: "approved" | "rejected", comment: string): Promise<void>;
}

/** One page of a list. */
export interface RequestPage {
  readonly requests: readonly { readonly orderId?: number }[];
  /** Of all pages, where DigiCert says it: an empty list comes without. */
  readonly total?: number;
}

export function requestsOf(call: Caller): Requests {
  return {
    info: (requestId) => call({ method: "GET", path: `request/${String(requestId)}`, answer: decoded(requestInfo) }),
    undecided: (status) => call({ method: "GET", path: "request", query: { "filters[status]": status }, answer: decoded(requestPage) }),
    setStatus: (requestId, status, comment) =>
      call({
        method: "PUT",
        path: `request/${String(requestId)}/status`,
        body: { status, processor_comment: comment },
        answer: nothing,
      }),
  };
}

/** One object of `requests[]`, or the answer to a revocation that a person decides. */
export const requestRow: Decoder<RequestRow> = record({
  id: must("id", id),
  status: may("status", text),
  type: may("type", text),
  date: may("date", text),
  comments: may("comments", text),
});

const requestInfo: Decoder<RequestInfo> = record({
  id: must("id", id),
  status: must("status", text),
  type: may("type", text),
  orderId: may("order.id", id),
  comments: may("comments", text),
  processorComment: may("processor_comment", text),
});

/** https://dev.digicert.com/en/certcentral-apis/services-api/requests/list-requests.html */
const requestPage: Decoder<RequestPage> = record({
  requests: list("requests", record({ orderId: may("order.id", id) })),
  total: may("page.total", whole),
});
