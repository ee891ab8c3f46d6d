import { redact } from "./redact";

/** Where an error arises: reading the configuration, calling DigiCert, finding what a program looks up, reading what came, or deciding what to do. */
export type Layer = "configuration" | "client" | "lookup" | "x509" | "lifecycle";

export interface ErrorRow {
  /** What happened, and to which order. `{name}` stands for a parameter. */
  readonly says: string;
  /** What to do next. */
  readonly hint: string;
  /** The same call may succeed if it is made again. */
  readonly retryable: boolean;
  readonly layer: Layer;
  /** When it happens, where the sentence does not tell by itself. For the documentation. */
  readonly when?: string;
}

/** THE TABLE: every error, once. docs/reference/errors.md is generated from it; a code that was released keeps its meaning. */
export const errorRows = {
  DIGICERT_NO_API_KEY: {
    says: "No DigiCert API key is configured",
    hint: "Store one with `pulumi config set --secret digicert:apiKey`, or set the environment variable DIGICERT_API_KEY.",
    retryable: false,
    layer: "configuration",
  },
  DIGICERT_BAD_CONFIGURATION: {
    says: "The configuration of pulumi-digicert cannot be used: {problems}",
    hint: "Correct it with `pulumi config set`, in the arguments of the explicit provider, or in the environment. Nothing was sent to DigiCert.",
    retryable: false,
    layer: "configuration",
  },
  DIGICERT_NOT_AN_ORDER_ID: {
    says: "`{id}` is not the id of a DigiCert order",
    hint: "Give the order id that CertCentral shows: a whole number.",
    retryable: false,
    layer: "configuration",
  },

  DIGICERT_KEY_INVALID: {
    says: "DigiCert does not know this API key ({account}): {said} ({status}, {method} {path})",
    hint: "Check `digicert:apiKey` (else DIGICERT_API_KEY) and `digicert:region`: a key of one region is unknown in the other. `refresh` and `destroy` use the key stored in the state unless DIGICERT_API_KEY is set.",
    retryable: false,
    layer: "client",
  },
  DIGICERT_FORBIDDEN: {
    says: "DigiCert does not allow this API key ({account}) to do {method} {path}: {said} ({status})",
    hint: "Give the key's user the permission in CertCentral, or use the key of somebody who has it.",
    retryable: false,
    layer: "client",
  },
  DIGICERT_NOT_FOUND: {
    says: "DigiCert finds nothing at {method} {path} ({account}): {said} ({status})",
    hint: "Check the id, and that the API key belongs to the account that has it.",
    retryable: false,
    layer: "client",
  },
  DIGICERT_REFUSED: {
    says: "DigiCert refused {method} {path}: {said} ({status})",
    hint: "The words behind the path are DigiCert's own. Correct what they name, then run again.",
    retryable: false,
    layer: "client",
  },
  DIGICERT_RATE_LIMITED: {
    says: "DigiCert went on answering 429 to {method} {path} ({account}): {said}",
    hint: "Something else uses the same API key up to its limits (100 requests in 5 seconds, 1,000 in 3 minutes). Run again later, or give this program a key of its own.",
    retryable: true,
    layer: "client",
  },
  DIGICERT_UNAVAILABLE: {
    says: "DigiCert failed at {method} {path}: {said} ({status})",
    hint: "The fault is DigiCert's. Run again; https://status.digicert.com tells whether it is known.",
    retryable: true,
    layer: "client",
  },
  DIGICERT_NOT_REACHED: {
    says: "DigiCert could not be reached for {method} {path} ({account}): {reason}",
    hint: "Nothing was sent. Check the network, `digicert:baseUrl`, and HTTPS_PROXY and NO_PROXY; then run again.",
    retryable: true,
    layer: "client",
  },
  DIGICERT_TLS_REFUSED: {
    says: "The server that answers for DigiCert has a certificate that is not trusted, so {method} {path} was not sent ({account}): {reason}",
    hint: "If a proxy of your own stands between, give Node its CA with NODE_EXTRA_CA_CERTS; if none should, do not go on.",
    retryable: false,
    layer: "client",
  },
  DIGICERT_PROXY_REFUSED: {
    says: "The proxy refused to pass {method} {path} on ({account}): {reason}",
    hint: "Nothing reached DigiCert. Check the name and password in HTTPS_PROXY, or exclude DigiCert's host with NO_PROXY.",
    retryable: false,
    layer: "client",
  },
  DIGICERT_CONNECTION_LOST: {
    says: "The connection was lost during {method} {path} ({account}): {reason}",
    hint: "Whether DigiCert carried it out is not known. Run again: what was done is found, not repeated.",
    retryable: true,
    layer: "client",
  },
  DIGICERT_NO_ANSWER: {
    says: "DigiCert did not answer {method} {path} in time ({account}): {reason}",
    hint: "Whether DigiCert carried it out is not known. Run again: what was done is found, not repeated.",
    retryable: true,
    layer: "client",
  },
  DIGICERT_REDIRECTED: {
    says: "The answer to {method} {path} ({account}) is a redirect, which is never followed, since it would carry the API key away: {reason}",
    hint: "Check `digicert:baseUrl` and `digicert:region`, and whether a proxy asks for a log-in.",
    retryable: false,
    layer: "client",
  },
  DIGICERT_ANSWER_TOO_LARGE: {
    says: "The answer to {method} {path} ({account}) is too large: {reason}",
    hint: "DigiCert never answers that much. Check `digicert:baseUrl` and what stands between.",
    retryable: false,
    layer: "client",
  },
  DIGICERT_UNREADABLE_ANSWER: {
    says: "The answer to {method} {path} ({account}) cannot be read: {reason}",
    hint: "Whether DigiCert carried it out is not known. Run again: what was done is found, not repeated. If it stays, check `digicert:baseUrl` and what stands between.",
    retryable: true,
    layer: "client",
  },
  DIGICERT_UNEXPECTED_ANSWER: {
    says: "The answer to {method} {path} ({account}) is not what DigiCert documents: {reason}",
    hint: "Run again: what was done is found, not repeated. If it stays, report it to the makers of pulumi-digicert with the member named here.",
    retryable: false,
    layer: "client",
  },

  DIGICERT_ORGANIZATION_NOT_FOUND: {
    says: "There is no organization `{name}` in this account ({account}){meant}; there are: {found}",
    hint: "Write the legal name or the display name exactly as CertCentral shows it, or use a key of the account that has it.",
    retryable: false,
    layer: "lookup",
  },
  DIGICERT_ORGANIZATION_INACTIVE: {
    says: "The organization `{name}` is not active in this account ({account}), so nothing can be ordered for it: {found}",
    hint: "Activate it in CertCentral (Certificates, Organizations), or name another one.",
    retryable: false,
    layer: "lookup",
  },
  DIGICERT_ORGANIZATION_AMBIGUOUS: {
    says: "There are {count} organizations `{name}` in this account ({account}): {found}",
    hint: "Give the certificate the id of one of them, `organization: { id: … }`, or look it up by its display name where that differs.",
    retryable: false,
    layer: "lookup",
  },
  DIGICERT_PRODUCT_NOT_FOUND: {
    says: "The owner of this API key ({account}) cannot order the product `{name}`; there are: {found}",
    hint: "Name one of these, or have the product enabled: in CertCentral (Settings, Product settings), or by DigiCert where it is not shown there.",
    retryable: false,
    layer: "lookup",
  },
  DIGICERT_ORDER_NOT_FOUND: {
    says: "There is no order {orderId} in this account ({account})",
    hint: "Check the id, and that the API key belongs to the account that the order was placed in.",
    retryable: false,
    layer: "lookup",
  },
  DIGICERT_NOT_KNOWN_YET: {
    says: "`{lookup}` needs `{what}`, which is not known before a resource is created or changed",
    hint: "Use the form of the look-up whose name ends in `Output`: it waits for what it needs, and is itself not known until then.",
    retryable: false,
    layer: "lookup",
  },

  DIGICERT_CHAIN_BROKEN: {
    says: "The chain of certificate {certificateId} of order {orderId} does not verify: {detail}",
    hint: "The order is saved and nothing that uses a certificate has changed. Run again to fetch it anew; if it stays, ask DigiCert about this certificate.",
    retryable: false,
    layer: "x509",
  },
  DIGICERT_KEY_MISMATCH: {
    says: "Certificate {certificateId} of order {orderId} is not for the key of the CSR",
    hint: "The order is saved and nothing that uses a certificate has changed. Somebody may have reissued it: reissue it in CertCentral with the CSR of this resource, and the next run takes that; or change `renewal.trigger` to have another one ordered.",
    retryable: false,
    layer: "x509",
  },
  DIGICERT_CERTIFICATE_REPEATED: {
    says: "DigiCert sent the certificate in use for certificate {certificateId}, which follows it in order {orderId}",
    hint: "What was asked for is saved and nothing that uses a certificate has changed. Run again to fetch it anew; if it stays, ask DigiCert about this certificate.",
    retryable: false,
    layer: "lifecycle",
  },
  DIGICERT_NAMES_MISMATCH: {
    says: "Certificate {certificateId} of order {orderId} is not for every name that was asked for: {detail}",
    hint: "The order is saved and nothing that uses a certificate has changed. Somebody may have reissued it: reissue it in CertCentral with the names of this resource, and the next run takes that; or change `renewal.trigger` to have another one ordered.",
    retryable: false,
    layer: "x509",
  },
  DIGICERT_CERTIFICATE_EXPIRED: {
    says: "Certificate {certificateId} of order {orderId} is not valid at this time: {detail}",
    hint: "Check the clock of this machine. If it is right, set `renewal.trigger` to ask for a new certificate.",
    retryable: false,
    layer: "x509",
  },

  DIGICERT_ORDER_REFUSED: {
    says: "DigiCert refused to take the order for {product}: {said}{allowed}",
    hint: "Nothing was ordered. Correct what DigiCert names, then run again.",
    retryable: false,
    layer: "lifecycle",
  },
  DIGICERT_OUTCOME_UNKNOWN: {
    says: "It is not known whether DigiCert took the order with the alternative order id {id}: {said}",
    hint: "It was looked for and not found so far. Run again: the next run looks first, takes it over if it is there, and only otherwise orders.",
    retryable: true,
    layer: "lifecycle",
  },
  DIGICERT_NOT_ANNOUNCED: {
    says: "The preview of this run did not name what would now be spent: {found} (order {orderId})",
    hint: "Nothing was ordered, and what was found is recorded. Run `pulumi preview` again: it shows what is needed now.",
    retryable: false,
    layer: "lifecycle",
  },
  DIGICERT_ORDER_NOT_IN_ACCOUNT: {
    says: "DigiCert does not find order {orderId}, which the state names, in the account of {account}",
    hint: "Most likely the key is another account's: use the one the order was placed with. Nothing was ordered, touched or forgotten. If this stops `pulumi up --refresh`, run `pulumi up` without it, or leave the resource out with --exclude; if the order is gone for good, remove it with `pulumi state delete`.",
    retryable: false,
    layer: "lifecycle",
  },
  DIGICERT_ISSUE_TIMED_OUT: {
    says: "Order {orderId} is still `{status}` after {seconds} s",
    hint: "It is saved. Run `pulumi up` again to go on waiting, or allow more time (issuance.timeoutSeconds).",
    retryable: true,
    layer: "lifecycle",
  },
  DIGICERT_APPROVAL_NEEDED: {
    says: "Order {orderId} is `{status}`: somebody must act at DigiCert before it goes on",
    hint: "It is saved. Approve it in CertCentral (or use skipApproval with a key that may), then run `pulumi up` again to go on.",
    retryable: false,
    layer: "lifecycle",
  },
  DIGICERT_ORDER_ENDED: {
    says: "Order {orderId} ended as `{status}`: there will be no certificate from it{comment}",
    hint: "It is not asked for again by itself. Change what was objected to, or set `renewal.trigger` to ask anew.",
    retryable: false,
    layer: "lifecycle",
  },
  DIGICERT_PLAN_FAILS: {
    says: "{says}",
    hint: "Nothing was ordered and nothing taken away. Change the program as said, then run again.",
    retryable: false,
    layer: "lifecycle",
    when: "The plan of a run came to something that a person has to decide: an order that was refused, a certificate that was revoked outside (`onDrift`), a date that lies in the past. The preview shows the same sentence as a warning.",
  },
  DIGICERT_NOT_RENEWABLE: {
    says: "Order {orderId} (renewalOfOrderId) is `{status}`, and only an order that is issued or expired can be renewed",
    hint: "Nothing was ordered. Name another order, or leave renewalOfOrderId out to order without a link.",
    retryable: false,
    layer: "lifecycle",
  },
  DIGICERT_ADOPTION_DEAD: {
    says: "Order {orderId} (adoptOrderId, or its newest successor) is `{status}`: there is nothing left to take over",
    hint: "Nothing was ordered. Name an order that is alive, or leave adoptOrderId out to order anew.",
    retryable: false,
    layer: "lifecycle",
  },
  DIGICERT_ADOPTION_KEY: {
    says: "Order {orderId} (adoptOrderId, or its newest successor) is for another key than the CSR",
    hint: "It was not touched and nothing was ordered. Declare the CSR that the order was placed with.",
    retryable: false,
    layer: "lifecycle",
  },
  DIGICERT_REISSUE_REFUSED: {
    says: "DigiCert refused to reissue order {orderId}: {said}",
    hint: 'The certificate in use stays as it is. Correct what DigiCert names, or set changeStrategy: "renew" for a new order.',
    retryable: false,
    layer: "lifecycle",
  },
  DIGICERT_REISSUE_UNKNOWN: {
    says: "It is not known whether DigiCert took the reissue of order {orderId}",
    hint: "The certificate in use stays as it is. Run again: the next run looks at the order first, and takes the reissue if it was made.",
    retryable: true,
    layer: "lifecycle",
  },
  DIGICERT_RETIREMENT_REFUSED: {
    says: "DigiCert refused to take order {orderId} (`{status}`) away: {said}",
    hint: 'Cancel or revoke it in CertCentral and run again, or set onDelete: "keep" and apply that before the resource is deleted.',
    retryable: false,
    layer: "lifecycle",
  },
  DIGICERT_ENGINE_GONE: {
    says: "The Pulumi engine that started this provider is gone: DigiCert is asked for nothing any more",
    hint: "Run again: the next run looks at what was done before it orders anything.",
    retryable: false,
    layer: "lifecycle",
  },
} as const satisfies Readonly<Record<string, ErrorRow>>;

