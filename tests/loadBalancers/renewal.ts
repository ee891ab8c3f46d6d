/** One renewal by `pulumi up`, of an example with a load balancer that serves all the while. */
import { X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";

import type { Project } from "../engine/harness";
import { newSandbox } from "../engine/sandboxes";
import { exampleProject } from "../examples/exampleProject";
import { openssl } from "../support/csr";
import { filesOf, keyLeaks } from "../support/keySearch";
import { withTlsPlugin } from "../support/tlsPlugin/tlsPlugin";
import { startBackend } from "./backend";
import { newMachine, type Machine, type Product } from "./machine";
import { startTlsClients, type Handshake } from "./tlsClients";

const servername = "api.corp.example";
const DAY = 86_400_000;

const leastHandshakes = 10_000;
const leastDuringReload = 2_000;

export interface Deployed {
  readonly project: Project;
  readonly machine: Machine;
  /** The file with the private key. */
  readonly keyFile: string;
  /** What was seen from outside, while something changed. */
  during(change: (project: Project) => Promise<void>): Promise<Seen>;
}

export interface Seen {
  readonly handshakes: readonly Handshake[];
  readonly failures: readonly string[];
  /** Those that began after the reload did, and ended before the old worker did. */
  readonly duringReload: number;
  /** Serial numbers that were seen, in the order in which they came. */
  readonly serialNumbers: readonly string[];
  /** Of the connections that began after the old worker had ended. */
  readonly serialNumbersAtLast: readonly string[];
  /** The answer to the request that was held in the old worker. */
  readonly held: string;
}

/**
 * A certificate that ends in 40 days, in a load balancer that serves. The old worker is kept alive, until enough connections were made beside it, by a
 * request whose answer is held back.
 */
export async function deployedExample(example: string, product: Product, keyFile: string): Promise<Deployed> {
  const sandbox = await newSandbox({
    now: new Date(Date.now() - 325 * DAY),
    accounts: [{ authorities: [{ id: "10A101A05684", name: "Private EC", keyType: "EC", chainLength: 3 }] }],
  });
  const [machine, backend] = await Promise.all([newMachine(product), startBackend()]);
  const project = await exampleProject(example, {
    sandbox,
    packages: ["@pulumi/tls"],
    env: withTlsPlugin(),
    config: {
      "certificates:organizationId": "123456",
      "certificates:folder": machine.included,
      "certificates:listen": `127.0.0.1:${String(machine.port)}`,
      "certificates:backend": `127.0.0.1:${String(backend.port)}`,
      "certificates:reload": machine.reload,
    },
  });
  await project.up();
  await sandbox.setClock(new Date());
  const ca = sandbox.rootPem;
  return {
    project,
    machine,
    keyFile: join(machine.included, keyFile),
    async during(change) {
      const held = get({ port: machine.port, ca, path: "/held" });
      await backend.held();
      const [oldWorker = -1, ...others] = machine.workers();
      expect(others).toEqual([]);
      const clients = startTlsClients({ port: machine.port, servername, ca });
      await clients.reach(100);
      await change(project);
      await clients.reach(clients.done() + leastDuringReload + 200);
      expect(machine.workers()).toContain(oldWorker);
      backend.release();
      while (machine.workers().includes(oldWorker)) await new Promise((resolve) => setTimeout(resolve, 10));
      const oldWorkerEnded = Date.now();
      await clients.reach(Math.max(leastHandshakes, clients.done() + 500));
      const { handshakes, failures } = await clients.stop();
      const reloaded = machine.reloadedAt();
      return {
        handshakes,
        failures,
        duringReload: handshakes.filter(({ started, ended }) => started >= reloaded && ended <= oldWorkerEnded).length,
        serialNumbers: serialNumbersOf(handshakes),
        serialNumbersAtLast: serialNumbersOf(handshakes.filter(({ started }) => started > oldWorkerEnded)),
        held: await held,
      };
    },
  };
}

function serialNumbersOf(handshakes: readonly Handshake[]): readonly string[] {
  return [...new Set([...handshakes].sort((one, other) => one.started - other.started).map(({ serialNumber }) => serialNumber))];
}

/** The body of an answer, from a server whose chain ends at the root. */
function get({ port, ca, path }: { readonly port: number; readonly ca: string; readonly path: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, servername, ca, path, headers: { host: servername }, agent: false };
    const asked = request(options, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () => {
        resolve(`${String(response.statusCode)} ${body}`);
      });
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** The certificates that the server sends, as `openssl s_client` gets them, PEM. */
function sentChain({ port }: Machine): readonly string[] {
  const said = openssl(["s_client", "-connect", `127.0.0.1:${String(port)}`, "-servername", servername, "-showcerts"]);
  return [...said.matchAll(/-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----/g)].map(([pem]) => `${pem}\n`);
}

function serialNumberOf(pem: unknown): string {
  return new X509Certificate(String(pem)).serialNumber;
}

/** Leaf first, then what signed it, and no root: what a server has to send. */
export function expectChain({ machine }: Deployed, outputs: Readonly<Record<string, unknown>>): void {
  const [leaf = "", intermediate = "", ...others] = sentChain(machine);
  expect(leaf).toBe(outputs["certificatePem"]);
  expect(others).toEqual([]);
  const [end, above, root] = [leaf, intermediate, String(outputs["rootPem"])].map((pem) => new X509Certificate(pem));
  expect(end?.verify(above?.publicKey ?? end.publicKey)).toBe(true);
  expect(above?.verify(root?.publicKey ?? above.publicKey)).toBe(true);
  expect(above?.fingerprint256).not.toBe(root?.fingerprint256);
}

/** The key is in its file, which nobody else reads, and in clear nowhere else. */
function expectKeyNowhereElse({ project, machine, keyFile }: Deployed): void {
  const key = readFileSync(keyFile, "utf8").replace(/-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----\n/g, "");
  expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  expect((statSync(keyFile).mode & 0o777).toString(8)).toBe("600");
  expect(keyLeaks([key], { folder: project.folder, texts: [] })).toEqual([]);
  const places = filesOf(machine.folder).filter(([, text]) =>
    keyLeaks([key], { folder: machine.folder, texts: [text] }).some((each) => / in text /.test(each)),
  );
  expect(places.map(([path]) => join(machine.folder, path))).toEqual([keyFile]);
}

/** No connection failed, before, in and after the reload; from the old certificate to the new one, and to that alone. */
export async function expectSeamless(deployed: Deployed, before: Readonly<Record<string, unknown>>, seen: Seen): Promise<void> {
  const after = await deployed.project.outputs();
  // The first of them say what is wrong; there may be thousands.
  expect(seen.failures.slice(0, 5)).toEqual([]);
  expect(seen.handshakes.length).toBeGreaterThanOrEqual(leastHandshakes);
  expect(seen.duringReload).toBeGreaterThanOrEqual(leastDuringReload);
  expect(seen.serialNumbers).toEqual([before, after].map(({ certificatePem }) => serialNumberOf(certificatePem)));
  expect(seen.serialNumbersAtLast).toEqual([serialNumberOf(after["certificatePem"])]);
  expect(seen.held).toBe("200 held until now\n");
  expectChain(deployed, after);
  expectKeyNowhereElse(deployed);
}
