import { makeCsr } from "../support/csr";
import { describeWithEngine, newProject, type Project } from "./harness";
import { newSandbox } from "./sandboxes";
import { name, wish } from "./wishes";

interface Declared {
  readonly csr: string;
  /** Text of the resource options, where `other` is the neighbour and `provider` an explicit provider. */
  readonly options?: string;
  /** A change of it replaces the neighbour. */
  readonly neighbour?: number;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A certificate, something that uses it, and a neighbour whose replacement can take it along. */
function program({ csr, options = "", neighbour = 1, more = {} }: Declared): string {
  return `
    const pulumi = require("@pulumi/pulumi");
    const digicert = require("pulumi-digicert");
    const config = new pulumi.Config("digicert");
    const verbs = {
      create: async (inputs) => {
        if (inputs.value === "broken") throw new Error("no such luck");
        return { id: "n" + inputs.value, outs: inputs };
      },
      update: async (id, olds, news) => ({ outs: news }),
      diff: async (id, olds, news) => ({ changes: olds.value !== news.value, replaces: olds.value !== news.value && news.replaces ? ["value"] : [] }),
    };
    class Thing extends pulumi.dynamic.Resource {
      constructor(name, value, replaces) { super(verbs, name, { value, replaces }); }
    }
    const other = new Thing("neighbour", ${String(neighbour)}, true);
    const explicit = () => new digicert.Provider("explicit", { apiKey: config.requireSecret("apiKey"), baseUrl: config.require("baseUrl") });
    const certificate = new digicert.PrivateSslCertificate("api", ${JSON.stringify(wish({ csr, ...more }))}, { ${options} });
    new Thing("loadBalancer", certificate.serialNumber, false);
    exports.orderId = certificate.orderId;`;
}

interface Way {
  /** Options while it is made, and when it is to be replaced. */
  readonly before?: string;
  readonly after?: string;
  readonly neighbour?: number;
  /** What is run beside the program's change. */
  readonly prepare?: (project: Project, urn: string) => Promise<unknown>;
  readonly args?: (urn: string) => readonly string[];
  /** What depends on the certificate is left alone: it takes a further `up`, and cannot interrupt. */
  readonly isTargeted?: true;
}

const ways: Readonly<Record<string, Way>> = {
  "up --replace": { args: (urn) => ["--replace", urn] },
  "up --target-replace": { args: (urn) => ["--target-replace", urn], isTargeted: true },
  "a taint": { prepare: (project, urn) => project.pulumi(["state", "taint", urn, "--yes", "--stack", "test"]) },
  replaceWith: { before: "replaceWith: [other]", after: "replaceWith: [other]", neighbour: 2 },
  replacementTrigger: { before: "replacementTrigger: 1", after: "replacementTrigger: 2" },
};

/** `npm test` tries the first way in every circumstance and the others in the plainest; `npm run test:faults` tries all of them. */
const isWhole = process.env["PULUMI_DIGICERT_FAULTS"] === "all";

interface Books {
  readonly issued: number;
  readonly revoked: number;
}

async function books(sandbox: Awaited<ReturnType<typeof newSandbox>>): Promise<Books> {
  const all = await sandbox.orders();
  return {
    issued: all.filter(({ status }) => status === "issued").length,
    revoked: all.filter(({ status }) => status === "revoked").length,
  };
}

/** The order that the state names is not among the revoked ones. */
async function expectInUseAlive(sandbox: Awaited<ReturnType<typeof newSandbox>>, project: Project): Promise<void> {
  const { orderId } = (await project.certificate()).outputs;
  expect((await sandbox.orders()).find(({ id }) => id === orderId)).toMatchObject({ status: "issued" });
}

describeWithEngine.each(Object.entries(ways))("a certificate that is replaced by %s", (_name, way) => {
  const made = (csr: string, more: Partial<Declared> = {}) => program({ csr, options: way.before ?? "", ...more });
  const changed = (csr: string, options = "", more: Declared["more"] = {}) =>
    program({
      csr,
      more,
      options: [way.after, options].filter((each) => each !== undefined && each !== "").join(", "),
      ...(way.neighbour === undefined ? {} : { neighbour: way.neighbour }),
    });

  async function start() {
    const sandbox = await newSandbox();
    const { csrPem } = makeCsr([name]);
    const project = await newProject({ sandbox, program: made(csrPem) });
    await project.up();
    const { urn } = await project.certificate();
    await way.prepare?.(project, urn);
    const replace = (options: Parameters<Project["up"]>[0] = {}) =>
      project.up({ ...options, args: [...(way.args?.(urn) ?? []), ...(options.args ?? [])] });
    return { sandbox, csrPem, project, urn, replace };
  }

  it("keeps its order: nothing is ordered, nothing revoked", async () => {
    const { sandbox, csrPem, project, replace } = await start();
    project.setProgram(changed(csrPem));
    expect((await replace()).steps()).toMatchObject({ api: expect.stringMatching(/replace/) as unknown });
    expect(await books(sandbox)).toEqual({ issued: 1, revoked: 0 });
    await project.preview({ args: ["--expect-no-changes"] });
    await project.destroy();
    expect(await books(sandbox)).toEqual({ issued: 0, revoked: 1 });
  }, 180_000);

  if (!isWhole && way !== ways["up --replace"]) return;

  it("with another key gets a new order, and the old one stays", async () => {
    const { sandbox, project, replace } = await start();
    project.setProgram(changed(makeCsr([name]).csrPem));
    await replace();
    if (way.isTargeted) await project.up();
    expect(await books(sandbox)).toEqual({ issued: 2, revoked: 0 });
    await expectInUseAlive(sandbox, project);
    await project.preview({ args: ["--expect-no-changes"] });
  }, 180_000);

  it("with another explicit provider of the same account keeps its order", async () => {
    const { sandbox, csrPem, project, replace } = await start();
    project.setProgram(changed(csrPem, "provider: explicit()"));
    await replace();
    expect(await books(sandbox)).toEqual({ issued: 1, revoked: 0 });
    await expectInUseAlive(sandbox, project);
  }, 180_000);

  it("and deleted first ends its order and gets a new one", async () => {
    const { sandbox, csrPem, project, replace } = await start();
    project.setProgram(changed(csrPem, "deleteBeforeReplace: true"));
    await replace();
    if (way.isTargeted) await project.up();
    expect(await books(sandbox)).toEqual({ issued: 1, revoked: 1 });
    await expectInUseAlive(sandbox, project);
    await project.preview({ args: ["--expect-no-changes"] });
  }, 180_000);

  if (way.isTargeted) return;
  it.each([
    ["by an up", 1, () => [], {}],
    ["by an up --refresh", 1, () => ["--refresh"], {}],
    ["by an up --target", 1, (urn: string) => ["--target", urn], {}],
    ["by an up that renews it", 2, () => [], { renewal: { trigger: 1 } }],
  ] as const)(
    "and interrupted before the old instance is deleted, finished %s, keeps its order",
    async (_how, issued, args, more) => {
      const { sandbox, csrPem, project, urn, replace } = await start();
      // A dependent that fails: the engine then deletes nothing in this run.
      project.setProgram(`${changed(csrPem)}\nnew Thing("broken", certificate.serialNumber.apply(() => "broken"), false);`);
      await replace({ expect: "failure" });
      project.setProgram(changed(csrPem, "", more));
      await project.up({ args: args(urn) });
      expect(await books(sandbox)).toEqual({ issued, revoked: 0 });
      await expectInUseAlive(sandbox, project);
      // The neighbour's old instance may still wait: it is no target.
      expect((await project.resources()).filter((resource) => resource.urn === urn)).toHaveLength(1);
    },
    180_000,
  );
});

/** The engine closes a plain TCP connection after two minutes; DigiCert counts calls over three. */
const LONG_SECONDS = 190;

if (isWhole) {
  describeWithEngine("a run of more than three minutes", () => {
    it("still knows at its end that the engine is there, and what is in use", async () => {
      const sandbox = await newSandbox();
      const late = wish();
      const both = (csr: string, more: Readonly<Record<string, unknown>>) =>
        `${program({ csr })}
        new digicert.PrivateSslCertificate("late", ${JSON.stringify({ ...late, ...more })}, { dependsOn: [certificate] });`;
      const project = await newProject({ sandbox, program: both(makeCsr([name]).csrPem, {}) });
      await project.up();
      const { urn } = await project.certificate("api");

      await sandbox.configure({ issuance: { afterSeconds: LONG_SECONDS } });
      project.setProgram(both(makeCsr([name]).csrPem, { additionalEmails: ["ops@corp.example"] }));
      const run = await project.up({ args: ["--replace", urn] });
      expect(run.steps()).toMatchObject({ late: "update" });
      const orders = await sandbox.orders();
      expect(orders.map(({ status }) => status)).toEqual(["issued", "issued", "issued"]);
      const { placedAt = "", certificates = [] } = orders[2] ?? {};
      expect(Date.parse(certificates[0]?.issuedAt ?? "") - Date.parse(placedAt)).toBeGreaterThanOrEqual(LONG_SECONDS * 1000);
      expect(orders[1]).toMatchObject({ additionalEmails: ["ops@corp.example"] });
      expect((await project.certificate("api")).outputs).toMatchObject({ orderId: orders[2]?.id });
      await project.preview({ args: ["--expect-no-changes"] });
    }, 900_000);
  });
}
