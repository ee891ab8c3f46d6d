import { dirname, join } from "node:path";
import ts from "typescript";

/** What programs are compiled with: Pulumi's own template, and the strictest that a team may choose. */
export const settings = {
  template: {
    target: ts.ScriptTarget.ES2020,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
  },
  strictest: {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    noImplicitOverride: true,
  },
} as const satisfies Readonly<Record<string, ts.CompilerOptions>>;

export type Setting = keyof typeof settings;

const root = join(__dirname, "../..");

const head = `
import * as pulumi from "@pulumi/pulumi";
import * as digicert from "./published/sdk/index";
export { pulumi, digicert };
`;

/** What the compiler says of each of some programs, by their names: nothing, where one compiles. All at once, since the types are read once. */
export function complaintsAbout(programs: Readonly<Record<string, string>>, setting: Setting): Readonly<Record<string, readonly string[]>> {
  const texts = new Map(Object.entries(programs).map(([, text], index) => [pathOf(index), head + text]));
  const program = programOf(texts, settings[setting]);
  return Object.fromEntries(
    Object.keys(programs).map((name, index) => {
      const source = program.getSourceFile(pathOf(index));
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return [name, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))];
    }),
  );
}

/** The members of an exported interface that are marked as deprecated. */
export function deprecatedMembersOf(name: string): readonly string[] {
  const program = programOf(new Map([[pathOf(0), `${head} export declare const it: digicert.${name};`]]), settings.template);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(pathOf(0));
  const last = source?.statements.at(-1);
  if (last === undefined || !ts.isVariableStatement(last)) throw new RangeError("the program declares nothing");
  const [declaration] = last.declarationList.declarations;
  const members = declaration === undefined ? [] : checker.getTypeAtLocation(declaration).getProperties();
  return members.filter((member) => member.getJsDocTags(checker).some((tag) => tag.name === "deprecated")).map((member) => member.name);
}

/** Files that every program reads: the SDK, Pulumi's types, the language's own. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** The programs stand in memory, as if they were in this folder. */
function programOf(texts: ReadonlyMap<string, string>, options: ts.CompilerOptions): ts.Program {
  const all: ts.CompilerOptions = { ...options, noEmit: true, skipLibCheck: true, esModuleInterop: true, types: ["node"] };
  const host = hostOf(all, new Map([...publishedTypes(), ...texts]));
  return ts.createProgram([...texts.keys()], all, host);
}

/** The compiler's own host, and in memory some more files. */
function hostOf(options: ts.CompilerOptions, texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile, directoryExists } = host;
  const folders = new Set([...texts.keys()].map((path) => dirname(path)));
  host.directoryExists = (path) => folders.has(path) || (directoryExists?.(path) ?? false);
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const text = texts.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, language, true);
    const read = parsed.get(path) ?? getSourceFile(path, language, ...rest);
    parsed.set(path, read);
    return read;
  };
  return host;
}

let published: ReadonlyMap<string, string> | undefined;

/** The declarations of the SDK as the package has them: what is internal is not in them. */
function publishedTypes(): ReadonlyMap<string, string> {
  if (published !== undefined) return published;
  const { config } = ts.readConfigFile(join(root, "tsconfig.build.json"), (path) => ts.sys.readFile(path)) as { readonly config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([join(root, "sdk/index.ts")], {
    ...options,
    outDir: join(__dirname, "published"),
    emitDeclarationOnly: true,
  });
  const texts = new Map<string, string>();
  program.emit(undefined, (path, text) => texts.set(path, text));
  return (published = texts);
}

function pathOf(index: number): string {
  return join(__dirname, `program${String(index)}.ts`);
}
