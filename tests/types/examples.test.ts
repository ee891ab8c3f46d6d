import { join } from "node:path";

import ts from "typescript";

import { filesMatching, root } from "../support/repositoryFiles";

/** As Pulumi's language host compiles a program beside which there is no tsconfig.json: an older library than this repository's own. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2020,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  noEmit: true,
  types: ["node"],
  typeRoots: [join(root, "node_modules/@types")],
  paths: {
    "pulumi-digicert": [join(root, "sdk/index.ts")],
    "pulumi-digicert/tls": [join(root, "sdk/tls/index.ts")],
  },
};

describe("an example", () => {
  it("compiles as Pulumi compiles it", () => {
    const programs = filesMatching(/^examples\/(?!policyPack)[^/]+\/index[.]ts$/).map((path) => join(root, path));
    expect(programs.length).toBeGreaterThan(5);
    const program = ts.createProgram(programs, options);
    const files = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(join(root, "examples/")));
    expect(files.length).toBeGreaterThan(programs.length);
    const problems = files.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
    expect(
      problems.map(({ file, messageText }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`),
    ).toEqual([]);
  }, 60_000);
});