export type ErrorCode = keyof typeof errorRows;

export type ApiErrorCode =
  | "DIGICERT_KEY_INVALID"
  | "DIGICERT_FORBIDDEN"
  | "DIGICERT_NOT_FOUND"
  | "DIGICERT_REFUSED"
  | "DIGICERT_RATE_LIMITED"
  | "DIGICERT_UNAVAILABLE";

/** Certainly not sent. */
export type UnsentCode = "DIGICERT_NOT_REACHED" | "DIGICERT_TLS_REFUSED" | "DIGICERT_PROXY_REFUSED";

/** Sent, and the answer is missing or of no use. */
export type DoubtCode =
  | "DIGICERT_CONNECTION_LOST"
  | "DIGICERT_NO_ANSWER"
  | "DIGICERT_REDIRECTED"
  | "DIGICERT_ANSWER_TOO_LARGE"
  | "DIGICERT_UNREADABLE_ANSWER"
  | "DIGICERT_UNEXPECTED_ANSWER";

export type TransportErrorCode = UnsentCode | DoubtCode;

type Value = string | number | undefined;

/** The names in braces of a text. */
type NamesIn<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** Exactly the parameters that the sentence of a code names. */
export type ParamsOf<C extends ErrorCode> = Readonly<Record<NamesIn<(typeof errorRows)[C]["says"]>, Value>>;

