/** The SDKs of the clouds: a quarter of a gigabyte, so installed once, outside of the repository, when a test first needs them. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

import { root, textOf } from "../support/repositoryFiles";

const locked = "tests/examples/cloudSdks";
/** Ten times what it takes. */
const LIMIT_MS = 400_000;

/**
 * A `node_modules` with what is locked in `cloudSdks/`, in the user's cache, by the hash of the lock. Undefined where it is not there and the registry
 * cannot be reached.
 */
export function obtainCloudSdks(): string | undefined {
  const folder = join(
    cacheFolder(),
    createHash("sha256")
      .update(textOf(`${locked}/package-lock.json`))
      .digest("hex")
      .slice(0, 16),
  );
  const modules = join(folder, "node_modules");
  if (existsSync(modules)) return modules;
  // Only a whole one gets the name that others look for.
  const making = `${folder}.${String(process.pid)}`;
  try {
    mkdirSync(dirname(making), { recursive: true });
    cpSync(join(root, locked), making, { recursive: true });
    const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"];
    execFileSync("npm", args, { cwd: making, stdio: "pipe", timeout: LIMIT_MS });
    renameSync(making, folder);
    return modules;
  } catch (error) {
    // Another process may have been faster.
    if (existsSync(modules)) return modules;
    process.stderr.write(
      `The SDKs of the clouds cannot be installed, so what needs them is skipped: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return undefined;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

function cacheFolder(): string {
  const cache = process.env["XDG_CACHE_HOME"];
  return join(cache === undefined || cache === "" ? join(homedir(), ".cache") : cache, "pulumi-digicert", "examples");
}
