import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { root, textOf } from "../support/repositoryFiles";

/** What changesets reads of this repository, with one note of a change, in a folder of its own. */
function withNote<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-release-"));
  try {
    for (const file of [
      "package.json",
      "package-lock.json",
      "CHANGELOG.md",
      ".changeset/config.json",
      "examples/quickstart/package.json",
    ]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(join(root, file), join(folder, file));
    }
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
    writeFileSync(join(folder, ".changeset/note.md"), `---\n"pulumi-digicert": major\n---\n\nWhat a user sees.\n`);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("a release", () => {
  it("is numbered and described by the notes of the changes in it", () => {
    const { version, changelog } = withNote((folder) => {
      const command = [join(root, "node_modules/@changesets/cli/bin.js"), "version"];
      execFileSync(process.execPath, command, { cwd: folder, stdio: "pipe" });
      const read = (file: string) => readFileSync(join(folder, file), "utf8");
      return { version: (JSON.parse(read("package.json")) as { readonly version: string }).version, changelog: read("CHANGELOG.md") };
    });
    const [major = ""] = (JSON.parse(textOf("package.json")) as { readonly version: string }).version.split(".");
    expect(version).toBe(`${String(Number(major) + 1)}.0.0`);
    expect(changelog).toMatch(new RegExp(`^# pulumi-digicert\n\n## ${version}\n\n### Major Changes\n\n- What a user sees.\n`));
  }, 60_000);
});
