import { ApiError, TransportError, type ApiReason } from "../errors";
import { inOneLine } from "../redact";
import { list, record, may, must, text, WrongShape, type Decoder } from "./decode";
import type { Limiter } from "./limiter";
import { withRepeats, type Repeat } from "./retry";
import type { Incoming, Outgoing, Send } from "./send";
import type { Time } from "./time";

/** One call of the API, and how its answer is read. */
export interface Call<T> {
  readonly method: Outgoing["method"];
  readonly path: string;
  readonly query?: Outgoing["query"];
  readonly body?: unknown;
  /** @default `freely` for GET and PUT, `ifUnsent` for POST */
  readonly repeat?: Repeat;
  readonly answer: Answer<T>;
}

/** How an answer becomes a value. */
export type Answer<T> = (incoming: Incoming) => T;

/** Makes calls: in turn, repeated where that is safe, decoded. Everything it throws is an error of the table. */
export type Caller = <T>(call: Call<T>) => Promise<T>;

export interface CallerParts {
  readonly send: Send;
  readonly limiter: Limiter;
  readonly time: Time;
  readonly account: string;
  /** Throws where nothing may be changed any more. Asked right before every attempt of a changing call. */
  readonly beforeChange: () => void;
}

export function createCaller({ send, limiter, time, account, beforeChange }: CallerParts): Caller {
  return async (call) => {
    const { method, path, query, body } = call;
    const repeat = call.repeat ?? (method === "POST" ? "ifUnsent" : "freely");
    const outgoing: Outgoing = { method, path, alone: repeat === "ifUnsent", ...(query === undefined ? {} : { query }), body };
    const attempt = async () => {
      if (method !== "GET") beforeChange();
      const incoming = await send(outgoing);
      if (incoming.status < 200 || incoming.status > 299) throw refused({ method, path, account }, incoming);
      return read(call.answer, incoming, { method, path, account });
    };
    return await withRepeats(attempt, repeat, limiter, time);
  };
}

interface Where {
  readonly method: string;
  readonly path: string;
  readonly account: string;
}

function read<T>(answer: Answer<T>, incoming: Incoming, where: Where): T {
  try {
    return answer(incoming);
  } catch (error) {
    if (error instanceof WrongShape) throw new TransportError("DIGICERT_UNEXPECTED_ANSWER", { ...where, reason: error.message });
    if (error instanceof NoJson) throw new TransportError("DIGICERT_UNREADABLE_ANSWER", { ...where, reason: error.message });
    throw error;
  }
}

/** A content type is what whoever answers writes there. */
const LONGEST_TYPE = 100;

/** Its message says what came instead, and shows nothing of it. */
class NoJson extends Error {
  constructor({ status, contentType, body }: Incoming) {
    super(`${String(status)} with ${inOneLine(contentType, LONGEST_TYPE)}, ${String(body.length)} characters that are no JSON`);
    this.name = "NoJson";
  }
}

/** The answer's JSON, decoded. */
export function decoded<T>(decode: Decoder<T>): Answer<T> {
  return (incoming) => decode(parsed(incoming), "");
}

/** An answer whose status says everything. */
export const nothing: Answer<void> = () => undefined;

export function parsed(incoming: Incoming): unknown {
  try {
    return JSON.parse(incoming.body) as unknown;
  } catch {
    throw new NoJson(incoming);
  }
}

const reasons = record({ errors: list("errors", record({ code: may("code", text), message: may("message", text) })) });
/** Seen in an old recording: one error, not in a list. */
const oneReason = record({ code: must("errors.code", text), message: may("errors.message", text) });

function refused(where: Where, incoming: Incoming): ApiError {
  const { status } = incoming;
  const retryAfterSeconds = secondsIn(incoming.retryAfter);
  const errors = reasonsIn(incoming);
  return new ApiError(where, { status, errors, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}

/** DigiCert gives one or two. */
const MOST_REASONS = 20;

/** Without DigiCert's words, the status is the reason: what a proxy or a page says is not shown. */
function reasonsIn(incoming: Incoming): readonly ApiReason[] {
  const found = given(incoming).slice(0, MOST_REASONS);
  if (found.length > 0)
    return found.map(({ code = "no code", message = "no message" }) => ({ code: inOneLine(code), message: inOneLine(message) }));
  const type = inOneLine(incoming.contentType, LONGEST_TYPE);
  return [{ code: `http ${String(incoming.status)}`, message: `an answer without DigiCert's error codes (${type})` }];
}

function given(incoming: Incoming): readonly { readonly code?: string; readonly message?: string }[] {
  for (const read of [(body: unknown) => [oneReason(body, "")], (body: unknown) => reasons(body, "").errors]) {
    try {
      return read(parsed(incoming));
    } catch {
      // Not in this form; what is in neither has no words of DigiCert's.
    }
  }
  return [];
}

/** `Retry-After` in seconds, or as a date (RFC 9110, section 10.2.3). */
export function secondsIn(retryAfter: string | undefined, now = Date.now()): number | undefined {
  if (retryAfter === undefined) return undefined;
  if (/^\d{1,9}$/.test(retryAfter.trim())) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now) / 1000);
}
