/**
 * A policy pack beside a project, as the engine runs it: with the program that Pulumi ships for it (`run-policy-pack`). The language host that can be built
 * from Go modules is too old to start packs, so the pack's runtime here is a name of ours, and a script on PATH starts that same program.
 */
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";

import ts from "typescript";

import { root } from "../support/repositoryFiles";
import type { Project } from "./harness";

const runtime = "pulumidigicerttest";

/** PATH with the script that starts packs, which lies in this folder. */
export function withPackRuntime(folder: string): Readonly<Record<string, string>> {
  mkdirSync(folder, { recursive: true });
  const script = join(folder, `pulumi-analyzer-policy-${runtime}`);
  writeFileSync(script, `#!/bin/sh\nexec "${process.execPath}" node_modules/@pulumi/pulumi/cmd/run-policy-pack "$1" .\n`);
  chmodSync(script, 0o755);
  return { PATH: [process.env["PULUMI_DIGICERT_ENGINE"], dirname(process.execPath), folder, process.env["PATH"]].join(delimiter) };
}

/** Copies a pack of the examples into the folder of the project, compiled; the place for `--policy-pack`. */
export function installPack(project: Project, example: string): string {
  const pack = join(project.folder, basename(example));
  cpSync(join(root, example), pack, { recursive: true, filter: (file) => !file.includes("node_modules") });
  writeFileSync(join(pack, "index.js"), compiled(readFileSync(join(pack, "index.ts"), "utf8")));
  writeFileSync(join(pack, "PulumiPolicy.yaml"), `runtime: ${runtime}\nmain: index.js\n`);
  symlinkSync("../node_modules", join(pack, "node_modules"), "dir");
  return pack;
}

function compiled(text: string): string {
  return ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } }).outputText;
}
