import * as http from "node:http";
import * as https from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

import type { AxiosResponse, AxiosStatic } from "axios";

import { TransportError, type TransportErrorCode } from "../errors";

/** One request, as it goes out. */
export interface Outgoing {
  readonly method: "GET" | "POST" | "PUT";
  /** Below the base URL. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  /**
   * It gets a connection of its own. One that was kept may just have been closed by the other side: of a request lost there it is not known whether it
   * was carried out, and for an order that doubt costs more than a handshake.
   */
  readonly alone: boolean;
}

/** One answer, as it came in. */
export interface Incoming {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  /** The server's clock. */
  readonly date?: Date;
}

/** Where requests go, and as whom. */
export interface Destination {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** For messages. */
  readonly account: string;
  readonly version: string;
  readonly limits?: Partial<SendLimits>;
}

export interface SendLimits {
  readonly connectSeconds: number;
  readonly answerSeconds: number;
  readonly answerBytes: number;
}

export type Send = (outgoing: Outgoing) => Promise<Incoming>;

/** An order may be issued while the request waits; the largest answer, a list of 1,000 orders, is about 2 MB. */
const defaultLimits: SendLimits = { connectSeconds: 15, answerSeconds: 60, answerBytes: 16_000_000 };

/** Sends requests by axios. Whatever comes of one is an answer of any status, or a `TransportError` that says whether anything was sent. */
export function createSend(destination: Destination): Send {
  const limits = { ...defaultLimits, ...destination.limits };
  const kept = { httpAgent: new http.Agent({ keepAlive: true }), httpsAgent: new https.Agent({ keepAlive: true }) };
  const fresh = { httpAgent: new http.Agent(), httpsAgent: new https.Agent() };

  return async (outgoing) => {
    const exchange = watched(destination.baseUrl, limits);
    try {
      const response = await loadAxios().request<string>({
        url: `${destination.baseUrl}/${outgoing.path}`,
        method: outgoing.method,
        headers: headersOf(destination),
        ...(outgoing.query === undefined ? {} : { params: outgoing.query }),
        ...(outgoing.body === undefined ? {} : { data: JSON.stringify(outgoing.body) }),
        ...(outgoing.alone ? fresh : kept),
        transport: exchange.transport,
        signal: exchange.signal,
        maxRedirects: 0,
        maxContentLength: limits.answerBytes,
        responseType: "text",
        transformRequest: [(data: unknown) => data],
        transformResponse: [(data: unknown) => data],
        validateStatus: () => true,
      });
      return incomingOf(response, exchange.seen(), failureOf(destination, outgoing));
    } catch (error) {
      if (error instanceof TransportError) throw error;
      throw translated(error, exchange.seen(), failureOf(destination, outgoing));
    } finally {
      exchange.end();
    }
  };
}

/** Loaded at the first call: a program that only declares resources, and a preview without changes, never pay for it. */
function loadAxios(): AxiosStatic {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the module
  return (require("axios") as { readonly default: AxiosStatic }).default;
}

/** DigiCert answers in the format of the request's content type, so it is named where there is no content, too. */
function headersOf({ apiKey, version }: Destination): Readonly<Record<string, string>> {
  return {
    "X-DC-DEVKEY": apiKey,
    "Content-Type": "application/json",
    Accept: "application/json",
    "User-Agent": `pulumi-digicert/${version}`,
  };
}

type Failure = (code: TransportErrorCode, reason: string, cause?: unknown) => TransportError;

function failureOf({ account }: Destination, { method, path }: Outgoing): Failure {
  return (code, reason, cause) => new TransportError(code, { method, path, account, reason }, cause === undefined ? {} : { cause });
}

/** What is known of an exchange that may have failed. */
interface Seen {
  /** A connection to DigiCert was ready, so the request may have reached it. */
  readonly sent: boolean;
  /** The time for it was over. */
  readonly late: string | undefined;
}

/**
 * Watches the socket of a request. Codes of errors do not tell whether anything was sent (a reset means one thing before and another after), the socket
 * does: nothing is written before it is connected and, under TLS, the certificate of the other side is accepted.
 */