/** As the constructor of `Error` takes it. Its own name for it is unknown to programs that compile for a JavaScript before ES2022. */
interface Caused {
  readonly cause?: unknown;
}

/** A code whose sentence names nothing needs no parameters. */
type Rest<C extends ErrorCode> = [keyof ParamsOf<C>] extends [never]
  ? [params?: ParamsOf<C>, options?: Caused]
  : [params: ParamsOf<C>, options?: Caused];

/** An error with a code of the table. Its message is two lines: what happened to which order, and what to do next. */
export class DigicertError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly hint: string;

  constructor(code: C, ...[params, options]: Rest<C>) {
    const row: ErrorRow = errorRows[code];
    super(redact(`${filled(row.says, params ?? {})}\n${row.hint}`), withSafeCause(options));
    this.name = new.target.name;
    this.code = code;
    this.hint = row.hint;
    // It is read by people who run Pulumi: frames of this package tell them nothing.
    this.stack = `${this.name}: ${this.message}`;
  }

  /** The same call may succeed if it is made again. */
  get retryable(): boolean {
    return errorRows[this.code].retryable;
  }
}

/** One of DigiCert's own reasons. */
export interface ApiReason {
  readonly code: string;
  readonly message: string;
}

/** What is known of a call, for the message about it. */
export interface Call {
  readonly method: string;
  readonly path: string;
  /** Region or host and the masked key. */
  readonly account: string;
}

