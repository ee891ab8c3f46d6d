import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

const version = "1.7.12";
/** Ten times what it takes. */
const LIMIT_MS = 260_000;

/**
 * The linter of GitHub's workflows, built once from its Go module and kept where the engine is kept, for all clones. Undefined where it cannot be had:
 * Go is missing, or its modules are out of reach.
 */
export function obtainActionlint(): string | undefined {
  const cache = process.env["XDG_CACHE_HOME"];
  const folder = join(cache === undefined || cache === "" ? join(homedir(), ".cache") : cache, "pulumi-digicert/actionlint");
  const program = join(folder, version, "actionlint");
  if (existsSync(program)) return program;
  // Only a whole program gets the name that others look for.
  const making = join(folder, `${version}.${String(process.pid)}`);
  try {
    mkdirSync(making, { recursive: true });
    const env = { ...process.env, GOBIN: making, GOFLAGS: "-buildvcs=false", GOWORK: "off" };
    execFileSync("go", ["install", `github.com/rhysd/actionlint/cmd/actionlint@v${version}`], {
      env,
      stdio: "pipe",
      timeout: LIMIT_MS,
    });
    renameSync(making, dirname(program));
    return program;
  } catch (error) {
    // Another process may have been faster.
    if (existsSync(program)) return program;
    process.stderr.write(
      `actionlint cannot be built, so what needs it is skipped: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return undefined;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}
