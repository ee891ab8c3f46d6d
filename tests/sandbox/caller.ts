/** A client that knows nothing: what is sent and what comes back are DigiCert's own words. */
import { startSandbox, type AccountSettings, type Sandbox, type SandboxOptions } from "../../sandbox";
import { makeCsr } from "../support/csr";

export interface Answered {
  readonly status: number;
  readonly body: Body;
  /** The body as it came. */
  readonly text: string;
  readonly headers: Headers;
}

/** What tests read of answers, believed to be there: where it is not, the expectation fails. */
export interface Body {
  readonly id: number;
  readonly certificate_id: number;
  readonly certificate_chain: readonly [ChainEntry, ...ChainEntry[]];
  readonly intermediates: readonly [ChainEntry, ...ChainEntry[]];
  readonly requests: readonly [{ readonly id: number; readonly status: string }];
  readonly organization: { readonly id: number };
  readonly orders: readonly Readonly<Record<string, unknown>>[];
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  readonly [member: string]: unknown;
}

export interface ChainEntry {
  readonly subject_common_name: string;
  readonly pem: string;
}

export interface Caller {
  readonly sandbox: Sandbox;
  get(path: string, options?: CallOptions): Promise<Answered>;
  post(path: string, body: unknown, options?: CallOptions): Promise<Answered>;
  put(path: string, body?: unknown, options?: CallOptions): Promise<Answered>;
  /** Orders a certificate: `private_ssl_plus` for `api.corp.example`, unless said otherwise. */
  order(changes?: Readonly<Record<string, unknown>>, options?: CallOptions & { readonly product?: string }): Promise<Answered>;
}

export interface CallOptions {
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const running: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
});

export const { csrPem } = makeCsr(["api.corp.example"]);

/** A sandbox of the test's own, in strict mode, with these settings of its account. */
export async function callerOf(settings: Partial<AccountSettings> = {}, options: SandboxOptions = {}): Promise<Caller> {
  // Chains of EC keys are made in no time; that RSA is the default has a test of its own.
  const quick = { authorities: [{ id: "10A101A05684", name: "Sandbox Private CA", keyType: "EC" as const }], ...settings };
  const sandbox = await startSandbox({ strict: true, rateLimits: "off", accounts: [quick], ...options });
  running.push(sandbox);
  return callerTo(sandbox);
}

export function callerTo(sandbox: Sandbox): Caller {
  const call = async (method: string, path: string, body: unknown, { key = sandbox.apiKey, headers = {} }: CallOptions = {}) => {
    const text = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    const response = await fetch(`${sandbox.baseUrl}${path}`, {
      method,
      headers: { "X-DC-DEVKEY": key, "Content-Type": "application/json", ...headers },
      ...text,
    });
    const received = await response.text();
    const isJson = response.headers.get("content-type") === "application/json";
    return { status: response.status, body: (isJson ? JSON.parse(received) : {}) as Body, text: received, headers: response.headers };
  };
  return {
    sandbox,
    get: (path, options) => call("GET", path, undefined, options),
    post: (path, body, options) => call("POST", path, body, options),
    put: (path, body, options) => call("PUT", path, body, options),
    order: (changes, { product = "private_ssl_plus", ...options } = {}) =>
      call("POST", `/order/certificate/${product}`, orderBody(changes), options),
  };
}

/** The page's required parameters, and approval skipped; members of `certificate` are changed one by one, all others as a whole. */
export function orderBody({ certificate, ...changes }: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    certificate: { common_name: "api.corp.example", csr: csrPem, signature_hash: "sha256", ...(certificate as object | undefined) },
    organization: { id: 123456 },
    order_validity: { years: 1 },
    skip_approval: true,
    ...changes,
  };
}

/** A reissue that changes nothing, but for what is said. */
export function reissueBody({ certificate, ...changes }: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    certificate: { common_name: "api.corp.example", csr: csrPem, signature_hash: "sha256", ...(certificate as object | undefined) },
    skip_approval: true,
    ...changes,
  };
}

/** The codes of a refusal, for one comparison. */
export function codesOf({ status, body }: Answered): readonly unknown[] {
  return [status, ...body.errors.map(({ code }) => code)];
}
