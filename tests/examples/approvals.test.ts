import { describeWithEngine, type Project } from "../engine/harness";
import { newSandbox, onlyOrder, statuses } from "../engine/sandboxes";
import { makeCsr } from "../support/csr";
import { exampleProject, wholeLife } from "./exampleProject";

async function waiting(project: Project): Promise<string> {
  return String((await project.outputs())["waitsForApproval"]);
}

describeWithEngine("the example of approvals", () => {
  it("saves an order that waits, goes on after the approval, and keeps the old certificate while a renewal waits", async () => {
    const sandbox = await newSandbox({ accounts: [{ approval: "manual" }] });
    const config = { organizationId: "123456", csr: makeCsr(["payments.corp.example"]).csrPem };
    const project = await exampleProject("approvals", { sandbox, config });

    const first = await project.up({ expect: "failure" });
    const { id, placedWith } = await onlyOrder(sandbox);
    expect(placedWith).toMatchObject({ comments: expect.stringContaining("stack test") as string, skip_approval: false });
    expect(first.output).toMatch(new RegExp(`order ${String(id)}.*approv`, "i"));

    await sandbox.approve({ orderId: id });
    await project.up();
    expect(await waiting(project)).toBe("nothing");
    const inHand = (await project.outputs())["fullChainPem"];

    await project.setConfig("renewNow", "2026-12-01");
    const renewing = await project.up();
    const [, renewal] = await sandbox.orders();
    expect(renewing.messages().join("\n")).toContain(`order ${String(renewal?.id)}`);
    expect(await waiting(project)).toMatch(new RegExp(`^order ${String(renewal?.id)} \\(renewal\\), placed `));
    expect((await project.outputs())["fullChainPem"]).toBe(inHand);

    await sandbox.approve({ orderId: renewal?.id ?? 0 });
    await wholeLife(project, (outputs) => {
      expect(outputs).toMatchObject({ orderId: renewal?.id, waitsForApproval: "nothing" });
      expect(outputs["fullChainPem"]).not.toBe(inHand);
    });
    expect(await statuses(sandbox)).toEqual(["revoked", "revoked"]);
  }, 180_000);
});
