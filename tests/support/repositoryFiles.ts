import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Of this repository. */
export const root = join(__dirname, "../..");

/** What is in git, or would be with the next `git add`, by paths from the root. */
export const repositoryFiles: readonly string[] = git("ls-files", "--cached", "--others", "--exclude-standard", "-z")
  .split("\0")
  .filter((path) => path !== "" && existsSync(join(root, path)));

/** Files whose path matches. */
export function filesMatching(pattern: RegExp): readonly string[] {
  return repositoryFiles.filter((path) => pattern.test(path));
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" });
}