function watched(baseUrl: string, { connectSeconds, answerSeconds }: SendLimits) {
  const secure = baseUrl.startsWith("https:");
  const aborting = new AbortController();
  let sent = false;
  let late: string | undefined;
  const giveUp = (after: string): void => {
    late = after;
    aborting.abort();
  };
  const connecting = setTimeout(giveUp, connectSeconds * 1000, `no connection after ${String(connectSeconds)} s`);
  const answering = setTimeout(giveUp, answerSeconds * 1000, `no complete answer after ${String(answerSeconds)} s`);

  function request(options: https.RequestOptions, onResponse: (response: http.IncomingMessage) => void): http.ClientRequest {
    // Of a plain http: URL behind a proxy, the protocol is the proxy's.
    const outgoing = (options.protocol === "https:" ? https : http).request(options, onResponse);
    outgoing.once("socket", (socket) => {
      whenReady(socket, secure, () => {
        sent = true;
        clearTimeout(connecting);
      });
    });
    return outgoing;
  }

  return {
    transport: { request },
    signal: aborting.signal,
    seen: (): Seen => ({ sent, late }),
    end() {
      clearTimeout(connecting);
      clearTimeout(answering);
    },
  };
}

/**
 * Calls back once something may have been sent. In doubt that is at once: an order that was sent must never be taken for one that was not.
 * A proxy's refusal of a tunnel comes by a stand-in socket that cannot be written to: of that, nothing was sent.
 */
function whenReady(socket: Socket, secure: boolean, ready: () => void): void {
  if (secure && !(socket instanceof TLSSocket) && !socket.writable) return;
  if (socket instanceof TLSSocket && isHandshaking(socket)) socket.once("secureConnect", ready);
  else if (socket.connecting) socket.once("connect", ready);
  else ready();
}

/** `secureConnecting` is left out of the declarations of Node.js. */
function isHandshaking(socket: TLSSocket): boolean {
  return socket.connecting || ("secureConnecting" in socket && socket.secureConnecting !== false);
}

function incomingOf(response: AxiosResponse<string>, seen: Seen, failure: Failure): Incoming {
  const { status, data, headers } = response;
  if (!seen.sent || status === 407) {
    // A proxy that fails may not fail again; one that forbids will.
    throw failure(status >= 500 ? "DIGICERT_NOT_REACHED" : "DIGICERT_PROXY_REFUSED", `the proxy answered ${String(status)}`);
  }
  const location = headerOf(headers, "location");
  if (status >= 300 && status < 400) throw failure("DIGICERT_REDIRECTED", `${String(status)} to ${hostIn(location)}`);
  return {
    status,
    body: typeof data === "string" ? data : "",
    contentType: headerOf(headers, "content-type") ?? "no content type",
    retryAfter: headerOf(headers, "retry-after"),
    ...dateIn(headerOf(headers, "date")),
  };
}

function dateIn(text = ""): { readonly date?: Date } {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? {} : { date };
}

function headerOf(headers: AxiosResponse["headers"], name: string): string | undefined {
  const value: unknown = headers[name];
  return typeof value === "string" ? value : undefined;
}

/** Of a redirect only the host is shown: log-in pages carry tokens in their URLs. */
function hostIn(location: string | undefined): string {
  if (location === undefined) return "nowhere";
  return URL.canParse(location) ? new URL(location).host : "another path of the same host";
}

interface SystemError {
  readonly code?: string;
  readonly message: string;
}

function translated(error: unknown, { sent, late }: Seen, failure: Failure): TransportError {
  if (late !== undefined) return failure(sent ? "DIGICERT_NO_ANSWER" : "DIGICERT_NOT_REACHED", late);
  const { code = "", message } = systemErrorIn(error);
  const reason = message.includes(code) ? message : `${code} ${message}`;
  if (!sent) return failure(isAboutTrust(code) ? "DIGICERT_TLS_REFUSED" : "DIGICERT_NOT_REACHED", reason, error);
  if (message.startsWith("maxContentLength")) return failure("DIGICERT_ANSWER_TOO_LARGE", message, error);
  // Compressed or framed in a way that cannot be undone.
  if (/^(?:Z_|HPE_|ERR__?ERROR_|ERR_PADDING)/.test(code)) return failure("DIGICERT_UNREADABLE_ANSWER", reason, error);
  return failure("DIGICERT_CONNECTION_LOST", reason, error);
}

/** Where several addresses were tried, the first failure stands for all. */
function systemErrorIn(error: unknown): SystemError {
  if (!(error instanceof Error)) return { message: String(error) };
  const inner: unknown = error.cause instanceof AggregateError ? error.cause.errors[0] : error;
  const { code, message } = inner instanceof Error ? (inner as Error & SystemError) : (error as Error & SystemError);
  return { message: message === "" ? error.name : message, ...(code === undefined ? {} : { code }) };
}

/** Codes of OpenSSL and Node.js for a certificate that is not accepted. */
function isAboutTrust(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|CRL|ISSUER|^ERR_TLS|^EPROTO$|^ERR_SSL/.test(code);
}
