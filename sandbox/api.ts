import type { ServerResponse } from "node:http";

import type { Answer } from "./http/answer";
import type { Call } from "./http/call";
import type { Received } from "./http/listen";
import { accessDenied, notFound, Refusal, refused } from "./http/refusal";
import { routeFor } from "./http/router";
import { send } from "./http/send";
import type { Turns } from "./http/turns";
import type { ArmedFaults } from "./faults/armed";
import { answerWith } from "./faults/answerWith";
import { hasCertificates, withCertificateFault } from "./faults/certificateFaults";
import type { Journal, JournalEntry, Writable } from "./journal";
import type { RateLimiter } from "./rateLimit";
import { revocationList } from "./answers/revocationList";
import { routes } from "./routes/routes";
import type { CertCentral } from "./state/certCentral";

export const BASE_PATH = "/services/v2";
const KEY_HEADER = "x-dc-devkey";
const CRL_PATH = "/crl/";

export interface Api {
  readonly centre: CertCentral;
  readonly journal: Journal;
  readonly faults: ArmedFaults;
  readonly limiter: RateLimiter;
  readonly turns: Turns;
  /** Does something later, unless the sandbox stops before. */
  readonly later: (seconds: number, work: () => void) => void;
}

/** Answers one request to the API's port. */
export async function handleApi(asReceived: Received, response: ServerResponse, api: Api): Promise<void> {
  const received = withoutKeyInBody(asReceived);
  const { pathname } = received.url;
  // By its own clock, which may run elsewhere.
  response.setHeader("Date", api.centre.clock.now().toUTCString());
  if (pathname.startsWith(CRL_PATH)) {
    send(response, await revocationList(pathname.slice(CRL_PATH.length), api));
    return;
  }
  const path = pathname.startsWith(`${BASE_PATH}/`) ? pathname.slice(BASE_PATH.length) : pathname;
  const entry = api.journal.open(entryOf(received, path, api.centre));
  const carryOut = () => carriedOut(received, path, entry, api);
  const fault = api.faults.meet(received.method, path);
  if (fault !== undefined) {
    entry.fault = fault.name ?? fault.do;
    const answer = (faulty: Answer, headers?: Readonly<Record<string, string>>) => {
      finish(response, entry, faulty, headers);
    };
    return answerWith(fault, { carryOut, answer, response, later: api.later });
  }
  const answer = await carryOut();
  finish(response, entry, await withFaultOf(answer, received.method, path, entry, api));
}

/** There are clients that send their key in the body as well: neither journal nor books keep it. */
function withoutKeyInBody(received: Received): Received {
  const key = keyIn(received.headers);
  return key === undefined || key === "" ? received : { ...received, text: received.text.replaceAll(key, "***") };
}

/** Sends the answer and writes it down. */
function finish(response: ServerResponse, entry: Writable<JournalEntry>, answer: Answer, headers?: Readonly<Record<string, string>>): void {
  entry.status = answer.status;
  if (answer.body !== undefined) entry.answer = Buffer.isBuffer(answer.body) ? `${String(answer.body.length)} bytes` : answer.body;
  send(response, answer, headers);
}

async function withFaultOf(answer: Answer, method: string, path: string, entry: Writable<JournalEntry>, api: Api): Promise<Answer> {
  const fault = api.faults.meetCertificates(method, path, () => hasCertificates(answer, api.centre));
  if (fault === undefined) return answer;
  entry.fault = fault.name ?? fault.do;
  return withCertificateFault(answer, fault.do, api.centre);
}

function entryOf({ method, url, headers, text }: Received, path: string, centre: CertCentral): Omit<JournalEntry, "n" | "carriedOut"> {
  const caller = centre.keyOf(keyIn(headers));
  const body = parsed(text);
  const shown = Object.entries(headers).map(([name, value]) => [name, name === KEY_HEADER ? "***" : [value ?? ""].flat().join(", ")]);
  return {
    at: centre.clock.now().toISOString(),
    method,
    path,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(shown) as Record<string, string>,
    ...(body !== undefined && { body }),
    bodyText: text,
    ...(caller !== undefined && { accountId: caller.account.id, keyName: caller.user.name }),
  };
}

/** What the API makes of the request. Requests take turns, and time passes between them, not within. */
function carriedOut(received: Received, path: string, entry: Writable<JournalEntry>, { centre, limiter, turns }: Api): Promise<Answer> {
  return turns.take(async () => {
    entry.carriedOut = true;
    try {
      await centre.agenda.settle(centre.clock.now());
      return await handled(received, path, { centre, limiter });
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: { errors: error.errors } };
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { status: 500, body: { errors: [{ code: "sandbox_failed", message }] } };
    }
  });
}

async function handled(received: Received, path: string, { centre, limiter }: Pick<Api, "centre" | "limiter">): Promise<Answer> {
  const caller = centre.keyOf(keyIn(received.headers));
  if (caller === undefined) throw accessDenied("access_denied_invalid_key");
  if (!limiter.admits(caller.user.apiKey)) throw refused("request_limit_exceeded", "Service unavailable, please limit request volume", 429);
  checkHeaders(received, centre.strict);
  const { route, segments } = received.url.pathname === BASE_PATH + path ? routeFor(routes, received.method, path) : noRoute();
  if (caller.user.role === "view only" && received.method !== "GET") throw accessDenied("missing_permission");
  const call: Call = {
    centre,
    ...caller,
    segments,
    query: received.url.searchParams,
    body: bodyOf(received),
    accept: received.headers.accept,
  };
  return route.handle(call);
}

/** The address is not below the base URL. */
function noRoute(): never {
  throw notFound("route");
}

/** [DOC] The answer's format follows the request's type, and the sandbox speaks JSON only; "a well-formed request has the user-agent header". */
function checkHeaders({ headers, text }: Received, strict: boolean): void {
  const type = headers["content-type"];
  const isJson = type?.split(";")[0]?.trim().toLowerCase() === "application/json";
  if (type === undefined ? strict && text !== "" : !isJson && (strict || type.includes("xml"))) {
    throw refused("not_acceptable", "The sandbox answers requests of the type application/json.", 406);
  }
  if (strict && headers["user-agent"] === undefined) throw refused("bad_request_format", "A request needs a User-Agent.");
}

function bodyOf({ text, method }: Received): unknown {
  if (text === "" || method === "GET") return {};
  const body = parsed(text);
  if (body === undefined) throw refused("bad_request_format", "The request body is not well-formed JSON.");
  return body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the caller says what that means.
    return undefined;
  }
}

function keyIn(headers: Received["headers"]): string | undefined {
  return [headers[KEY_HEADER]].flat()[0];
}
