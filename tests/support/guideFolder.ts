/** A folder with the named programs of a guide (blocks that open with `// name.ts`), compiled, in which the package is installed as it is built. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import ts from "typescript";

import { codeBlocks } from "./documentation";
import { root } from "./repositoryFiles";

export interface GuideFolder {
  readonly folder: string;
  /** Names of its programs, without their ending. */
  readonly programs: readonly string[];
}

/** Writes the programs of a page; the caller removes the folder. */
export function guideFolder(page: string, packages: readonly string[]): GuideFolder {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-guide-"));
  for (const name of packages) link(folder, name, join(root, "node_modules", name));
  link(folder, "pulumi-digicert", root);
  const programs = codeBlocks("ts")
    .filter(({ place }) => place.startsWith(`${page}:`))
    .map(({ place, text }) => ({ name: /^\/\/ ([\w.]+)[.]ts\n/.exec(text)?.[1] ?? unnamed(place), text }));
  for (const { name, text } of programs) writeFileSync(join(folder, `${name}.js`), compiled(text));
  return { folder, programs: programs.map(({ name }) => name) };
}

function unnamed(place: string): never {
  throw new Error(`${place} opens with no name: a program of this guide begins with a line such as "// program.ts"`);
}

function link(folder: string, name: string, target: string): void {
  const path = join(folder, "node_modules", name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, "dir");
}

function compiled(text: string): string {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}
