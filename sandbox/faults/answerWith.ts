import type { ServerResponse } from "node:http";

import type { Answer } from "../http/answer";
import { reset, sendHalf } from "../http/send";
import type { RequestFault } from "./armed";

/** The request that meets a fault, and what can be done with it. */
export interface Meeting {
  readonly carryOut: () => Promise<Answer>;
  readonly answer: (answer: Answer, headers?: Readonly<Record<string, string>>) => void;
  readonly response: ServerResponse;
  /** Does something so many seconds later, unless the sandbox stops before. */
  readonly later: (seconds: number, work: () => void) => void;
}

/** Lets a request meet its fault. */
export async function answerWith(fault: RequestFault, meeting: Meeting): Promise<void> {
  if (fault.do === "dropBefore" || fault.do === "late") reset(meeting.response);
  if (fault.do === "late") meeting.later(fault.seconds, () => void meeting.carryOut());
  if (isCarriedOut(fault)) answerAfter(fault, await meeting.carryOut(), meeting);
  else if (fault.do === "status") answerOtherwise(fault, meeting);
}

/** Whether the request is carried out before anything else happens. */
function isCarriedOut(fault: RequestFault): boolean {
  if (fault.do === "dropBefore" || fault.do === "late") return false;
  if (fault.do === "hang") return fault.carriedOut !== false;
  return fault.do !== "status" || fault.carriedOut === true;
}

function answerAfter(fault: RequestFault, genuine: Answer, { answer, response, later }: Meeting): void {
  if (fault.do === "dropAfter") reset(response);
  if (fault.do === "cutAnswer") sendHalf(response, genuine);
  if (fault.do === "malformed") answer({ status: withBody(genuine.status), body: '{"errors": [', contentType: "application/json" });
  if (fault.do === "replaceAnswer") answer({ status: withBody(genuine.status), body: fault.body });
  if (fault.do === "status") answerOtherwise(fault, { answer });
  if (fault.do === "delay") {
    later(fault.seconds, () => {
      answer(genuine);
    });
  }
}

/** An answer of 204 cannot have one. */
function withBody(status: number): number {
  return status === 204 ? 200 : status;
}

function answerOtherwise(
  { status, body, retryAfter }: RequestFault & { readonly do: "status" },
  { answer }: Pick<Meeting, "answer">,
): void {
  answer(otherStatus(status, body), retryAfter === undefined ? {} : { "retry-after": String(retryAfter) });
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
