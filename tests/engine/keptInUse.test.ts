import type { OrderBook } from "../../sandbox";
import { makeCsr } from "../support/csr";
import { certificateProgram, describeWithEngine, newProject, type Project } from "./harness";
import { callsSince, newSandbox, onlyOrder, statuses } from "./sandboxes";
import { name as commonName, wish } from "./wishes";

type Sandbox = Awaited<ReturnType<typeof newSandbox>>;

interface Live {
  readonly sandbox: Sandbox;
  readonly project: Project;
  /** Its key stays the same, whatever else a test declares. */
  readonly declared: Readonly<Record<string, unknown>>;
  readonly order: OrderBook;
}

/** A certificate named `api`, ordered by a first run. */
async function live(more: Readonly<Record<string, unknown>> = {}, options?: string): Promise<Live> {
  const sandbox = await newSandbox();
  const declared = wish(more);
  const project = await newProject({ sandbox, program: certificateProgram(declared, options === undefined ? {} : { options }) });
  await project.up();
  return { sandbox, project, declared, order: await onlyOrder(sandbox) };
}

/** A program that only looks at an order. */
function showing(name: string, orderId: number): string {
  return `exports.shown = require("pulumi-digicert").PrivateSslCertificate.get(${JSON.stringify(name)}, "${String(orderId)}").orderId;`;
}

/** A dependent that fails: the engine then deletes nothing in this run, and the instance that was replaced waits. */
const failing = `
  class Failing extends require("@pulumi/pulumi").dynamic.Resource {
    constructor(value) { super({ create: async () => { throw new Error("no such luck"); } }, "failing", { value }); }
  }
  new Failing(certificate.serialNumber);`;

/** The order that the state names is alive in the sandbox's books. */
async function expectInUseAlive(sandbox: Sandbox, project: Project): Promise<void> {
  const { orderId } = (await project.certificate()).outputs;
  expect((await sandbox.orders()).find(({ id }) => id === orderId)).toMatchObject({ status: "issued" });
}

async function expectClean(project: Project): Promise<void> {
  await project.preview({ args: ["--expect-no-changes"] });
}

describeWithEngine("a certificate that gets another name", () => {
  it("without an alias is another one: it gets a new order, and the old one is revoked", async () => {
    const { sandbox, project, declared } = await live();
    project.setProgram(certificateProgram(declared, { name: "web" }));
    expect((await project.up()).steps()).toEqual({ web: "create", api: "delete" });
    expect(await statuses(sandbox)).toEqual(["revoked", "issued"]);
    await expectInUseAlive(sandbox, project);
    await expectClean(project);
  }, 180_000);

  it("with an alias keeps its order, and its renewals keep the stem of their ids", async () => {
    const { sandbox, project, declared, order } = await live();
    const renamed = { name: "web", options: `{ aliases: [{ name: "api" }] }` };
    project.setProgram(certificateProgram(declared, renamed));
    expect((await project.up()).steps()).toEqual({});
    expect(await statuses(sandbox)).toEqual(["issued"]);
    await expectInUseAlive(sandbox, project);

    project.setProgram(certificateProgram({ ...declared, renewal: { trigger: 1 } }, renamed));
    await project.up();
    const ids = (await sandbox.orders()).map(({ alternativeOrderId }) => alternativeOrderId);
    expect(ids).toEqual([order.alternativeOrderId, order.alternativeOrderId?.replace(/n1$/, "n2")]);
    expect(await statuses(sandbox)).toEqual(["issued", "issued"]);
    await project.destroy();
    expect(await statuses(sandbox)).toEqual(["revoked", "revoked"]);
  }, 180_000);
});

