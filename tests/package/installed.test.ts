import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { version } from "../../provider/version";
import { certificateProgram, describeWithEngine, newProject, type Project } from "../engine/harness";
import { newSandbox } from "../engine/sandboxes";
import { wish } from "../engine/wishes";
import { commandIn, install, pack, packWrapper, pinned, startInstalledSandbox, type PackageManager } from "./installation";
import { compile, strangersProject, type Modules } from "./stranger";

const { tarball } = pack();

/** Each manager, each kind of modules and each compiler, in as few programs as show them all. */
interface Stranger {
  readonly manager: PackageManager;
  readonly modules: Modules;
  readonly typescript: string;
}

const OLDER_TYPESCRIPT = "5.9.3";
const newerTypescript = String(pinned["typescript"]);

const strangers: readonly Stranger[] = [
  { manager: "npm", modules: "CommonJS", typescript: newerTypescript },
  { manager: "pnpm", modules: "ES", typescript: OLDER_TYPESCRIPT },
  { manager: "yarn", modules: "ES", typescript: newerTypescript },
];

/** Up, outputs, clean. */
async function orderOnce(project: Project): Promise<void> {
  await project.up();
  expect(await project.outputs()).toMatchObject({ orderStatus: "issued", orderId: expect.any(Number) as number });
  await project.preview({ args: ["--expect-no-changes"] });
}

/** Shows which packages it has loaded that a program has no use for: after loading this one, and after a look-up. */
const lookingUp = `
  const others = () => Object.keys(require.cache).flatMap((file) => /node_modules.(axios|commander|@peculiar|reflect-metadata)/.exec(file)?.[1] ?? []);
  const digicert = require("pulumi-digicert");
  const before = others();
  const answer = '{ "errors": [{ "code": "not_found|order", "message": "Not found." }] }';
  const server = require("node:http").createServer((_, response) => response.writeHead(404).end(answer)).listen(0, "127.0.0.1", async () => {
    const baseUrl = "http://127.0.0.1:" + server.address().port;
    const { code } = await digicert.getOrder({ orderId: 1 }, { apiKey: "KEYOFNOBODY", baseUrl }).catch((error) => error);
    console.log(JSON.stringify({ before, code, after: [...new Set(others())] }));
    process.exit();
  });`;

describe.each(strangers)("the package, installed elsewhere by $manager", ({ manager, modules, typescript }) => {
  let folder: string;

  beforeAll(() => {
    const compilers = manager === "npm" ? { typescript59: `npm:typescript@${OLDER_TYPESCRIPT}` } : {};
    const tools = { typescript, "@types/node": String(pinned["@types/node"]), ...compilers };
    folder = install(manager, { "pulumi-digicert": `file:${tarball}`, ...tools });
  }, 180_000);

  it("brings its command", () => {
    expect(execFileSync(commandIn(folder), ["--help"], { encoding: "utf8" })).toContain("sandbox");
    expect(execFileSync(commandIn(folder), ["--version"], { encoding: "utf8" }).trim()).toBe(version);
  });

  it("loads nothing but itself in a program, until that looks something up", () => {
    const said = execFileSync(process.execPath, ["-e", lookingUp], { cwd: folder, encoding: "utf8" });
    expect(JSON.parse(said)).toEqual({ before: [], code: "DIGICERT_ORDER_NOT_FOUND", after: ["axios"] });
  });

  describeWithEngine(`and used by a program in ${modules} modules and TypeScript ${typescript}`, () => {
    it("orders a certificate from the sandbox that it brings", async () => {
      const project = await strangersProject(modules, folder, await startInstalledSandbox(folder));
      if (modules === "ES") compile(project.folder);
      // Pulumi compiles it with the newer one, each time it runs it.
      else compile(project.folder, "typescript59");
      await orderOnce(project);
      expect((await project.destroy()).steps()).toEqual({ api: "delete" });
    }, 180_000);
  });
});

describeWithEngine("a program that depends on a package of somebody's own that wraps it", () => {
  it("orders a certificate, though pnpm hides from it what that one depends on", async () => {
    const folder = install("pnpm", { house: `file:${packWrapper(tarball).tarball}` });
    const program = certificateProgram(wish()).replace(`require("pulumi-digicert")`, `require("house")`);
    const project = await newProject({ sandbox: await newSandbox(), program, nodeModules: join(folder, "node_modules") });
    await project.up();
    expect(await project.outputs()).toMatchObject({ orderStatus: "issued" });
  }, 180_000);
});
