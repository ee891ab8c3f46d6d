import type { ServerResponse } from "node:http";

import type { AccountBook } from "./books";
import type { Answer } from "./http/answer";
import type { Received } from "./http/listen";
import { send } from "./http/send";
import { at, flagAt, isObject, listAt, numberAt, textAt, textsAt } from "./http/wire";
import type { Control, Target } from "./control";
import type { FaultScript } from "./faults/faultScript";

/** A sandbox, as far as the management port tells of it. */
export interface Managed extends Control {
  readonly baseUrl: string;
  readonly accounts: readonly AccountBook[];
  readonly rootPem: string;
}

/** GET tells something, POST does something; the arguments are members of a JSON object, by the names that the methods of `Sandbox` give them. */
const calls: Readonly<Record<string, (sandbox: Managed, body: unknown) => unknown>> = {
  "GET /": ({ baseUrl, accounts }) => ({ baseUrl, accounts, calls: Object.keys(calls) }),
  "GET /root": ({ rootPem }) => rootPem,
  "GET /clock": async (sandbox) => ({ now: await sandbox.clock() }),
  "GET /journal": (sandbox) => sandbox.journal(),
  "GET /orders": (sandbox) => sandbox.orders(),
  "POST /configure": (sandbox, body) => sandbox.configure(settingsIn(body), numberAt(body, "accountId")),
  "POST /approve": (sandbox, body) => sandbox.approve(targetIn(body), textAt(body, "by")),
  "POST /reject": (sandbox, body) => sandbox.reject(targetIn(body), textAt(body, "comment") ?? ""),
  "POST /issue": (sandbox, body) => sandbox.issue(orderIn(body)),
  "POST /cancelOutside": (sandbox, body) => sandbox.cancelOutside(orderIn(body)),
  "POST /revokeOutside": (sandbox, body) =>
    sandbox.revokeOutside(orderIn(body), { certificateOnly: flagAt(body, "certificateOnly") === true }),
  "POST /reissueOutside": (sandbox, body) => sandbox.reissueOutside(orderIn(body), reissueIn(body)),
  "POST /renewOutside": (sandbox, body) => sandbox.renewOutside(orderIn(body), csrIn(body)),
  "POST /forget": (sandbox, body) => sandbox.forget(orderIn(body)),
  "POST /setClock": (sandbox, body) => sandbox.setClock(hourIn(body)),
  "POST /advance": (sandbox, body) => sandbox.advance(numberIn(body, "seconds")),
  "POST /clearJournal": (sandbox) => sandbox.clearJournal(),
  "POST /faults": (sandbox, body) => sandbox.faults((Array.isArray(body) ? body : listAt(body, "scripts")) as readonly FaultScript[]),
};

/** Answers one request to the management port. */
export async function handleManagement(received: Received, response: ServerResponse, sandbox: Managed): Promise<void> {
  send(response, await managed(received, sandbox));
}

async function managed(received: Received, sandbox: Managed): Promise<Answer> {
  const call = calls[`${received.method} ${received.url.pathname}`];
  if (call === undefined) return problem(404, `There is no such call; there are ${Object.keys(calls).join(", ")}.`);
  const foreign = foreignReason(received);
  if (foreign !== undefined) return problem(403, foreign);
  try {
    const result = await call(sandbox, received.text === "" ? {} : JSON.parse(received.text));
    if (result === undefined) return { status: 204 };
    return typeof result === "string" ? { status: 200, body: result, contentType: "text/plain" } : { status: 200, body: result };
  } catch (error) {
    return problem(400, error instanceof Error ? error.message : String(error));
  }
}

/** A page in a browser on this machine must not manage the sandbox: it can send neither another Host nor, unasked, JSON. */
function foreignReason({ headers, method }: Received): string | undefined {
  const host = headers.host?.replace(/:\d+$/, "");
  if (host !== "127.0.0.1" && host !== "localhost") return "The management port is for this machine alone.";
  const isJson = headers["content-type"]?.startsWith("application/json") === true;
  return method === "GET" || isJson ? undefined : "Send Content-Type: application/json.";
}

function problem(status: number, message: string): Answer {
  return { status, body: { problem: message } };
}

function settingsIn(body: unknown): Parameters<Control["configure"]>[0] {
  const settings = at(body, "settings");
  if (!isObject(settings)) throw new Error("`settings` is an object of settings of an account");
  return settings;
}

function targetIn(body: unknown): Target {
  const requestId = numberAt(body, "requestId");
  return requestId === undefined ? { orderId: orderIn(body) } : { requestId };
}

function orderIn(body: unknown): number {
  return numberIn(body, "orderId");
}

function numberIn(body: unknown, name: string): number {
  const value = numberAt(body, name);
  if (value === undefined || Number.isNaN(value)) throw new Error(`\`${name}\` is a number`);
  return value;
}

function csrIn(body: unknown): { readonly csr?: string } {
  const csr = textAt(body, "csr");
  return csr === undefined ? {} : { csr };
}

function reissueIn(body: unknown): { readonly csr?: string; readonly dnsNames?: readonly string[] } {
  return { ...csrIn(body), ...(at(body, "dnsNames") !== undefined && { dnsNames: textsAt(body, "dnsNames") }) };
}

function hourIn(body: unknown): Date | { readonly offsetSeconds: number } {
  const to = textAt(body, "to");
  if (to === undefined) return { offsetSeconds: numberIn(body, "offsetSeconds") };
  const date = new Date(to);
  if (Number.isNaN(date.getTime())) throw new Error("`to` is an RFC 3339 date and time");
  return date;
}
