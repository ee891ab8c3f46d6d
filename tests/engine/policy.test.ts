import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { makeCsr } from "../support/csr";
import { certificateProgram, describeWithEngine, newProject, type Run } from "./harness";
import { installPack, withPackRuntime } from "./policyPack";
import { newSandbox } from "./sandboxes";
import { name, wish } from "./wishes";

const bin = mkdtempSync(join(tmpdir(), "pulumi-digicert-pack-"));
afterAll(() => {
  rmSync(bin, { recursive: true });
});

/** `policy [level]` of each violation that the engine was told of, sorted. */
function violationsOf(run: Run): readonly string[] {
  const found = [...run.eventLog.matchAll(/"policyEvent":(\{[^]*?\})\s*\}/g)].map(
    ([, event = ""]) => JSON.parse(event) as { readonly policyName: string; readonly enforcementLevel: string },
  );
  return [...new Set(found.map(({ policyName, enforcementLevel }) => `${policyName} [${enforcementLevel}]`))].sort();
}

describeWithEngine("a policy pack", () => {
  it("stops a preview of what it does not allow, says on which input and what to change, and lets through what its configuration allows", async () => {
    const sandbox = await newSandbox();
    const declared = wish({
      csr: makeCsr([name], "rsa-2048").csrPem,
      dnsNames: ["api.other.example"],
      renewal: { beforeDays: 20 },
      organization: undefined,
    });
    const project = await newProject({
      sandbox,
      program: certificateProgram(declared),
      config: { "digicert:organizationId": "123456" },
      packages: ["@pulumi/policy"],
      env: withPackRuntime(bin),
    });
    const pack = installPack(project, "examples/policyPack");

    const refused = await project.preview({ args: ["--policy-pack", pack], expect: "failure" });
    expect(violationsOf(refused)).toEqual([
      "acme-cost-centre [mandatory]",
      "digicert-allowed-keys [mandatory]",
      "digicert-allowed-names [mandatory]",
      "digicert-maximum-validity [mandatory]",
      "digicert-renewal-window [advisory]",
    ]);
    for (const message of [
      "orderValidity.years is 1: at most 200 days are allowed. Set orderValidity: { days: 200 }",
      'dnsNames[0] is "api.other.example": allowed are **.corp.example, 10.0.0.0/8.',
      "csr has an RSA key of 2048 bits: at least 3072 are required.",
      "renewal.beforeDays is 20: at least 21 days are required.",
      "comments names no cost centre",
    ]) {
      expect(refused.output).toContain(message);
    }

    const config = join(project.folder, "policies.json");
    const args = ["--policy-pack", pack, "--policy-pack-config", config];
    writeFileSync(config, `{ "digicert-maximum-validity": { "days": "many" }, "digicert-allowed-names": { "patterns": [] } }`);
    const unreadable = (await project.preview({ args, expect: "failure" })).output;
    expect(unreadable).toContain("digicert-maximum-validity: days: Invalid type. Expected: integer, given: string");
    expect(unreadable).toContain("digicert-allowed-names: patterns: Array must have at least 1 items");

    writeFileSync(
      config,
      JSON.stringify({
        "digicert-maximum-validity": { days: 397 },
        "digicert-allowed-names": { patterns: ["**.example"] },
        "digicert-allowed-keys": "advisory",
        // Judged as the engine knows it: with the default of the stack.
        "digicert-allowed-organizations": { organizationIds: [1], enforcementLevel: "advisory" },
        "digicert-maximum-certificates": { count: 0, enforcementLevel: "advisory" },
        "acme-cost-centre": "disabled",
      }),
    );
    const allowed = await project.up({ args });
    expect(violationsOf(allowed)).toEqual([
      "digicert-allowed-keys [advisory]",
      "digicert-allowed-organizations [advisory]",
      "digicert-maximum-certificates [advisory]",
      "digicert-renewal-window [advisory]",
    ]);
    expect((await sandbox.orders()).map((order) => order.status)).toEqual(["issued"]);
  }, 120_000);

  it("judges a CSR that a preview does not know yet in the update, before it is ordered with", async () => {
    const sandbox = await newSandbox();
    const csr = makeCsr([name], "rsa-2048").csrPem;
    const program = `
      const pulumi = require("@pulumi/pulumi");
      const { PrivateSslCertificate } = require("pulumi-digicert");
      class Later extends pulumi.dynamic.Resource {
        constructor(name, value) {
          super({ create: async (inputs) => ({ id: "1", outs: inputs }) }, name, { value, made: undefined });
        }
      }
      const later = new Later("later", ${JSON.stringify(csr)});
      new PrivateSslCertificate("api", {
        ...${JSON.stringify({ ...wish({ csr }), orderValidity: { days: 200 }, comments: "CC-1234" })},
        csr: later.id.apply(() => later.value), dnsNames: [later.id.apply((id) => id + ".corp.example")],
      });`;
    const project = await newProject({ sandbox, program, packages: ["@pulumi/policy"], env: withPackRuntime(bin) });
    const args = ["--policy-pack", installPack(project, "examples/policyPack")];
    expect(violationsOf(await project.preview({ args }))).toEqual([]);
    const refused = await project.up({ args, expect: "failure" });
    expect(violationsOf(refused)).toEqual(["digicert-allowed-keys [mandatory]"]);
    expect(refused.output).toContain("csr has an RSA key of 2048 bits: at least 3072 are required.");
    expect(await sandbox.orders()).toEqual([]);
  }, 120_000);
});
