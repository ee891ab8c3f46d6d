import type { RequestInfo, RequestRow } from "./answers";
import { decoded, nothing, type Caller } from "./call";
import { id, may, must, record, text, type Decoder } from "./decode";

export interface Requests {
  info(requestId: number): Promise<RequestInfo>;
  /** Decides a request, as a person with the right to do so. */
  setStatus(requestId: number, status: "approved" | "rejected", comment: string): Promise<void>;
}

export function requestsOf(call: Caller): Requests {
  return {
    info: (requestId) => call({ method: "GET", path: `request/${String(requestId)}`, answer: decoded(requestInfo) }),
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
