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

describeWithEngine("a key that DigiCert does not know any more", () => {
  it("is replaced by DIGICERT_API_KEY in refresh and destroy, and said to be; what orders never uses another key than the program's", async () => {
    const keys = [
      { name: "old", apiKey: "OLD-KEY-0123456789-OLD" },
      { name: "new", apiKey: "NEW-KEY-0123456789-NEW" },
    ];
    const sandbox = await newSandbox({ accounts: [{ keys }] });
    const declared = wish();
    const program = (more: Readonly<Record<string, unknown>>) => `
      const pulumi = require("@pulumi/pulumi");
      const { PrivateSslCertificate, Provider } = require("pulumi-digicert");
      const config = new pulumi.Config("digicert");
      const provider = new Provider("explicit", { apiKey: config.requireSecret("apiKey"), baseUrl: config.require("baseUrl") });
      new PrivateSslCertificate("api", ${JSON.stringify({ ...declared, ...more })}, { provider });`;
    const project = await newProject({ sandbox, program: program({}), secrets: { "the new key": "NEW-KEY-0123456789-NEW" } });
    await project.up();
    await sandbox.configure({ keys: keys.slice(1) });
    const env = { DIGICERT_API_KEY: "NEW-KEY-0123456789-NEW" };

    const refused = await project.refresh({ expect: "failure" });
    expect(refused.output).toContain("DigiCert does not know this API key");
    const refreshed = await project.refresh({ env });
    expect(refreshed.output).toContain("DigiCert does not know the API key that is stored in the state: DIGICERT_API_KEY is used instead");
    expect(refreshed.steps()).toEqual({ api: "refresh" });

    project.setProgram(program({ renewal: { trigger: 1 } }));
    const ordering = await project.up({ env, expect: "failure" });
    expect(ordering.output).toContain("DigiCert does not know this API key");
    expect(await statuses(sandbox)).toEqual(["issued"]);

    await project.destroy({ env });
    expect(await statuses(sandbox)).toEqual(["revoked"]);
  }, 180_000);
});

describeWithEngine("a certificate that its program moves to the provider of another account", () => {
  it("is not found there, which is an error and never gone: nothing is ordered, nothing forgotten, and the way back is open", async () => {
    const [mine, other] = [await newSandbox(), await newSandbox()];
    const declared = wish();
    const program = (account: "mine" | "other", more: Readonly<Record<string, unknown>> = {}) => `
      const pulumi = require("@pulumi/pulumi");
      const { PrivateSslCertificate, Provider } = require("pulumi-digicert");
      const [digicert, config] = [new pulumi.Config("digicert"), new pulumi.Config()];
      const mine = new Provider("mine", { apiKey: digicert.requireSecret("apiKey"), baseUrl: digicert.require("baseUrl") });
      const other = new Provider("other", { apiKey: config.requireSecret("otherKey"), baseUrl: config.require("otherUrl") });
      new PrivateSslCertificate("api", ${JSON.stringify({ ...declared, ...more })}, { provider: ${account} });`;
    const project = await newProject({
      sandbox: mine,
      secretConfig: { otherKey: other.apiKey },
      config: { otherUrl: other.baseUrl },
      program: program("mine"),
    });
    await project.up();
    const { id } = await onlyOrder(mine);
    project.setProgram(program("other"));
    expect((await project.up()).steps()).toEqual({});

    const says = `DigiCert does not find order ${String(id)}, which the state names, in the account of`;
    expect((await project.refresh({ expect: "failure" })).output).toContain(says);
    project.setProgram(program("other", { renewal: { trigger: 1 } }));
    expect((await project.up({ expect: "failure" })).output).toContain(says);
    expect((await project.destroy({ expect: "failure" })).output).toContain(says);
    expect((await project.certificate()).outputs).toMatchObject({ orderId: id, orderStatus: "issued" });
    expect(await other.orders()).toEqual([]);

    project.setProgram(program("mine"));
    await project.up();
    await project.refresh({ args: ["--expect-no-changes"] });
    await project.destroy();
    expect(await statuses(mine)).toEqual(["revoked"]);
  }, 240_000);
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
