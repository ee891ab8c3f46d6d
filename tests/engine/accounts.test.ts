import { makeCsr } from "../support/csr";
import { certificateProgram, describeWithEngine, newProject } from "./harness";
import { newSandbox, onlyOrder, statuses } from "./sandboxes";
import { name, wish } from "./wishes";

describeWithEngine("configuration", () => {
  it("gives organisation, container and approval to certificates that name none", async () => {
    const sandbox = await newSandbox({
      accounts: [
        {
          approval: "manual",
          organizations: [
            { id: 123456, name: "Corp" },
            { id: 777, name: "Other" },
          ],
        },
      ],
    });
    const project = await newProject({
      sandbox,
      program: certificateProgram({
        product: "private_ssl_plus",
        commonName: name,
        csr: makeCsr([name]).csrPem,
        orderValidity: { years: 1 },
      }),
      config: { "digicert:organizationId": "777", "digicert:containerId": "5", "digicert:skipApproval": "true" },
    });
    await project.up();
    expect((await onlyOrder(sandbox)).placedWith).toMatchObject({ organization: { id: 777 }, container: { id: 5 }, skip_approval: true });
    await project.preview({ args: ["--expect-no-changes"] });
  }, 120_000);

  it("comes from the environment where the stack has none, and the stack's wins", async () => {
    const [mine, other] = [await newSandbox(), await newSandbox()];
    const project = await newProject({
      sandbox: mine,
      withoutKey: true,
      env: { DIGICERT_API_KEY: mine.apiKey, DIGICERT_BASE_URL: other.baseUrl },
      secrets: { "the key of the environment": mine.apiKey },
      program: certificateProgram(wish()),
    });
    await project.up();
    expect(await statuses(mine)).toEqual(["issued"]);
    expect(await other.orders()).toEqual([]);
  }, 120_000);

  it("that is wrong is one clear error", async () => {
    const sandbox = await newSandbox();
    const project = await newProject({
      sandbox,
      config: { "digicert:baseUrl": "http://certcentral.example/services/v2" },
      program: certificateProgram(wish()),
    });
    const failed = await project.up({ expect: "failure" });
    expect(failed.output).toMatch(/digicert:baseUrl/);
    expect(failed.output).toMatch(/plain http: is accepted for loopback only/);
  }, 120_000);

  it("with the key in clear text is warned of", async () => {
    const sandbox = await newSandbox();
    const project = await newProject({
      sandbox: { baseUrl: sandbox.baseUrl, apiKey: "unused-in-this-test" },
      withoutKey: true,
      config: { "digicert:apiKey": sandbox.apiKey },
      program: certificateProgram(wish()),
    });
    const run = await project.up();
    expect(run.messages().join("\n")).toContain("digicert:apiKey is stored in clear text");
  }, 120_000);
});

describeWithEngine("several accounts", () => {
  it("are explicit providers, each with its own key, and each order is placed and revoked in its own", async () => {
    const [mine, other] = [await newSandbox(), await newSandbox()];
    const args = JSON.stringify({
      product: "private_ssl_flex",
      commonName: name,
      csr: makeCsr([name]).csrPem,
      orderValidity: { days: 200 },
      organization: { id: 123456 },
    });
    const project = await newProject({
      sandbox: mine,
      secretConfig: { otherKey: other.apiKey },
      config: { otherUrl: other.baseUrl },
      program: `
        const pulumi = require("@pulumi/pulumi");
        const digicert = require("pulumi-digicert");
        const config = new pulumi.Config();
        const provider = new digicert.Provider("other", { apiKey: config.requireSecret("otherKey"), baseUrl: config.require("otherUrl") });
        const here = new digicert.PrivateSslCertificate("here", ${args});
        const there = new digicert.PrivateSslCertificate("there", ${args}, { provider });
        if (!digicert.PrivateSslCertificate.isInstance(there) || digicert.PrivateSslCertificate.isInstance(provider)) throw new Error("isInstance");
        exports.here = here.orderId;
        exports.there = there.orderId;`,
    });
    await project.up();
    expect(await project.outputs()).toEqual({ here: (await onlyOrder(mine)).id, there: (await onlyOrder(other)).id });
    await project.preview({ args: ["--expect-no-changes"] });
    await project.destroy();
    expect([await statuses(mine), await statuses(other)]).toEqual([["revoked"], ["revoked"]]);
  }, 180_000);
});

describeWithEngine("PrivateSslCertificate.get", () => {
  it("shows the newest renewal of an order that is managed elsewhere, orders nothing, and revokes nothing", async () => {
    const sandbox = await newSandbox();
    const declared = wish();
    const owner = await newProject({ sandbox, program: certificateProgram(declared), name: "owner" });
    await owner.up();
    const first = await onlyOrder(sandbox);
    const renewal = await sandbox.renewOutside(first.id);
    const reader = await newProject({
      sandbox,
      name: "reader",
      program: `
        const { PrivateSslCertificate } = require("pulumi-digicert");
        const certificate = PrivateSslCertificate.get("api", ${JSON.stringify(String(first.id))});
        exports.orderId = certificate.orderId;
        exports.fullChainPem = certificate.fullChainPem;
        exports.commonName = certificate.commonName;`,
    });
    await reader.up();
    const outputs = await reader.outputs();
    expect(outputs).toMatchObject({ orderId: renewal.orderId, commonName: name });
    expect(String(outputs["fullChainPem"])).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
    await reader.destroy();
    expect(await statuses(sandbox)).toEqual(["issued", "issued"]);
  }, 180_000);

  it("of an order that is not there is an error, never an empty resource", async () => {
    const sandbox = await newSandbox();
    const reader = await newProject({
      sandbox,
      program: `
        const { PrivateSslCertificate } = require("pulumi-digicert");
        exports.pem = PrivateSslCertificate.get("api", "42").certificatePem;`,
    });
    const failed = await reader.up({ expect: "failure" });
    expect(failed.output).toContain("order 42");
  }, 120_000);
});
