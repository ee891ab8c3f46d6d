import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { csrFor, makeCsr } from "../support/csr";
import { issue, makeIntermediate, makeRoot } from "../unit/x509/authority";

/**
 * One request of the client's and DigiCert's answer to it, as DigiCert documents them or as they were recorded, with values made up.
 * `{{leaf}}`, `{{intermediate}}`, `{{root}}` and `{{csr}}` stand for PEM that is made when a test runs.
 */
export interface Exchange {
  readonly file: string;
  /** Where it is documented, and what it is an example of. */
  readonly shows: string;
  /** The function of the client that makes it, such as `orders.info`. */
  readonly call: string;
  readonly arguments: readonly unknown[];
  readonly request: {
    readonly method: string;
    /** Below the base URL. */
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly status: number;
  /** JSON; absent where the answer is empty. */
  readonly answer?: unknown;
  /** In place of `answer`, where the answer is no JSON. */
  readonly answerText?: string;
  readonly contentType?: string;
  /** The `Date` of the answer, where it is read. */
  readonly date?: string;
  /** What the client makes of it; absent where there is nothing to make of it. */
  readonly reads?: unknown;
  /** Members of the error that it is. */
  readonly throws?: Readonly<Record<string, unknown>>;
}

const folder = join(__dirname, "exchanges");

/** Every recorded exchange, with PEM in it. */
export function exchanges(): readonly Exchange[] {
  const pems = madePems();
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => ({ ...(filledIn(JSON.parse(readFileSync(join(folder, file), "utf8")), pems) as Omit<Exchange, "file">), file }));
}

/** DigiCert's line ends are CRLF. */
function madePems(): Readonly<Record<string, string>> {
  const names = ["api.corp.example", "api-2.corp.example"] as const;
  const root = makeRoot("Test Root");
  const intermediate = makeIntermediate(root, "Test Intermediate");
  const csr = csrFor(makeCsr(names).privateKeyPem, names);
  const pems = { leaf: issue(intermediate, csr, names), intermediate: intermediate.pem, root: root.pem, csr };
  return Object.fromEntries(Object.entries(pems).map(([name, pem]) => [name, pem.replaceAll("\n", "\r\n")]));
}

function filledIn(value: unknown, pems: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string") return value.replace(/\{\{(\w+)\}\}/g, (_, name: string) => pems[name] ?? "");
  if (Array.isArray(value)) return value.map((each) => filledIn(each, pems));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filledIn(each, pems)]));
}
