/**
 * Runs a tool that is written in TypeScript, because it reads the product's own sources: `node tools/runTypeScript.mjs tools/generateInputs.ts --check`.
 * Node 20 runs no TypeScript; the installed compiler turns each file into JavaScript as it is required.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import ts from "typescript";

const require = createRequire(import.meta.url);
const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true, inlineSourceMap: true };

/** @param {{ _compile(text: string, file: string): void }} module @param {string} fileName */
function load(module, fileName) {
  module._compile(ts.transpileModule(readFileSync(fileName, "utf8"), { compilerOptions, fileName }).outputText, fileName);
}

const [node = "", , script = "", ...args] = process.argv;
const file = resolve(script);
// Deprecated for twelve years, and what every such tool stands on.
// eslint-disable-next-line @typescript-eslint/no-deprecated
Object.assign(require.extensions, { ".ts": load });
process.setSourceMapsEnabled(true);
process.argv = [node, file, ...args];
require(file);
