import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

const program = "pulumi-resource-tls";
let standInFolder: string | undefined;

/** Where a real one is: on PATH, or among Pulumi's own plugins; undefined where it is not installed. */
export function realTlsPlugin(): string | undefined {
  const plugins = join(process.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi"), "plugins");
  const installed = existsSync(plugins) ? readdirSync(plugins).filter((name) => /^resource-tls-v5[.]\d+[.]\d+$/.test(name)) : [];
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...installed.map((name) => join(plugins, name))];
  return folders.find((folder) => existsSync(join(folder, program)));
}

/**
 * For `newProject({ env })`: the engine finds a plugin for `@pulumi/tls`, the real one where it is installed, else the stand-in beside this file, whose
 * program lies in a folder of the test.
 */
export function withTlsPlugin(): { readonly PATH: string } {
  const folder = realTlsPlugin() ?? (standInFolder ??= makeStandIn());
  const engine = process.env["PULUMI_DIGICERT_ENGINE"] ?? "";
  return { PATH: [engine, dirname(process.execPath), folder, process.env["PATH"]].join(delimiter) };
}

function makeStandIn(): string {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-tls-"));
  const file = join(folder, program);
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${join(__dirname, "standIn.mjs")}" "$@"\n`);
  chmodSync(file, 0o755);
  return folder;
}

afterAll(() => {
  if (standInFolder !== undefined) rmSync(standInFolder, { recursive: true, force: true });
  standInFolder = undefined;
});