describeWithEngine("a certificate that was renamed with an alias, and is replaced", () => {
  async function renamed() {
    const { sandbox, project, declared, order } = await live();
    const options = { name: "web", options: `{ aliases: [{ name: "api" }] }` };
    project.setProgram(certificateProgram(declared, options));
    await project.up();
    const { urn } = await project.certificate();
    return { sandbox, project, declared, order, options, replace: () => project.up({ args: ["--replace", urn] }) };
  }

  it("keeps its order, and goes on under its ids", async () => {
    const { sandbox, project, declared, order, options, replace } = await renamed();
    await replace();
    expect(await statuses(sandbox)).toEqual(["issued"]);
    await expectInUseAlive(sandbox, project);
    await expectClean(project);

    project.setProgram(certificateProgram({ ...declared, renewal: { trigger: 1 } }, options));
    await project.up();
    const ids = (await sandbox.orders()).map(({ alternativeOrderId }) => alternativeOrderId);
    expect(ids).toEqual([order.alternativeOrderId, order.alternativeOrderId?.replace(/n1$/, "n2")]);
    await project.destroy();
    expect(await statuses(sandbox)).toEqual(["revoked", "revoked"]);
  }, 180_000);

  it("with another key gets a new order, and the old one stays", async () => {
    const { sandbox, project, declared, options, replace } = await renamed();
    project.setProgram(certificateProgram({ ...declared, csr: makeCsr([commonName]).csrPem }, options));
    await replace();
    expect(await statuses(sandbox)).toEqual(["issued", "issued"]);
    await expectInUseAlive(sandbox, project);
    await expectClean(project);
  }, 180_000);

  it("keeps its order where it is its parent that was renamed, and its own name with that", async () => {
    const of = (service: string, options = "{}") => ({
      name: `${service}-certificate`,
      options: `{ parent: new (require("@pulumi/pulumi").ComponentResource)("corp:web:Service", "${service}", {}, ${options}) }`,
    });
    const sandbox = await newSandbox();
    const declared = wish();
    const project = await newProject({ sandbox, program: certificateProgram(declared, of("api")) });
    await project.up();
    project.setProgram(certificateProgram(declared, of("web", `{ aliases: [{ name: "api" }] }`)));
    await project.up();
    const { urn } = await project.certificate();
    expect(urn).toContain("web-certificate");
    await project.up({ args: ["--replace", urn] });
    expect(await statuses(sandbox)).toEqual(["issued"]);
    await expectInUseAlive(sandbox, project);
    await expectClean(project);
  }, 180_000);
});

describeWithEngine("an order that is adopted", () => {
  it.each([
    ["in the run in which the one that placed it leaves the program", false],
    ["in a run that was interrupted before the one that placed it was deleted", true],
  ])(
    "by another resource, %s, stays; and so it does when that resource goes",
    async (_when, isInterrupted) => {
      const { sandbox, project, declared, order } = await live();
      const adopting = certificateProgram({ ...declared, adoptOrderId: order.id }, { name: "web" });
      if (isInterrupted) {
        project.setProgram(`${adopting}\n${failing}`);
        await project.up({ expect: "failure" });
      }
      project.setProgram(adopting);
      const run = await project.up();
      expect(run.steps()).toEqual({ ...(isInterrupted ? {} : { web: "create" }), api: "delete" });
      expect(run.messages().join("\n")).toContain(`order ${String(order.id)} stays: another instance of this run uses it`);
      expect(await statuses(sandbox)).toEqual(["issued"]);
      await expectInUseAlive(sandbox, project);
      await expectClean(project);
      await project.destroy();
      expect(await statuses(sandbox)).toEqual(["issued"]);
    },
    180_000,
  );

  it("by another stack moves there, once the one that has it lets it go, and is revoked there only if that is declared", async () => {
    const { sandbox, project: source, declared, order } = await live();
    source.setProgram(certificateProgram({ ...declared, onDelete: "keep" }));
    await source.up();
    const adopting = { ...declared, adoptOrderId: order.id };
    const target = await newProject({ sandbox, program: certificateProgram(adopting), name: "target" });
    await target.up();
    await source.destroy();
    expect(await statuses(sandbox)).toEqual(["issued"]);
    await expectInUseAlive(sandbox, target);
    await expectClean(target);

    target.setProgram(certificateProgram({ ...adopting, onDelete: "revoke" }));
    await target.up();
    expect(await statuses(sandbox)).toEqual(["issued"]);
    await target.destroy();
    expect(await statuses(sandbox)).toEqual(["revoked"]);
  }, 180_000);
});

describeWithEngine("a certificate that is only looked at from now on", () => {
  it("under another name, in a run before its own resource leaves the program, keeps its order", async () => {
    const { sandbox, project, declared, order } = await live();
    project.setProgram(`${certificateProgram(declared)}\n${showing("shown", order.id)}`);
    await project.up();
    project.setProgram(showing("shown", order.id));
    expect((await project.up()).steps()).toMatchObject({ api: "delete" });
    expect(await statuses(sandbox)).toEqual(["issued"]);
    await expectInUseAlive(sandbox, project);
    await project.destroy();
    expect(await statuses(sandbox)).toEqual(["issued"]);
  }, 180_000);

  it("under its own name, after a renewal, keeps the order that is shown; declared again, it takes that one over", async () => {
    const { sandbox, project, declared } = await live();
    const renewing = { ...declared, renewal: { trigger: 1 } };
    project.setProgram(certificateProgram(renewing));
    await project.up();
    const renewal = Number((await project.certificate()).outputs["orderId"]);
    project.setProgram(showing("api", renewal));
    await project.up();
    expect(await statuses(sandbox)).toEqual(["revoked", "issued"]);
    await expectInUseAlive(sandbox, project);

    project.setProgram(certificateProgram(renewing));
    await project.up();
    expect(await statuses(sandbox)).toEqual(["revoked", "issued"]);
    await expectInUseAlive(sandbox, project);
    await expectClean(project);
  }, 180_000);
});

