import { dirname, join } from "node:path";

import ts from "typescript";

import { codeBlocks, type CodeBlock } from "../support/documentation";
import { filesMatching, root, textOf } from "../support/repositoryFiles";

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  types: ["node"],
  typeRoots: [join(root, "node_modules/@types")],
  paths: doors(),
};

/** The sources behind each door of the package. */
function doors(): Record<string, string[]> {
  const { exports } = JSON.parse(textOf("package.json")) as { readonly exports: Readonly<Record<string, { readonly default?: string }>> };
  return Object.fromEntries(
    Object.entries(exports).flatMap(([door, { default: file }]) =>
      file === undefined
        ? []
        : [[door.replace(/^[.]/, "pulumi-digicert"), [join(root, file.replace(/^[.][/]dist/, "").replace(/js$/, "ts"))]]],
    ),
  );
}

/** Beside the others of its page, under the name in its first line, by which they may import it: `// program.ts`. */
function fileOf({ place, text }: CodeBlock, index: number): string {
  const name = /^\/\/ ([\w.]+[.]ts)\n/.exec(text)?.[1] ?? `documented${String(index)}.ts`;
  return join(root, "documented", place.replace(/[.]md:.*/, ""), name);
}

/** What the compiler has against each of the programs, as if it were a file under the root. */
function problemsOf(programs: readonly CodeBlock[]): readonly string[] {
  const texts = new Map(programs.map((block, index) => [fileOf(block, index), block.text]));
  const folders = new Set([...texts.keys()].map((file) => dirname(file)));
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...texts.keys()], options, {
    ...host,
    fileExists: (file) => texts.has(file) || host.fileExists(file),
    directoryExists: (folder) => folders.has(folder) || ts.sys.directoryExists(folder),
    readFile: (file) => texts.get(file) ?? host.readFile(file),
    getSourceFile: (file, version) => {
      const text = texts.get(file);
      return text === undefined ? host.getSourceFile(file, version) : ts.createSourceFile(file, text, version);
    },
  });
  return [...texts.keys()].flatMap((file, index) => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText }) => `${programs[index]?.place ?? file}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
  });
}

/** The SDK of a cloud, which is not among the dependencies here: tests/examples gets it, and compiles and runs the example. */
function isExcerpt({ text }: CodeBlock): boolean {
  return /from "@pulumi\/(?!(pulumi|tls|policy)\b)/.test(text);
}

/** Without comments, which tell what an excerpt leaves out. */
function codeLines(text: string): readonly string[] {
  return text.split("\n").flatMap((line) => {
    const code = line.replace(/(^|\s+)\/\/ .*$/, "").trimEnd();
    return code === "" ? [] : [code];
  });
}

/** Every line of it stands in the example, in this order. */
function isShortened(example: readonly string[], excerpt: readonly string[]): boolean {
  let from = 0;
  return excerpt.every((line) => {
    const at = example.indexOf(line, from);
    from = at + 1;
    return at >= 0;
  });
}

const examples = filesMatching(/^examples\/.*[.]ts$/).map((path) => codeLines(textOf(path)));

describe("a program in the documentation", () => {
  it("is a shortened example, where it needs the SDK of a cloud", () => {
    const excerpts = codeBlocks("ts").filter(isExcerpt);
    expect(excerpts.length).toBeGreaterThan(0);
    expect(excerpts.filter(({ text }) => !examples.some((example) => isShortened(example, codeLines(text))))).toEqual([]);
  });

  it("compiles against what the package exports", () => {
    const programs = codeBlocks("ts").filter((block) => !isExcerpt(block));
    expect(programs.length).toBeGreaterThanOrEqual(2);
    expect(problemsOf(programs)).toEqual([]);
  }, 60_000);

  it("would be found wrong", () => {
    const text = `import { PrivateSslCertificate } from "pulumi-digicert";\nnew PrivateSslCertificate("api", { product: "public_ssl", csr: "" });`;
    expect(problemsOf([{ place: "here", text }])[0]).toMatch(/^here: /);
  }, 60_000);
});
