import type { ServerResponse } from "node:http";

import type { Answer } from "../http/answer";
import { reset, sendHalf } from "../http/send";
import type { FaultScript } from "./faultScript";

/** The request that meets a fault, and what can be done with it. */
export interface Meeting {
  readonly carryOut: () => Promise<Answer>;
  readonly answer: (answer: Answer, headers?: Readonly<Record<string, string>>) => void;
  readonly response: ServerResponse;
  /** Does something so many seconds later, unless the sandbox stops before. */
  readonly later: (seconds: number, work: () => void) => void;
}

/** Lets a request meet its fault. */
export async function answerWith(fault: FaultScript, meeting: Meeting): Promise<void> {
  const { carryOut, answer, response, later } = meeting;
  switch (fault.do) {
    case "dropBefore":
      return reset(response);
    case "dropAfter":
      await carryOut();
      return reset(response);
    case "cutAnswer":
      return sendHalf(response, await carryOut());
    case "malformed":
      return answer({ status: (await carryOut()).status, body: '{"errors": [', contentType: "application/json" });
    case "delay": {
      const delayed = await carryOut();
      return later(fault.seconds, () => {
        answer(delayed);
      });
    }
    case "late":
      reset(response);
      return later(fault.seconds, () => void carryOut());
    case "hang":
      if (fault.carriedOut !== false) await carryOut();
      return;
    case "status":
      if (fault.carriedOut === true) await carryOut();
      return answer(
        otherStatus(fault.status, fault.body),
        fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) },
      );
    case "replaceAnswer":
      return answer({ status: (await carryOut()).status, body: fault.body });
    case "wrongPem":
    case "swapChain":
    case "brokenChain":
      throw new RangeError(`${fault.do} changes an answer that has certificates, and is met there`);
  }
}

/** A proxy's page where DigiCert's own service did not answer; otherwise CertCentral's words. */
function otherStatus(status: number, body: unknown): Answer {
  if (body !== undefined) return { status, body, ...(typeof body === "string" && { contentType: "text/html" }) };
  if (status === 429) return errorAnswer(status, "request_limit_exceeded", "Service unavailable, please limit request volume");
  const isOfProxy = status === 502 || status === 503 || status === 504;
  if (isOfProxy) return { status, body: `<html><body><h1>${String(status)}</h1></body></html>`, contentType: "text/html" };
  return errorAnswer(status, "scripted_fault", `The sandbox was told to answer ${String(status)}.`);
}

function errorAnswer(status: number, code: string, message: string): Answer {
  return { status, body: { errors: [{ code, message }] } };
}