/** DigiCert answered, and the answer is an error. */
export class ApiError extends DigicertError<ApiErrorCode> {
  readonly status: number;
  readonly errors: readonly ApiReason[];
  readonly method: string;
  readonly path: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(call: Call, answer: { readonly status: number; readonly errors: readonly ApiReason[]; readonly retryAfterSeconds?: number }) {
    const { method, path, account } = call;
    const { status } = answer;
    const errors = answer.errors.map(({ code, message }) => ({ code: redact(code), message: redact(message) }));
    const said = errors.map(({ code, message }) => `${code}: ${message}`).join("; ");
    super(codeOf(status, errors), { method, path, account, status, said });
    this.status = status;
    this.errors = errors;
    this.method = method;
    this.path = path;
    this.retryAfterSeconds = answer.retryAfterSeconds;
  }

  hasCode(code: string): boolean {
    return this.errors.some((reason) => reason.code === code);
  }
}

/** No answer of DigiCert's came, or none that can be read. */
export class TransportError extends DigicertError<TransportErrorCode> {
  /** `no`: certainly nothing reached DigiCert. `unknown`: it may have carried the call out. */
  readonly reached: "no" | "unknown";

  constructor(code: TransportErrorCode, params: Call & { readonly reason: string }, options?: Caused) {
    const { method, path, account, reason } = params;
    super(code, { method, path, account, reason }, options);
    this.reached = isUnsent(code) ? "no" : "unknown";
  }
}

