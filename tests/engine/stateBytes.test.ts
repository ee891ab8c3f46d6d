/** What a certificate costs in the state file, which the engine writes anew after every step; and states that earlier code wrote. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { measureState, type ResourceInState } from "../../bench/stateBytes";
import { makeCsr } from "../support/csr";
import { certificateProgram, describeWithEngine, newProject, type Project } from "./harness";
import { callsSince, newSandbox, statuses } from "./sandboxes";

const names = ["api.corp.example", "api-2.corp.example"] as const;

function wish(more: Readonly<Record<string, unknown>> = {}) {
  return {
    product: "private_ssl_plus",
    commonName: names[0],
    dnsNames: [...names],
    csr: makeCsr(names, "rsa-2048").csrPem,
    organization: { id: 123456 },
    orderValidity: { years: 1 },
    ...more,
  };
}

/** What the code before the first release stored with each resource. */
const earlierText = (() => {
  const { inHand } = JSON.parse(readFileSync(join(__dirname, "../unit/lifecycle/olderStates/firstShape.json"), "utf8")) as {
    readonly inHand: { readonly inputs: { readonly __provider: string } };
  };
  return inHand.inputs.__provider;
})();

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

interface Deployment {
  readonly deployment: { readonly resources: (ResourceInState & { readonly urn: string })[] };
}

/** As if the certificate of that name had been made by earlier code: another text, and rows of orders that ended long ago. */
async function makeOlder(project: Project, name: string): Promise<void> {
  const file = join(project.folder, "exported.json");
  await project.pulumi(["stack", "export", "--stack", "test", "--file", file]);
  const exported = JSON.parse(readFileSync(file, "utf8")) as Deployment;
  const resources = exported.deployment.resources.map((resource) => {
    if (!resource.urn.endsWith(`::${name}`)) return resource;
    const { inputs, outputs } = resource;
    const ended = [...Array(8).keys()].map((year) => ({
      orderId: 1000 + year,
      kind: year === 0 ? "first" : "renewal",
      status: "issued",
      placed: `${String(2010 + year)}-01-01T00:00:00Z`,
      validUntil: `${String(2011 + year)}-01-31T23:59:59Z`,
    }));
    return {
      ...resource,
      inputs: { ...inputs, __provider: earlierText },
      outputs: { ...outputs, __provider: earlierText, orders: [...ended, ...(outputs["orders"] as readonly object[])] },
    };
  });
  writeFileSync(file, JSON.stringify({ ...exported, deployment: { ...exported.deployment, resources } }));
  await project.pulumi(["stack", "import", "--stack", "test", "--file", file]);
}

describeWithEngine("the state of a certificate", () => {
  it("has, beside its inputs, each certificate of its chain and what the engine writes itself, less than a third of those again: every byte counted", async () => {
    const sandbox = await newSandbox();
    const project = await newProject({ sandbox, program: certificateProgram(wish()) });
    await project.up();

    const file = project.stateFile();
    const certificate = (
      JSON.parse(file) as { readonly checkpoint: { readonly latest: { readonly resources: readonly ResourceInState[] } } }
    ).checkpoint.latest.resources.at(-1);
    const [counted, ...others] = measureState(file);
    expect(others).toEqual([]);
    // The engine writes what is counted, and nothing between.
    expect(file).toContain(JSON.stringify(certificate));
    expect(counted?.total).toBe(Buffer.byteLength(JSON.stringify(certificate)));
    expect(sum(Object.values<number>({ ...counted?.bytes }))).toBe(counted?.total);

    expect(counted?.bytes).toEqual({
      // These depend on the length of random numbers, and of paths.
      inputs: expect.any(Number) as number,
      chain: expect.any(Number) as number,
      bookkeeping: expect.any(Number) as number,
      hiddenInputs: 131,
      inputsAsOutputs: 196,
      chainFrame: 174,
      result: 537,
      ledger: 242,
      books: 173,
    });
    expect(counted?.ratio).toBeLessThanOrEqual(1.3);
  }, 120_000);

  it("stays so after a renewal, which adds one row to the ledger", async () => {
    const sandbox = await newSandbox({ now: new Date(Date.now() - 340 * 86_400_000) });
    const project = await newProject({ sandbox, program: certificateProgram(wish()) });
    await project.up();
    const [before] = measureState(project.stateFile());
    await sandbox.setClock(new Date());
    await project.up();
    const [after] = measureState(project.stateFile());
    expect(await statuses(sandbox)).toEqual(["issued", "issued"]);
    expect({ ...after?.bytes, chain: 0, bookkeeping: 0 }).toEqual({ ...before?.bytes, chain: 0, bookkeeping: 0, ledger: 475 });
    expect(after?.ratio).toBeLessThanOrEqual(1.3);
  }, 120_000);

  it("as earlier code wrote it stands beside others in one stack: no change, no call, and everything is retired in the end", async () => {
    const sandbox = await newSandbox();
    const wishes = { older: wish(), newer: wish() };
    const project = await newProject({
      sandbox,
      program: `const { PrivateSslCertificate } = require("pulumi-digicert");
        for (const [name, args] of Object.entries(${JSON.stringify(wishes)})) new PrivateSslCertificate(name, args);`,
    });
    await project.up();
    await makeOlder(project, "older");
    await sandbox.clearJournal();

    await project.preview({ args: ["--expect-no-changes"] });
    await project.up({ args: ["--expect-no-changes"] });
    expect(await callsSince(sandbox)).toEqual([]);
    await project.refresh({ args: ["--expect-no-changes"] });
    await project.preview({ args: ["--expect-no-changes"] });
    expect((await project.certificate("older")).outputs["orders"]).toHaveLength(9);

    await project.destroy();
    expect(await statuses(sandbox)).toEqual(["revoked", "revoked"]);
  }, 180_000);
});
