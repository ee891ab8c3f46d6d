/**
 * Brings a clone to where its tests and its demo can run: dependencies as in the lock file, and `dist` built from the sources as they are. What is
 * current is left alone, so calling it costs nothing.
 *
 *   node tools/setUp.mjs           dependencies and build
 *   node tools/setUp.mjs --build   build, current or not
 */
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";
import { main, outcomeOf, Failure, succeed } from "./programs.mjs";
import { elapsed, say, whileWorking } from "./terminal.mjs";

export const root = fileURLToPath(new URL("..", import.meta.url));

const cache = join(root, "node_modules/.cache/pulumi-digicert");
const dist = join(root, "dist");
/** What `dist` is made from. */
const sources = [
  "provider",
  "sdk",
  "sandbox",
  "cli",
  "policy",
  "testing",
  "tsconfig.json",
  "tsconfig.build.json",
  "package.json",
  "package-lock.json",
];

/** Everything but the engine. */
export async function setUp() {
  await installDependencies();
  await build({ always: false });
}

/** `npm ci`, unless what the lock file names is installed. */
export async function installDependencies() {
  if (isInstalled()) return;
  const started = Date.now();
  await whileWorking(() => "npm ci installs the dependencies", succeed("npm", ["ci", "--no-audit", "--no-fund"], { cwd: root }));
  say(`Dependencies installed in ${elapsed(started)}`);
}

/** npm keeps a list of what it has installed, in the form of the lock file. */
function isInstalled() {
  const installed = packagesOf(join(root, "node_modules/.package-lock.json"));
  return Object.entries(packagesOf(join(root, "package-lock.json"))).every(
    ([path, { version, link, optional }]) =>
      !path.startsWith("node_modules/") ||
      optional === true ||
      (installed[path] !== undefined && (link === true || installed[path].version === version)),
  );
}

/** @param {string} file @returns {Readonly<Record<string, { version?: string, link?: boolean, optional?: boolean }>>} */
function packagesOf(file) {
  if (!existsSync(file)) return {};
  const { packages } = /** @type {{ packages: Record<string, object> }} */ (JSON.parse(readFileSync(file, "utf8")));
  return packages;
}

/** Builds beside `dist` and then takes its place, so that programs that run from it never meet half of one. @param {{ readonly always: boolean }} when */
export async function build({ always }) {
  const onWait = () => {
    say("Another process builds: waiting for it");
  };
  await withLock(join(cache, "build.lock"), { onWait }, async () => {
    const wanted = fingerprint();
    const stamp = join(cache, "built");
    if (!always && existsSync(dist) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
    const started = Date.now();
    const fresh = join(cache, "dist");
    rmSync(fresh, { recursive: true, force: true });
    const work = outcomeOf(
      process.execPath,
      [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json", "--outDir", fresh],
      { cwd: root },
    );
    const { code, output } = await whileWorking(() => "tsc builds dist", work);
    if (code !== 0) throw new Failure(`The build failed:\n${output}`);
    chmodSync(join(fresh, "cli/main.js"), 0o755);
    rmSync(stamp, { force: true });
    // Two renames, so that a program that starts meanwhile finds no gap worth the name.
    const old = join(cache, "dist.old");
    rmSync(old, { recursive: true, force: true });
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
    rmSync(old, { recursive: true, force: true });
    writeFileSync(stamp, wanted);
    say(`Built in ${elapsed(started)}`);
  });
}

/** Of the contents: times say nothing after a checkout. */
function fingerprint() {
  mkdirSync(cache, { recursive: true });
  const hash = createHash("sha256");
  for (const file of sources.flatMap(filesUnder).sort())
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(root, file)))
      .update("\0");
  return hash.digest("hex");
}

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
  if (path.includes(".")) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await installDependencies();
    await build({ always: process.argv.includes("--build") });
  });
}
