/**
 * Where a Pulumi engine can come from. Pulumi publishes its command line on a site of its own; where only package registries are reachable (many build
 * machines), it is built from Go modules: `cli/` and `languageHost/` beside this file pin every module by hash. The Node language host comes from an
 * older release, the last whose module contains it; it runs programs under the newer engine.
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, outcomeOf, succeed } from "../programs.mjs";
import { whileWorking } from "../terminal.mjs";

export const engineVersion = "3.259.0";

/** The first whose dynamic providers are given the stack's configuration. */
const oldestUsable = "3.139.0";
const oldestGo = "1.25.11";
/** What runs a Node program; beside `pulumi` itself. */
const programs = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];
const here = dirname(fileURLToPath(import.meta.url));

/** The engine in a folder, if it is whole and runs. @param {string} folder @returns {Promise<string | undefined>} Its version. */
export async function versionIn(folder) {
  if (!programs.every((program) => existsSync(join(folder, program)))) return undefined;
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const { code, stdout } = await outcomeOf(join(folder, "pulumi"), ["version"], { env, limitSeconds: 60 });
  return code === 0 ? /\d+\.\d+\.\d+/.exec(stdout)?.[0] : undefined;
}

/** The first usable engine on PATH. */
export async function engineOnPath() {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter).filter((entry) => entry !== "")) {
    const version = await versionIn(folder);
    if (version !== undefined && isAtLeast(version, oldestUsable)) return { folder, version };
  }
  return undefined;
}

/**
 * Pulumi's own installer, through the Automation API. It takes its time where nothing answers, so its site is tried first.
 *
 * @param {string} target An empty folder, which gets the programs.
 */
export async function installInto(target) {
  if (!createsRequire("@pulumi/pulumi")) throw new Failure("the package @pulumi/pulumi is not installed: run npm ci");
  if (process.env["HTTPS_PROXY"] === undefined && !(await answers("get.pulumi.com"))) throw new Failure("its site cannot be reached");
  const root = `${target}.root`;
  const script = `
    const automation = require("@pulumi/pulumi/automation");
    const { SemVer } = require(require.resolve("semver", { paths: [require.resolve("@pulumi/pulumi")] }));
    automation.PulumiCommand.install({ root: process.argv[1], version: new SemVer(process.argv[2]) })
      .catch((error) => { console.error(error.message); process.exitCode = 1; });`;
  try {
    const work = succeed(process.execPath, ["-e", script, root, engineVersion], { cwd: join(here, "../.."), limitSeconds: 300 });
    await whileWorking(() => `Pulumi's installer fetches ${engineVersion}`, work);
    renameSync(join(root, "bin"), target);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** @param {string} name */
function createsRequire(name) {
  try {
    return createRequire(import.meta.url).resolve(name) !== "";
  } catch {
    return false;
  }
}

/** @param {string} host @returns {Promise<boolean>} */
function answers(host) {
  return new Promise((resolve) => {
    const socket = connect({ host, port: 443, timeout: 5000 });
    const end = (/** @type {boolean} */ reached) => () => {
      socket.destroy();
      resolve(reached);
    };
    socket.on("connect", end(true)).on("error", end(false)).on("timeout", end(false));
  });
}

/**
 * Builds the engine from Go modules: some minutes with empty caches, some seconds with warm ones.
 *
 * @param {string} target A folder, which gets the programs.
 */
export async function buildInto(target) {
  await mustHaveGo();
  mkdirSync(target, { recursive: true });
  const stamp = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${engineVersion}`;
  const cli = { module: "cli", program: "pulumi", of: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" };
  const host = {
    module: "languageHost",
    program: "pulumi-language-nodejs",
    of: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  };
  await build(cli, ["-tags", "osusergo,grpcnotrace", "-ldflags", `-s -w ${stamp}`], target);
  await build(host, ["-ldflags", "-s -w"], target);
  const sdk = await succeed("go", ["list", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi/sdk/v3"], {
    cwd: join(here, cli.module),
    env: goEnvironment,
  });
  // A small shell script, which the module brings with it.
  copyFileSync(join(sdk.trim(), "nodejs/dist/pulumi-resource-pulumi-nodejs"), join(target, "pulumi-resource-pulumi-nodejs"));
  chmodSync(join(target, "pulumi-resource-pulumi-nodejs"), 0o755);
}

/** Exactly the pinned modules, whatever workspace or flags the person has set. */
const goEnvironment = { ...process.env, GOWORK: "off", GOFLAGS: "-buildvcs=false" };

/**
 * @param {{ readonly module: string, readonly program: string, readonly of: string }} what
 * @param {readonly string[]} flags
 * @param {string} target
 */
async function build({ module, program, of }, flags, target) {
  let lines = 0;
  let last = "";
  const onOutput = (/** @type {string} */ text) => {
    const said = text.split("\n").filter((line) => line !== "");
    lines += said.length;
    last = said.at(-1) ?? last;
  };
  const args = ["build", "-v", "-trimpath", ...flags, "-o", join(target, program), of];
  const work = succeed("go", args, { cwd: join(here, module), env: goEnvironment, onOutput });
  await whileWorking(
    () => `Go builds ${program}: ${last.startsWith("go: downloading") ? "fetching modules" : "compiling"}, ${String(lines)} packages`,
    work,
  );
}

async function mustHaveGo() {
  const { code, stdout } = await outcomeOf("go", ["env", "GOVERSION", "GOTOOLCHAIN"]);
  if (code !== 0) throw new Failure("Go is not installed");
  const [version = "", toolchain = ""] = stdout.split("\n");
  const number = /\d+(\.\d+)+/.exec(version)?.[0] ?? "0";
  // From 1.21 on, Go fetches the newer toolchain that a module asks for, unless told not to.
  if (!isAtLeast(number, oldestGo) && (toolchain === "local" || !isAtLeast(number, "1.21.0"))) {
    throw new Failure(`Go ${number} is too old: ${oldestGo} or newer builds it`);
  }
}

/** @param {string} version @param {string} least */
function isAtLeast(version, least) {
  return version.localeCompare(least, "en", { numeric: true }) >= 0;
}
