import { describeWithEngine } from "../engine/harness";
import { newSandbox } from "../engine/sandboxes";
import { makeCsr } from "../support/csr";
import { exampleProject, wholeLife } from "./exampleProject";

const accounts = [
  { keys: [{ name: "us", apiKey: "US-KEY-0123456789" }], organizations: [{ id: 1001, name: "Corp, Inc." }] },
  { keys: [{ name: "eu", apiKey: "EU-KEY-0123456789" }], organizations: [{ id: 2002, name: "Corp GmbH" }] },
];

describeWithEngine("the example of several accounts", () => {
  it("orders each certificate in its own account, by the account's organisation, and trusts both roots", async () => {
    const sandbox = await newSandbox({ accounts });
    const project = await exampleProject("severalAccounts", {
      config: {
        usOrganizationId: "1001",
        euOrganizationId: "2002",
        usCsr: makeCsr(["api.us.corp.example"]).csrPem,
        euCsr: makeCsr(["api.eu.corp.example"]).csrPem,
      },
      secretConfig: { usKey: "US-KEY-0123456789", euKey: "EU-KEY-0123456789" },
      env: { DIGICERT_BASE_URL: sandbox.baseUrl },
    });
    await wholeLife(project, async (outputs) => {
      const orders = await sandbox.orders();
      expect(orders.find(({ orderedBy }) => orderedBy === "us")).toMatchObject({ id: outputs["usOrderId"], organizationId: 1001 });
      expect(orders.find(({ orderedBy }) => orderedBy === "eu")).toMatchObject({ id: outputs["euOrderId"], organizationId: 2002 });
      const roots = String(outputs["trustedRoots"]).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
      expect(new Set(roots).size).toBe(2);
    });
    expect((await sandbox.orders()).map(({ status }) => status)).toEqual(["revoked", "revoked"]);
  }, 120_000);
});
