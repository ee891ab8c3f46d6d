/** The package as a user gets it: packed, and installed somewhere else by a package manager. */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import type { Account } from "../engine/harness";
import { root, textOf } from "../support/repositoryFiles";

export interface PackedFile {
  readonly path: string;
  readonly mode: number;
  readonly size: number;
}

export interface Packed {
  readonly tarball: string;
  readonly files: readonly PackedFile[];
  readonly unpackedSize: number;
}

export type PackageManager = "npm" | "pnpm" | "yarn";

/** The versions that everything is tested with: they are in the caches already. */
export const { devDependencies: pinned } = JSON.parse(textOf("package.json")) as {
  readonly devDependencies: Readonly<Record<string, string>>;
};

type Command = readonly [string, ...string[]];

const installs: Readonly<Record<PackageManager, Command>> = {
  npm: ["npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel", "error"],
  pnpm: [
    process.execPath,
    join(root, "node_modules/pnpm/bin/pnpm.cjs"),
    "install",
    "--prefer-offline",
    "--no-frozen-lockfile",
    "--reporter",
    "silent",
  ],
  yarn: [process.execPath, join(root, "node_modules/@yarnpkg/cli-dist/bin/yarn.js"), "install"],
};

/** Yarn reads nothing of what npm is configured with; in a CI it would refuse to install without a lock file. */
function yarnSettings(): Readonly<Record<string, string>> {
  const registry = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
  const proxy = process.env["HTTPS_PROXY"] ?? process.env["https_proxy"];
  return {
    YARN_NODE_LINKER: "node-modules",
    YARN_ENABLE_TELEMETRY: "false",
    YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
    YARN_NPM_REGISTRY_SERVER: registry,
    ...(proxy === undefined ? {} : { YARN_HTTPS_PROXY: proxy }),
    ...(registry.startsWith("http:") ? { YARN_UNSAFE_HTTP_WHITELIST: new URL(registry).hostname } : {}),
  };
}

const folders: string[] = [];
const sandboxes: { readonly stop: () => Promise<void> }[] = [];

function newFolder(what: string): string {
  const folder = mkdtempSync(join(tmpdir(), `pulumi-digicert-${what}-`));
  folders.push(folder);
  return folder;
}

/** `npm pack` of a folder; of `dist` as it is built. */
export function pack(folder = root): Packed {
  const target = newFolder("pack");
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", target];
  const [packed] = JSON.parse(execFileSync("npm", args, { cwd: folder, encoding: "utf8" })) as readonly (Packed & {
    readonly filename: string;
  })[];
  if (packed === undefined) throw new Error("npm pack has made nothing");
  return { ...packed, tarball: join(target, packed.filename) };
}

/** A folder of somebody's own, with these packages and Pulumi installed. */
export function install(manager: PackageManager, dependencies: Readonly<Record<string, string>>): string {
  const folder = newFolder(manager);
  const packageJson = { name: "program", private: true, dependencies: { ...dependencies, "@pulumi/pulumi": pinned["@pulumi/pulumi"] } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(packageJson));
  const [command, ...args] = installs[manager];
  const env = manager === "yarn" ? { ...process.env, ...yarnSettings() } : process.env;
  execFileSync(command, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  return folder;
}

/** A package of somebody's own that wraps this one, as a house's component library does: programs do not depend on this one themselves. */
export function packWrapper(tarball: string): Packed {
  const folder = newFolder("wrapper");
  mkdirSync(folder, { recursive: true });
  const dependencies = { "pulumi-digicert": `file:${tarball}` };
  const peerDependencies = { "@pulumi/pulumi": "*" };
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "house", version: "1.0.0", main: "index.js", dependencies, peerDependencies }),
  );
  writeFileSync(join(folder, "index.js"), `module.exports = require("pulumi-digicert");\n`);
  return pack(folder);
}

/** The command that the package brings, as the package manager has linked it. */
export function commandIn(folder: string): string {
  return join(folder, "node_modules/.bin/pulumi-digicert");
}

/** The sandbox of the installed package, started as its page says, in a process of its own. */
export async function startInstalledSandbox(folder: string): Promise<Account> {
  const child = spawn(commandIn(folder), ["sandbox", "--json", "--strict", "--quiet", "--stop-at-eof"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()).once("error", () => resolve()));
  const stop = () => {
    child.stdin.end();
    return ended;
  };
  sandboxes.push({ stop });
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as Account;
  throw new Error("The sandbox ended without saying where it listens");
}

afterAll(async () => {
  for (const sandbox of sandboxes.splice(0)) await sandbox.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
