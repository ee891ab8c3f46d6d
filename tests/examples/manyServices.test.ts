import { describeWithEngine } from "../engine/harness";
import { newSandbox, statuses } from "../engine/sandboxes";
import { makeCsr } from "../support/csr";
import { services } from "../../examples/manyServices/services";
import { exampleProject, wholeLife } from "./exampleProject";

const DAY = 86_400_000;

describeWithEngine("the example of many services", () => {
  it("orders a certificate for every row of the table, tells its team, and spreads the renewals", async () => {
    const sandbox = await newSandbox();
    const rows = Object.entries(services);
    const requests = rows.map(([service, { names }]) => [`requests/${service}.csr`, makeCsr([names[0]]).csrPem]);
    const project = await exampleProject("manyServices", {
      sandbox,
      config: { organizationId: "123456" },
      files: Object.fromEntries(requests) as Readonly<Record<string, string>>,
    });
    await wholeLife(project, async (outputs) => {
      const certificates = outputs["certificates"] as Readonly<Record<string, Readonly<Record<string, string | number>>>>;
      const orders = new Map((await sandbox.orders()).map((order) => [order.id, order]));
      expect(orders.size).toBe(rows.length);
      for (const [service, { names, team }] of rows) {
        const order = orders.get(Number(certificates[service]?.["orderId"]));
        expect(order).toMatchObject({ additionalEmails: [team] });
        const [commonName, ...others] = names;
        expect(order?.certificates[0]).toMatchObject({ commonName, dnsNames: others });
      }
      const days = Object.values(certificates).map(
        ({ validUntil = "", renewAfter = "" }) => (Date.parse(String(validUntil)) - Date.parse(String(renewAfter))) / DAY,
      );
      expect(Math.min(...days)).toBeGreaterThanOrEqual(30);
      expect(Math.max(...days)).toBeLessThan(44);
      expect(new Set(days.map(Math.round)).size).toBeGreaterThan(2);
    });
    expect(await statuses(sandbox)).toEqual(rows.map(() => "revoked"));
  }, 120_000);
});
