import { describeWithEngine } from "../engine/harness";
import { newSandbox, statuses } from "../engine/sandboxes";
import { csrFor, makeCsr } from "../support/csr";
import { exampleProject, wholeLife } from "./exampleProject";
import { orderByHand } from "./orderByHand";

describeWithEngine("the example of adopted orders", () => {
  it("takes over what was ordered by hand: nothing is ordered or paid, nothing is left to change, and nothing is revoked in the end", async () => {
    const sandbox = await newSandbox();
    const [api, web] = [makeCsr(["api.corp.example"]), makeCsr(["web.corp.example"])];
    const orders = {
      api: (await orderByHand(sandbox, "api.corp.example", api.csrPem)).id,
      web: (await orderByHand(sandbox, "web.corp.example", web.csrPem)).id,
    };
    await sandbox.clearJournal();
    const project = await exampleProject("adoptOrders", {
      sandbox,
      config: { organizationId: "123456", orders: JSON.stringify(orders) },
      files: {
        // Another request for the same key, as README has it.
        "requests/api.csr": csrFor(api.privateKeyPem, ["api.corp.example"]),
        "requests/web.csr": web.csrPem,
      },
    });
    await wholeLife(project, (outputs) => {
      expect(outputs["orders"]).toMatchObject({ api: { orderId: orders.api }, web: { orderId: orders.web } });
    });
    expect(await statuses(sandbox)).toEqual(["issued", "issued"]);
    expect((await sandbox.journal()).filter(({ method }) => method !== "GET")).toEqual([]);
  }, 120_000);
});
