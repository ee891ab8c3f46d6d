/** A Pulumi project of one variant: a folder, a file backend, the package as it is built. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";

import { watchTree, type Cost } from "./processTree";
import ts from "typescript";

import { variants, type VariantName } from "./variants";
import type { Wish } from "./wishes";

export interface Ran extends Cost {
  readonly succeeded: boolean;
  readonly wallSeconds: number;
  readonly output: string;
}

export interface Project {
  ask(wishes: readonly Wish[]): void;
  run(args: readonly string[]): Promise<Ran>;
  /** The state file as it lies in the backend. */
  state(): string;
  /** Of each certificate in the state, by its name. */
  outputs(): Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  remove(): void;
}

const name = "certificates";
const stack = "bench";
/** A command that takes longer hangs. */
const LONGEST_MS = 30 * 60_000;
const passphrase = "correct horse battery staple";

/** For (b), what it carries. */
export type Carried = Readonly<Record<string, unknown>>;

/** Its rate limits are lifted, unless they are what is measured. */
export async function newProject(
  variant: VariantName,
  account: { baseUrl: string; apiKey: string },
  carried?: Carried,
  rateLimits: "off" | "documented" = "off",
): Promise<Project> {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-bench-"));
  const stateFile = join(folder, "backend/.pulumi/stacks", name, `${stack}.json`);
  mkdirSync(join(folder, "backend"));
  mkdirSync(join(folder, "home"));
  writeFileSync(join(folder, "Pulumi.yaml"), `name: ${name}\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n`);
  writeFileSync(join(folder, "package.json"), `{ "name": "program", "private": true, "main": "index.js" }\n`);
  writeFileSync(join(folder, "index.js"), javaScriptOf(join("bench/programs", variants[variant].program)));
  writeFileSync(join(folder, "carried.json"), JSON.stringify(carried ?? {}));
  const links = {
    "@pulumi/pulumi": "node_modules/@pulumi/pulumi",
    axios: "node_modules/axios",
    "pulumi-digicert": ".",
    "pulumi-nothings": "bench/nothings",
  };
  for (const [link, target] of Object.entries(links)) {
    const path = join(folder, "node_modules", link);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(resolve(target), path, "dir");
  }
  const project: Project = {
    ask: (wishes) => writeFileSync(join(folder, "wishes.json"), JSON.stringify(wishes)),
    run: (args) => ran(folder, args, rateLimits),
    state: () => readFileSync(stateFile, "utf8"),
    outputs: () => outputsIn(readFileSync(stateFile, "utf8")),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  await succeeding(project, ["stack", "init", stack]);
  const settings = ["--plaintext", `digicert:baseUrl=${account.baseUrl}`, "--secret", `digicert:apiKey=${account.apiKey}`];
  await succeeding(project, ["config", "set-all", "--stack", stack, ...settings]);
  return project;
}

/** Compiled before it is measured, as for most who run pipelines. */
function javaScriptOf(file: string): string {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  return ts.transpileModule(readFileSync(file, "utf8"), { compilerOptions, fileName: file }).outputText;
}

async function succeeding(project: Project, args: readonly string[]): Promise<void> {
  const { succeeded, output } = await project.run(args);
  if (!succeeded) throw new Error(`pulumi ${args.join(" ")} failed\n${output}`);
}

type Outputs = Readonly<Record<string, unknown>>;

interface StateFile {
  readonly checkpoint: { readonly latest: { readonly resources: readonly { readonly urn: string; readonly outputs?: Outputs }[] } };
}

function outputsIn(state: string): Readonly<Record<string, Outputs>> {
  const { resources } = (JSON.parse(state) as StateFile).checkpoint.latest;
  return Object.fromEntries(resources.map(({ urn, outputs = {} }) => [urn.split("::").at(-1) ?? urn, outputs] as const));
}

async function ran(folder: string, args: readonly string[], rateLimits: string): Promise<Ran> {
  const isUpdate = ["preview", "up", "refresh", "destroy"].includes(args[0] ?? "");
  const all = [...args, "--non-interactive", "--color", "never", ...(isUpdate ? ["--stack", stack] : [])];
  const started = performance.now();
  const child = spawn(join(engineFolder(), "pulumi"), all, {
    cwd: folder,
    env: environment(folder, rateLimits),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const watch = watchTree(child.pid ?? -1);
  const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_MS);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [exitCode] = (await once(child, "exit")) as [number | null];
  clearTimeout(timer);
  return { ...watch.end(), succeeded: exitCode === 0, wallSeconds: (performance.now() - started) / 1000, output };
}

function engineFolder(): string {
  const folder = process.env["PULUMI_DIGICERT_ENGINE"];
  if (folder === undefined) throw new Error("PULUMI_DIGICERT_ENGINE names no folder: run it as npm run bench");
  return folder;
}

function environment(folder: string, rateLimits: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([variable]) => !/^(PULUMI_|DIGICERT_|NODE_OPTIONS$|FORCE_COLOR$)/.test(variable));
  const profile = process.env["PULUMI_DIGICERT_BENCH_NODE_OPTIONS"];
  const noProxy = "127.0.0.1,localhost,::1";
  return {
    ...Object.fromEntries(inherited),
    PATH: [engineFolder(), dirname(process.execPath), process.env["PATH"]].join(delimiter),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // The ratios compare what things cost; what the limits allow is measured apart.
    PULUMI_DIGICERT_RATE_LIMIT: rateLimits,
    NO_PROXY: noProxy,
    ["no_proxy"]: noProxy,
    ...(profile === undefined ? {} : { NODE_OPTIONS: profile }),
  };
}
