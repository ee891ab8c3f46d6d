/** The package as it is when a run begins: a run of an hour must not see it built anew while others work on it. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface PackageCopy {
  /** For programs: the package, and Pulumi. */
  readonly nodeModules: string;
  /** The command line of the copy. */
  readonly cli: string;
  remove(): void;
}

const root = join(__dirname, "../..");

export function copyPackage(): PackageCopy {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-soak-"));
  const copy = join(folder, "package");
  cpSync(join(root, "dist"), join(copy, "dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(copy, "package.json"));
  const nodeModules = join(folder, "node_modules");
  mkdirSync(join(nodeModules, "@pulumi"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "dir");
  symlinkSync(join(root, "node_modules/@pulumi/pulumi"), join(nodeModules, "@pulumi/pulumi"), "dir");
  symlinkSync(copy, join(nodeModules, "pulumi-digicert"), "dir");
  return {
    nodeModules,
    cli: join(copy, "dist/cli/main.js"),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