describeWithEngine("a destroy", () => {
  it.each([
    ["as it is", [] as readonly string[]],
    ["with --refresh", ["--refresh"]],
    ["with --run-program", ["--run-program"]],
  ])(
    "%s revokes, once, the order that an instance waiting to be deleted names too",
    async (_how, args) => {
      const { sandbox, project, declared } = await live();
      const { urn } = await project.certificate();
      project.setProgram(`${certificateProgram(declared)}\n${failing}`);
      await project.up({ args: ["--replace", urn], expect: "failure" });
      expect((await project.resources()).filter((resource) => resource.urn === urn)).toHaveLength(2);
      expect(await statuses(sandbox)).toEqual(["issued"]);

      project.setProgram(certificateProgram(declared));
      await sandbox.clearJournal();
      await project.destroy({ args });
      expect((await callsSince(sandbox)).filter((call) => call.startsWith("PUT "))).toEqual(["PUT /order/certificate/{id}/revoke"]);
      expect(await statuses(sandbox)).toEqual(["revoked"]);
    },
    180_000,
  );

  it("that looks first, and one that runs the program, revoke what is in use; what is declared again gets an order of its own", async () => {
    const { sandbox, project, declared, order } = await live();
    // Looked at as well: what a refresh shows says nothing of what goes on.
    project.setProgram(`${certificateProgram(declared)}\n${showing("shown", order.id)}`);
    await project.up();
    await project.destroy({ args: ["--refresh"] });
    expect(await statuses(sandbox)).toEqual(["revoked"]);

    project.setProgram(certificateProgram(declared));
    await project.up();
    expect(await statuses(sandbox)).toEqual(["revoked", "issued"]);
    await expectInUseAlive(sandbox, project);
    await project.destroy({ args: ["--run-program"] });
    expect(await statuses(sandbox)).toEqual(["revoked", "revoked"]);
  }, 180_000);
});

describeWithEngine("an order that outlives its resource", () => {
  it.each([
    [`by onDelete "keep"`, { onDelete: "keep" }, undefined],
    ["by retainOnDelete", {}, "{ retainOnDelete: true }"],
  ])(
    "%s is taken over when the certificate is declared again, and nothing is ordered",
    async (_how, more, options) => {
      const { sandbox, project, declared, order } = await live(more, options);
      project.setProgram("exports.nothing = true;");
      await sandbox.clearJournal();
      await project.up();
      expect(await sandbox.journal()).toEqual([]);
      expect(await statuses(sandbox)).toEqual(["issued"]);

      project.setProgram(certificateProgram({ ...declared, onDelete: "revoke" }));
      const run = await project.up();
      expect(run.messages().join("\n")).toContain(`took over order ${String(order.id)}; nothing was ordered`);
      expect(await statuses(sandbox)).toEqual(["issued"]);
      await expectInUseAlive(sandbox, project);
      await expectClean(project);
      await project.destroy();
      expect(await statuses(sandbox)).toEqual(["revoked"]);
    },
    180_000,
  );
});

describeWithEngine("two local states of one project and stack name, each with its own key", () => {
  it("order, renew and destroy side by side: neither touches what the other one has", async () => {
    const sandbox = await newSandbox();
    const { csrPem } = makeCsr([commonName]);
    const [mine, hers] = [wish({ csr: csrPem }), wish()];
    const one = await newProject({ sandbox, program: certificateProgram(mine) });
    const other = await newProject({ sandbox, program: certificateProgram(hers) });
    await one.up();
    const run = await other.up();
    expect(run.messages().join("\n")).toMatch(/order \d+ .* with another key: it is not touched/);
    one.setProgram(certificateProgram({ ...mine, renewal: { trigger: 1 } }));
    await one.up();
    other.setProgram(certificateProgram({ ...hers, renewal: { trigger: 1 } }));
    await other.up();
    const ordinals = (await sandbox.orders()).map(({ alternativeOrderId }) => alternativeOrderId?.slice(-2));
    expect(ordinals).toEqual(["n1", "n2", "n3", "n4"]);

    await one.destroy();
    expect(await statuses(sandbox)).toEqual(["revoked", "issued", "revoked", "issued"]);
    await expectInUseAlive(sandbox, other);
    await expectClean(other);
    await other.destroy();
    expect(await statuses(sandbox)).toEqual(["revoked", "revoked", "revoked", "revoked"]);
  }, 240_000);
});
