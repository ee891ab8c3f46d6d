import { makeCsr } from "../support/csr";
import { certificateProgram, describeWithEngine, newProject } from "./harness";
import { newSandbox, onlyOrder, statuses } from "./sandboxes";
import { name, wish } from "./wishes";

const ORDER = { method: "POST", path: "^/order/certificate/private_ssl_plus$" } as const;

function program(more: Readonly<Record<string, unknown>> = {}): string {
  return certificateProgram(wish(more));
}

/** Until the sandbox has carried out an order. */
async function placed(sandbox: Awaited<ReturnType<typeof newSandbox>>, count = 1): Promise<void> {
  while ((await sandbox.orders()).length < count) await new Promise((resolve) => setTimeout(resolve, 25));
}

describeWithEngine("a run that dies while it orders", () => {
  it("with its provider process killed after the order was carried out: the next run takes the order over", async () => {
    const sandbox = await newSandbox();
    await sandbox.faults([{ do: "hang", match: ORDER }]);
    const project = await newProject({ sandbox, program: program() });
    const running = project.start(["up", "--yes", "--skip-preview"]);
    await placed(sandbox);
    for (const pid of project.providers()) process.kill(pid, "SIGKILL");
    expect((await running.done).exitCode).not.toBe(0);

    const run = await project.up();
    expect(run.messages().join("\n")).toMatch(/took over order \d+; nothing was ordered/);
    const order = await onlyOrder(sandbox);
    expect(await project.outputs()).toMatchObject({ orderId: order.id, orderStatus: "issued" });
    await project.preview({ args: ["--expect-no-changes"] });
  }, 180_000);

  it("with the whole command killed before the order is sent: the provider that lives on orders nothing", async () => {
    const sandbox = await newSandbox();
    await sandbox.faults([{ do: "delay", seconds: 4, match: { method: "GET", path: "/order/alternate/{id}" } }]);
    const project = await newProject({ sandbox, program: program() });
    const running = project.start(["up", "--yes", "--skip-preview"]);
    while ((await sandbox.journal()).length === 0) await new Promise((resolve) => setTimeout(resolve, 25));
    running.kill("SIGKILL");
    await running.done;
    expect(project.providers()).not.toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 6000));
    expect((await sandbox.journal()).map(({ method }) => method)).toEqual(["GET"]);
    expect(await sandbox.orders()).toEqual([]);

    await project.pulumi(["cancel", "--yes", "--stack", "test"]);
    await project.up();
    expect(await statuses(sandbox)).toEqual(["issued"]);
    await project.preview({ args: ["--expect-no-changes"] });
  }, 180_000);

  it("in a renewal, after it was carried out: the next run takes the renewal, and orders no second one", async () => {
    const sandbox = await newSandbox();
    const { csrPem } = makeCsr([name]);
    const project = await newProject({ sandbox, program: program({ csr: csrPem }) });
    await project.up();
    await sandbox.faults([{ do: "hang", match: ORDER }]);
    project.setProgram(program({ csr: csrPem, renewal: { trigger: 1 } }));
    const running = project.start(["up", "--yes", "--skip-preview"]);
    await placed(sandbox, 2);
    for (const pid of project.providers()) process.kill(pid, "SIGKILL");
    expect((await running.done).exitCode).not.toBe(0);

    await project.up();
    expect(await statuses(sandbox)).toEqual(["issued", "issued"]);
    const [, renewal] = await sandbox.orders();
    expect(await project.outputs()).toMatchObject({ orderId: renewal?.id });
    await project.preview({ args: ["--expect-no-changes"] });
    await project.destroy();
    expect(await statuses(sandbox)).toEqual(["revoked", "revoked"]);
  }, 180_000);
});

describeWithEngine("a replacement that only the engine knows of", () => {
  it("takes the live order over and revokes nothing", async () => {
    const sandbox = await newSandbox();
    const project = await newProject({ sandbox, program: program() });
    await project.up();
    const { urn } = await project.certificate();
    const run = await project.up({ args: ["--replace", urn] });
    expect(run.messages().join("\n")).toMatch(/took over order \d+; nothing was ordered/);
    expect(await statuses(sandbox)).toEqual(["issued"]);
    await project.preview({ args: ["--expect-no-changes"] });
    await project.destroy();
    expect(await statuses(sandbox)).toEqual(["revoked"]);
  }, 180_000);

  it("with a new key keeps the order of the old one, and names it", async () => {
    const sandbox = await newSandbox();
    const project = await newProject({ sandbox, program: program() });
    await project.up();
    const { urn } = await project.certificate();
    project.setProgram(program());
    const run = await project.up({ args: ["--replace", urn] });
    expect(run.messages().join("\n")).toMatch(/another key/);
    expect(await statuses(sandbox)).toEqual(["issued", "issued"]);
  }, 180_000);
});