/** Every error of this package; `code` narrows it. */
export type AnyDigicertError =
  | ApiError
  | TransportError
  | { [C in Exclude<ErrorCode, ApiErrorCode | TransportErrorCode>]: DigicertError<C> }[Exclude<
      ErrorCode,
      ApiErrorCode | TransportErrorCode
    >];

export function isDigicertError(error: unknown): error is AnyDigicertError {
  return error instanceof DigicertError;
}

const INVALID_KEY = "access_denied|access_denied_invalid_key";

/** A key that DigiCert does not know is answered 403; 401 is in older documentation only. */
function codeOf(status: number, errors: readonly ApiReason[]): ApiErrorCode {
  if (status === 401 || (status === 403 && errors.some(({ code }) => code === INVALID_KEY))) return "DIGICERT_KEY_INVALID";
  if (status === 403) return "DIGICERT_FORBIDDEN";
  if (status === 404) return "DIGICERT_NOT_FOUND";
  if (status === 429) return "DIGICERT_RATE_LIMITED";
  return status >= 500 ? "DIGICERT_UNAVAILABLE" : "DIGICERT_REFUSED";
}

const unsentCodes = {
  DIGICERT_NOT_REACHED: true,
  DIGICERT_TLS_REFUSED: true,
  DIGICERT_PROXY_REFUSED: true,
} as const satisfies Record<UnsentCode, true>;

function isUnsent(code: TransportErrorCode): code is UnsentCode {
  return Object.hasOwn(unsentCodes, code);
}

/** What is not known is `-`. */
function filled(text: string, params: Readonly<Record<string, Value>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? "-"));
}

/** Errors of other packages hold headers and bodies: only their words are kept. */
function withSafeCause(options: Caused | undefined): Caused | undefined {
  const cause = options?.cause;
  if (cause === undefined) return undefined;
  if (cause instanceof DigicertError) return { cause };
  const words = new Error(redact(wordsOf(cause)));
  words.stack = "";
  return { cause: words };
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
