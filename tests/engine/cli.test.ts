import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import * as ts from "typescript";

import type { Sandbox } from "../../sandbox";
import { cli, placeOrder, type Ended } from "../support/cliProgram";
import { makeCsr } from "../support/csr";
import { describeWithEngine, newProject, type Project } from "./harness";
import { newSandbox } from "./sandboxes";
import { wish } from "./wishes";

const home = mkdtempSync(join(tmpdir(), "pulumi-digicert-home-"));

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

/** The command in the folder of a project, as a person types it there: Pulumi on the PATH, and the key in the stack's configuration only. */
function typed(project: Project, ...args: readonly string[]): Promise<Ended> {
  return typedWith({}, project, ...args);
}

function typedWith(more: Readonly<Record<string, string>>, { folder }: Project, ...args: readonly string[]): Promise<Ended> {
  const env = {
    ...more,
    PATH: [process.env["PULUMI_DIGICERT_ENGINE"], process.env["PATH"]].join(delimiter),
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "correct horse battery staple",
  };
  return cli(args, { cwd: folder, env, columns: 120 });
}

function program(...names: readonly string[]): string {
  const certificates = names.map((name) => `new PrivateSslCertificate(${JSON.stringify(name)}, ${JSON.stringify(wishFor(name))});`);
  return [`const { PrivateSslCertificate } = require("pulumi-digicert");`, ...certificates].join("\n");
}

const csrs = new Map<string, string>();

function wishFor(name: string): Readonly<Record<string, unknown>> {
  const commonName = `${name}.corp.example`;
  const csr = csrs.get(name) ?? makeCsr([commonName]).csrPem;
  csrs.set(name, csr);
  return wish({ commonName, csr });
}

/** A run that is killed, with everything it started, once its order was carried out. */
async function killedWhileOrdering(project: Project, sandbox: Sandbox): Promise<void> {
  const before = (await sandbox.orders()).length;
  await sandbox.faults([{ do: "hang", match: { method: "POST", path: "^/order/certificate/private_ssl_plus$" } }]);
  const running = project.start(["up", "--yes", "--skip-preview"]);
  while ((await sandbox.orders()).length === before) await new Promise((resolve) => setTimeout(resolve, 25));
  running.kill("SIGKILL");
  for (const pid of project.providers()) process.kill(pid, "SIGKILL");
  await running.done;
  await project.pulumi(["cancel", "--yes", "--stack", "test"]);
}

describeWithEngine("the command line beside a stack", () => {
  it("shows which resource has an order, and what an interrupted run left, until the next run has taken it over", async () => {
    const sandbox = await newSandbox();
    const project = await newProject({ sandbox, program: program("api") });
    await project.up();
    expect(await typed(project, "orders", "--stack", "test")).toEqual({
      code: 0,
      stderr: "",
      stdout: expect.stringMatching(/^ +ORDER .*\n\d+ +issued +\S+ +\d+ +plus +api\.corp\.example +api\n$/) as string,
    });

    project.setProgram(program("api", "late"));
    await killedWhileOrdering(project, sandbox);
    const [, late] = await sandbox.orders();
    const left = await typed(project, "orphans", "--stack", "test", "--json");
    expect({ code: left.code, stderr: left.stderr }).toEqual({ code: 3, stderr: "" });
    expect(JSON.parse(left.stdout)).toMatchObject({
      orphans: [{ orderId: late?.id, kind: "interrupted", resource: { project: "certificates", stack: "test", name: "late" } }],
    });

    await project.up();
    expect(await typed(project, "orphans", "--stack", "test")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^No orphans/) as string,
    });
    expect(await sandbox.orders()).toHaveLength(2);

    const examined = await typed(project, "doctor", "--stack", "test");
    expect(examined.stdout).toContain("✓ API key: from the stack's configuration (digicert:apiKey), where it is a secret\n");
    expect(examined.stdout).toContain("✓ State: the 2 orders in use are in this account\n");
    expect(examined).toMatchObject({ code: 0, stdout: expect.stringContaining(", 0 bad.") as string });
    const reported = JSON.parse((await typed(project, "report", "--stack", "test", "--account", "--json")).stdout) as unknown;
    expect(reported).toMatchObject({
      stacks: ["certificates/test"],
      certificates: [
        { name: "api", standing: "good", orders: [{ role: "current" }] },
        { name: "late", standing: "good", orders: [{ role: "current", kind: "found" }] },
      ],
      warnings: [],
      account: { orders: 2, disagreements: [], orphans: [] },
    });

    const otherKey = { DIGICERT_API_KEY: "key-of-another-account" };
    expect(await typedWith(otherKey, project, "orders", "--stack", "test")).toMatchObject({ code: 0, stderr: "" });
    const asked = await typedWith(otherKey, project, "orders", "--stack", "test", "--key-from", "environment");
    expect(asked).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^DigiCert does not know this API key [^\n]*\n$/) as string,
    });

    const missing = await typed(project, "orders", "--stack", "production");
    expect(missing).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^`pulumi [^\n]*--stack production` failed: no stack named [^\n]*\n$/) as string,
    });
  }, 180_000);

  it("writes a program that takes orders over, with nothing ordered and nothing left to change", async () => {
    const sandbox = await newSandbox();
    const project = await newProject({ sandbox, program: program() });
    const names = ["legacy.corp.example", "old.corp.example"] as const;
    for (const name of names) {
      const certificate = { common_name: name, dns_names: [`www.${name}`], csr: makeCsr([name]).csrPem, signature_hash: "sha384" };
      const more = { additional_emails: ["team@corp.example"], order_validity: { days: 200 }, disable_renewal_notifications: true };
      await placeOrder(sandbox, { certificate, ...more });
    }
    const { code, stdout, stderr } = await typed(project, "adopt", "--all", "--stack", "test");
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(/^2 orders to take over/) as string });

    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    project.setProgram(ts.transpileModule(stdout, { compilerOptions }).outputText);
    await project.up();
    const orders = await sandbox.orders();
    expect(orders).toHaveLength(2);
    expect(await project.outputs()).toEqual({ orderIds: Object.fromEntries(names.map((name, at) => [name, orders[at]?.id])) });
    await project.preview({ args: ["--expect-no-changes"] });
    expect(await typed(project, "adopt", "--all", "--stack", "test")).toMatchObject({ code: 0, stdout: "" });
    expect((await sandbox.journal()).filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array(2).fill("POST /order/certificate/private_ssl_plus"),
    );
  }, 180_000);
});
