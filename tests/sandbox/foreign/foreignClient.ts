/** Other people's CertCentral clients, each in a process of its own, which is told what to call: `clients/<name>/client.py`. */
import { spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { startSandbox, type AccountSettings, type CertificateBook, type Sandbox, type SandboxOptions } from "../../../sandbox";
import { verifiedByOpenssl } from "../../support/csr";

interface Environment {
  readonly interpreter: string;
  readonly path: string;
}

export interface ForeignClient {
  readonly sandbox: Sandbox;
  /** Calls a function of the client; what it throws is thrown here. */
  call<T>(name: string, given?: Readonly<Record<string, unknown>>): Promise<T>;
}

type Answer = { readonly result: unknown } | { readonly failure: string };

const clients = join(__dirname, "clients");
const installed = process.env["PULUMI_DIGICERT_FOREIGN_CLIENTS"];
const environments = JSON.parse(installed ?? "{}") as Readonly<Record<string, Environment>>;
const mustBeInstalled = installed === undefined && process.env["CI"] === "true";
/** A client loads a framework, and waits by the second. */
const LIMIT_MS = 60_000;

const sandboxes: Sandbox[] = [];
/** One for all tests of a file. */
let client: Process | undefined;

afterEach(async () => {
  await Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.stop()));
});

afterAll(() => {
  client?.end();
});

/** A group of tests named for the client and its pinned version; skipped where its Python is not here, as the set-up has said. */
export function describeClient(name: string, tests: () => void): void {
  const [, pinned = ""] = /^([\w-]+==[\w.]+)$/m.exec(readFileSync(join(clients, name, "requirements.txt"), "utf8")) ?? [];
  const group = environments[name] === undefined && !mustBeInstalled ? describe.skip : describe;
  group(pinned.replace("==", " "), () => {
    jest.setTimeout(LIMIT_MS);
    tests();
  });
}

/** The client, and a sandbox of the test's own that it takes for CertCentral. */
export async function newClient(
  name: string,
  settings: Partial<AccountSettings> = {},
  options: Pick<SandboxOptions, "strict"> = {},
): Promise<ForeignClient> {
  const quick = { authorities: [{ id: "10A101A05684", name: "Sandbox Private CA", keyType: "EC" as const }], ...settings };
  const sandbox = await startSandbox({ accounts: [quick], ...options });
  sandboxes.push(sandbox);
  client ??= started(name);
  const { ask } = client;
  return {
    sandbox,
    call: async <T>(called: string, given: Readonly<Record<string, unknown>> = {}) => {
      const answer = await ask({ name: called, given, baseUrl: sandbox.baseUrl, apiKey: sandbox.apiKey });
      if ("failure" in answer) throw new Error(answer.failure);
      return answer.result as T;
    },
  };
}

interface Process {
  readonly ask: (question: object) => Promise<Answer>;
  readonly end: () => void;
}

function started(name: string): Process {
  const environment = environments[name];
  if (environment === undefined) throw new Error(`${name} is not installed`);
  const child = spawn(environment.interpreter, [join(clients, name, "client.py")], {
    env: { PATH: process.env["PATH"], PYTHONPATH: `${clients}:${environment.path}`, PYTHONDONTWRITEBYTECODE: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (question) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error(`the client ended: ${said}`);
      return JSON.parse(line.value) as Answer;
    },
    end: () => child.kill(),
  };
}

/** The only certificate of the only order in the books. */
export async function onlyCertificate({ sandbox }: ForeignClient): Promise<CertificateBook> {
  const certificates = (await sandbox.orders()).flatMap((order) => order.certificates);
  if (certificates.length !== 1 || certificates[0] === undefined) throw new Error(`there are ${String(certificates.length)} certificates`);
  return certificates[0];
}

/** That a downloaded chain verifies against the sandbox's root, and that its leaf is the certificate of the books. */
export function expectIssued(chain: string, book: CertificateBook, { sandbox }: ForeignClient): void {
  const [leaf = "", ...above] = certificatesIn(chain);
  expect(new X509Certificate(leaf).raw).toEqual(new X509Certificate(book.pem ?? "").raw);
  const said = verifiedByOpenssl({ leaf, intermediates: above, root: sandbox.rootPem });
  expect(said).toContain(": OK");
}

export function certificatesIn(pem: string): readonly string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}
