import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { version } from "../../provider/version";
import { certificateProgram, describeWithEngine, newProject, type Account } from "../engine/harness";
import { newSandbox } from "../engine/sandboxes";
import { makeCsr } from "../support/csr";
import { commandIn, install, pack, packWrapper, startInstalledSandbox } from "./installation";

const { csrPem } = makeCsr(["api.corp.example"]);
const program = certificateProgram({
  product: "private_ssl_plus",
  commonName: "api.corp.example",
  csr: csrPem,
  organization: { id: 123456 },
  orderValidity: { years: 1 },
});

/** Up, outputs, clean, destroyed. */
async function orderOnce(folder: string, text: string, sandbox: Account): Promise<void> {
  const project = await newProject({ sandbox, program: text, nodeModules: join(folder, "node_modules") });
  expect((await project.preview()).steps()).toEqual({ api: "create" });
  await project.up();
  expect(await project.outputs()).toMatchObject({ orderStatus: "issued", orderId: expect.any(Number) as number });
  await project.preview({ args: ["--expect-no-changes"] });
  expect((await project.destroy()).steps()).toEqual({ api: "delete" });
}

const { tarball } = pack();

describe.each(["npm", "pnpm"] as const)("the package, installed elsewhere by %s", (manager) => {
  let folder: string;

  beforeAll(() => {
    folder = install(manager, { "pulumi-digicert": `file:${tarball}` });
  }, 180_000);

  it("brings its command", () => {
    expect(execFileSync(commandIn(folder), ["--help"], { encoding: "utf8" })).toContain("sandbox");
    expect(execFileSync(commandIn(folder), ["--version"], { encoding: "utf8" }).trim()).toBe(version);
  });

  describeWithEngine("and used by a program", () => {
    it("orders a certificate from the sandbox that it brings", async () => {
      await orderOnce(folder, program, await startInstalledSandbox(folder));
    }, 120_000);
  });
});

describeWithEngine("a program that depends on a package of somebody's own that wraps it", () => {
  it("orders a certificate, though pnpm hides from it what that one depends on", async () => {
    const folder = install("pnpm", { house: `file:${packWrapper(tarball).tarball}` });
    await orderOnce(folder, program.replace(`require("pulumi-digicert")`, `require("house")`), await newSandbox());
  }, 180_000);
});
