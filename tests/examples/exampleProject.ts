/** The examples as projects that the engine runs: their own programs, in a folder of the test. */
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import ts from "typescript";

import { newProject, type Project, type ProjectOptions } from "../engine/harness";
import { filesMatching, textOf } from "../support/repositoryFiles";

type Files = Readonly<Record<string, string>>;

/** A project with the program of an example, and what else it is to find in its folder. */
export async function exampleProject(
  example: string,
  { files = {}, ...options }: Omit<ProjectOptions, "program"> & { readonly files?: Files } = {},
): Promise<Project> {
  const { "index.js": program, ...others } = programsOf(example);
  if (program === undefined) throw new Error(`No example ${example}`);
  const project = await newProject({ ...options, program });
  for (const [name, text] of Object.entries({ ...others, ...files })) {
    mkdirSync(dirname(join(project.folder, name)), { recursive: true });
    writeFileSync(join(project.folder, name), text);
  }
  return project;
}

/** In JavaScript; the types are the concern of `npm run check`. */
function programsOf(example: string): Files {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const sources = filesMatching(new RegExp(`^examples/${example}/\\w+[.]ts$`));
  return Object.fromEntries(
    sources.map((path) => [`${basename(path, ".ts")}.js`, ts.transpileModule(textOf(path), { compilerOptions }).outputText]),
  );
}

/** Up, a preview without changes, and gone again: what every example must go through. The outputs are those of the `up`. */
export async function wholeLife(
  project: Project,
  look: (outputs: Readonly<Record<string, unknown>>) => Promise<void> | void,
): Promise<void> {
  await project.up();
  await look(await project.outputs());
  await project.preview({ args: ["--expect-no-changes"] });
  await project.destroy();
  expect(await project.resources()).toEqual([]);
}
