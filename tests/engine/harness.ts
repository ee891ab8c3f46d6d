/**
 * A real Pulumi engine for tests: a project in a folder of its own, a file backend, and the package as it is built.
 *
 *   describeWithEngine("a certificate", () => {
 *     it("is ordered", async () => {
 *       const sandbox = await newSandbox();
 *       const project = await newProject({ sandbox, program: certificateProgram({ csr, commonName: "api.corp.example", … }) });
 *       const run = await project.up();                          // throws, with all that was said, unless it succeeds
 *       const refused = await project.preview({ expect: "failure" });
 *       expect((await project.outputs()).orderId).toBe(…);
 *       const running = project.start(["up", "--yes", "--skip-preview"]);
 *       await running.says(/creating/); running.kill("SIGKILL"); await running.done;
 *     });
 *   });
 *
 * After each test every program it started is ended, and everything that was captured in it (outputs, event logs, state files, the programs' folders)
 * is searched for the secrets of its sandbox and those named in `newProject({ secrets })`: a leak fails the test.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

import { leaksIn } from "../support/secretSearch";
import { isEngineRequired, killProcessesMarked, processesMarked, startRun, type Run, type Running } from "./running";

export type { Run, Running } from "./running";

const root = join(__dirname, "../..");
const stack = "test";

/** What the harness needs of a sandbox. */
export interface Account {
  readonly baseUrl: string;
  readonly apiKey: string;
}

export interface ProjectOptions {
  /** CommonJS text of the program. */
  readonly program: string;
  readonly sandbox?: Account;
  /** Stack configuration; values of `secret` are stored encrypted. Key and URL of the sandbox are there unless given. */
  readonly config?: Readonly<Record<string, string>>;
  readonly secretConfig?: Readonly<Record<string, string>>;
  /** Environment of every command. */
  readonly env?: Readonly<Record<string, string>>;
  /** Further values that must never be seen: card numbers and the like, by a name for the message. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Further packages of this repository's `node_modules` that the program requires. */
  readonly packages?: readonly string[];
  /** A `node_modules` that a package manager has filled: the program then sees nothing of this repository. */
  readonly nodeModules?: string;
  /** Two projects of one name and stack name are what two people with local states have. */
  readonly name?: string;
  /** Leaves the sandbox's key out of the configuration: for tests of DIGICERT_API_KEY and of no key at all. */
  readonly withoutKey?: boolean;
  /** For the tests of the search itself: it must find something. */
  readonly leakExpected?: boolean;
}

export interface RunOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** "success" unless said otherwise. */
  readonly expect?: "success" | "failure" | "either";
}

export interface Project {
  /** With the program, its configuration and `node_modules`. */
  readonly folder: string;
  preview(options?: RunOptions): Promise<Run>;
  /** Without a preview of its own (`--skip-preview`). */
  up(options?: RunOptions): Promise<Run>;
  refresh(options?: RunOptions): Promise<Run>;
  destroy(options?: RunOptions): Promise<Run>;
  /** Any command, for this stack. */
  pulumi(args: readonly string[], options?: RunOptions): Promise<Run>;
  /** The same, still running. `up`, `destroy` … need `--yes`. */
  start(args: readonly string[], options?: Pick<RunOptions, "env">): Running;
  /** The stack's outputs, secret ones too. */
  outputs(): Promise<Readonly<Record<string, unknown>>>;
  /** The resources of the state: what is secret is encrypted. */
  resources(): Promise<readonly StateResource[]>;
  /** The state of the only resource of this type, or the one with this name. */
  certificate(name?: string): Promise<StateResource>;
  /** The text of the state file as it lies in the backend. */
  stateFile(): string;
  setProgram(text: string): void;
  setConfig(key: string, value: string, options?: { readonly secret?: boolean }): Promise<void>;
  /** Provider processes of this project that are alive. */
  providers(): readonly number[];
  /** Where secrets were shown so far, a sentence each. */
  leaks(): readonly string[];
  /** Searches what was captured so far and lets go of it, for a run that is too long to hold all: throws where a secret was shown. */
  letGo(): void;
  /** Ends it before the test does: for a test that opens many. */
  close(): Promise<void>;
}

export interface StateResource {
  readonly urn: string;
  readonly id?: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
  readonly delete?: boolean;
}

interface StateFile {
  readonly checkpoint: { readonly latest?: { readonly resources?: readonly StateResource[] } };
}

const engineFolder = process.env["PULUMI_DIGICERT_ENGINE"];
const projects: OpenProject[] = [];

/** Skipped, visibly, where there is no engine; there it fails if one is required. */
export const describeWithEngine: jest.Describe = engineFolder !== undefined || isEngineRequired() ? describe : describe.skip;

/** By project name: folders with the backend and the settings of a stack that was just made. */
const emptyStacks = new Map<string, string>();

/** One for all projects of a worker: what Pulumi keeps there has nothing to do with a stack. */
let pulumiHome: string | undefined;

/** Makes a project with a stack named `test` and its configuration. */
export async function newProject(options: ProjectOptions): Promise<Project> {
  const project = new OpenProject(options);
  projects.push(project);
  await project.make();
  return project;
}

/** A program that makes one certificate, named `api`, and exports what it came to. Values that only Pulumi can make: write a program of your own. */
export function certificateProgram(args: Readonly<Record<string, unknown>>, { name = "api", options = "{}" } = {}): string {
  return [
    `const { PrivateSslCertificate } = require("pulumi-digicert");`,
    `const certificate = new PrivateSslCertificate(${JSON.stringify(name)}, ${JSON.stringify(args)}, ${options});`,
    ...[
      "orderId",
      "certificateId",
      "orderStatus",
      "certificatePem",
      "chainPem",
      "fullChainPem",
      "rootPem",
      "serialNumber",
      "validFrom",
      "validUntil",
    ].map((output) => `exports.${output} = certificate.${output};`),
  ].join("\n");
}

/**
 * Without a stack, a program that throws ends: Node 20.20 loops for ever when it colours a frame such as `node_modules/@pulumi/resource.ts`, which is how
 * Pulumi's source maps name its own files. Without TypeScript, it starts faster.
 */
function projectFile(name: string): string {
  return `name: ${name}\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n    nodeargs: --stack-trace-limit=0\n`;
}

class OpenProject implements Project {
  readonly folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-test-"));
  readonly #mark = `test-${String(process.pid)}-${this.folder.slice(-6)}`;
  readonly #options: ProjectOptions;
  readonly #name: string;
  #captured = "";

  constructor(options: ProjectOptions) {
    this.#options = options;
    this.#name = options.name ?? "certificates";
  }

  async make(): Promise<void> {
    if (engineFolder === undefined) throw new Error("No Pulumi engine at hand, and one is required here: npm run engine gets one");
    writeFileSync(join(this.folder, "Pulumi.yaml"), projectFile(this.#name));
    writeFileSync(join(this.folder, "package.json"), `{ "name": "program", "private": true, "main": "index.js" }\n`);
    this.setProgram(this.#options.program);
    this.#linkPackages(this.#options);
    await this.#initStack();
    await this.#configure();
  }

  /** An empty stack is the same for all projects of a name: made once in a worker, and copied. */
  async #initStack(): Promise<void> {
    const files = ["backend", `Pulumi.${stack}.yaml`];
    const copy = (from: string, to: string) => {
      for (const file of files) cpSync(join(from, file), join(to, file), { recursive: true });
    };
    const known = emptyStacks.get(this.#name);
    if (known !== undefined) {
      copy(known, this.folder);
      return;
    }
    mkdirSync(join(this.folder, "backend"));
    await this.#pulumi(["stack", "init", stack]);
    const kept = mkdtempSync(join(tmpdir(), "pulumi-digicert-stack-"));
    copy(this.folder, kept);
    emptyStacks.set(this.#name, kept);
  }

  #linkPackages({ nodeModules, packages = [] }: ProjectOptions): void {
    if (nodeModules !== undefined) {
      symlinkSync(nodeModules, join(this.folder, "node_modules"), "dir");
      return;
    }
    for (const name of ["@pulumi/pulumi", ...packages]) this.#link(name, join(root, "node_modules", name));
    this.#link("pulumi-digicert", root);
  }

  #link(name: string, target: string): void {
    const link = join(this.folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target, link, "dir");
  }

  async #configure(): Promise<void> {
    const { sandbox, config, secretConfig, withoutKey } = this.#options;
    const plain = { ...(sandbox && { "digicert:baseUrl": sandbox.baseUrl }), ...config };
    const secret = { ...(sandbox && !withoutKey && { "digicert:apiKey": sandbox.apiKey }), ...secretConfig };
    const args = [
      ...Object.entries(plain).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]),
      ...Object.entries(secret).flatMap(([key, value]) => ["--secret", `${key}=${value}`]),
    ];
    if (args.length > 0) await this.#pulumi(["config", "set-all", "--stack", stack, ...args]);
  }

  #environment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI_|DIGICERT_|JEST_|NODE_OPTIONS$|FORCE_COLOR$)/.test(name));
    return {
      ...Object.fromEntries(inherited),
      PATH: [engineFolder, dirname(process.execPath), process.env["PATH"]].join(delimiter),
      PULUMI_HOME: (pulumiHome ??= mkdtempSync(join(tmpdir(), "pulumi-digicert-home-"))),
      PULUMI_BACKEND_URL: `file://${join(this.folder, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "correct horse battery staple",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // Else the flag --event-log is unknown.
      PULUMI_DEBUG_COMMANDS: "true",
      // For the language host that is built from Go modules: it is older than the way in which the engine passes `nodeargs`.
      NODE_OPTIONS: "--stack-trace-limit=0",
      NO_PROXY: "127.0.0.1,localhost,::1",
      no_proxy: "127.0.0.1,localhost,::1",
      // Engine, language host and provider processes inherit it: so none of them can outlive the test unseen.
      PULUMI_DIGICERT_TEST_MARK: this.#mark,
      ...this.#options.env,
      ...extra,
    };
  }

  start(args: readonly string[], { env }: Pick<RunOptions, "env"> = {}): Running {
    const events = join(this.folder, `events-${String(Date.now())}-${String(Math.random()).slice(2, 8)}.json`);
    const isUpdate = ["preview", "up", "refresh", "destroy"].includes(args[0] ?? "");
    const all = [...args, "--non-interactive", "--color", "never", ...(isUpdate ? ["--stack", stack, "--event-log", events] : [])];
    const running = startRun({
      command: join(engineFolder ?? "", "pulumi"),
      args: all,
      cwd: this.folder,
      env: this.#environment(env),
      events,
    });
    void running.done.then((run) => {
      this.#capture(`$ pulumi ${args[0] ?? ""}\n${run.output}\n${run.eventLog}\n${this.stateFile()}\n`);
    });
    return running;
  }

  #capture(text: string): void {
    this.#captured += text;
  }

  async #pulumi(args: readonly string[], { expect: expected = "success", env }: RunOptions = {}): Promise<Run> {
    const run = await this.start(args, env === undefined ? {} : { env }).done;
    if (expected === "either" || (expected === "success") === (run.exitCode === 0)) return run;
    const said = expected === "success" ? `failed with exit code ${String(run.exitCode)}` : "succeeded, and should have failed";
    // What failed comes first: where a long message is cut, its middle is.
    const failed = run.output.split("\n").filter((line) => /\berror: /.test(line));
    throw new Error([`pulumi ${args.join(" ")} ${said}`, ...failed, run.output].join("\n"));
  }

  pulumi(args: readonly string[], options?: RunOptions): Promise<Run> {
    return this.#pulumi(args, options);
  }

  preview({ args = [], ...options }: RunOptions = {}): Promise<Run> {
    return this.#pulumi(["preview", "--diff", ...args], options);
  }

  up({ args = [], ...options }: RunOptions = {}): Promise<Run> {
    return this.#pulumi(["up", "--yes", "--skip-preview", ...args], options);
  }

  refresh({ args = [], ...options }: RunOptions = {}): Promise<Run> {
    return this.#pulumi(["refresh", "--yes", "--skip-preview", ...args], options);
  }

  destroy({ args = [], ...options }: RunOptions = {}): Promise<Run> {
    return this.#pulumi(["destroy", "--yes", "--skip-preview", ...args], options);
  }

  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    const { stdout } = await this.#uncaptured(["stack", "output", "--json", "--show-secrets", "--stack", stack]);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  /** What shows secrets on purpose is not searched for them. */
  #uncaptured(args: readonly string[]): Promise<Run> {
    const before = this.#captured;
    return this.#pulumi(args).finally(() => {
      this.#captured = before;
    });
  }

  /** From the file: to ask Pulumi for the same takes a second, and the tests ask a hundred times. */
  resources(): Promise<readonly StateResource[]> {
    const { checkpoint } = JSON.parse(this.stateFile()) as StateFile;
    return Promise.resolve(checkpoint.latest?.resources ?? []);
  }

  async certificate(name?: string): Promise<StateResource> {
    const ofType = (await this.resources()).filter(({ type }) => type === "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate");
    const [found, ...others] = name === undefined ? ofType : ofType.filter(({ urn }) => urn.endsWith(`::${name}`));
    if (found === undefined || others.length > 0)
      throw new Error(`The state holds ${String(others.length + (found ? 1 : 0))} such certificates`);
    return found;
  }

  stateFile(): string {
    const file = join(this.folder, "backend/.pulumi/stacks", this.#name, `${stack}.json`);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  setProgram(text: string): void {
    writeFileSync(join(this.folder, "index.js"), text);
  }

  async setConfig(key: string, value: string, { secret = false } = {}): Promise<void> {
    await this.#pulumi(["config", "set", key, value, "--stack", stack, secret ? "--secret" : "--plaintext"]);
  }

  providers(): readonly number[] {
    return processesMarked(this.#mark, /cmd\/dynamic-provider/);
  }

  letGo(): void {
    this.#search();
    this.#captured = "";
    for (const name of readdirSync(this.folder)) if (name.startsWith("events-")) rmSync(join(this.folder, name));
    for (const name of ["history", "backups"]) rmSync(join(this.folder, "backend/.pulumi", name), { recursive: true, force: true });
  }

  /** After each test: nothing goes on, nothing secret was shown. */
  async settle(): Promise<void> {
    await killProcessesMarked(this.#mark);
    this.#search();
  }

  #search(): void {
    const leaks = this.leaks();
    if (this.#options.leakExpected === true) expect(leaks).not.toEqual([]);
    else if (leaks.length > 0) throw new Error(`Secrets were shown:\n${leaks.join("\n")}`);
  }

  leaks(): readonly string[] {
    const { sandbox, secrets, secretConfig } = this.#options;
    const searched = { ...(sandbox && { "the API key": sandbox.apiKey }), ...secretConfig, ...secrets };
    const texts = { "what was captured": this.#captured, ...this.#textsOnDisk() };
    return Object.entries(texts).flatMap(([place, text]) =>
      leaksIn(text, searched).map(({ secret, form, where }) => `${secret} (${form}) in ${place}: …${where}…`),
    );
  }

  /** The backend with its history and backups, the configuration: all but what the test itself wrote. */
  #textsOnDisk(): Readonly<Record<string, string>> {
    const kept = (readdirSync(this.folder, { recursive: true, withFileTypes: true }) as readonly import("node:fs").Dirent[])
      .filter((entry) => entry.isFile() && entry.name !== "index.js" && !entry.parentPath.includes("node_modules"))
      .map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(kept.map((file) => [file.slice(this.folder.length + 1), readFileSync(file, "utf8")]));
  }

  async close(): Promise<void> {
    projects.splice(projects.indexOf(this), 1);
    await this.settle().finally(() => {
      this.remove();
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

afterEach(async () => {
  for (const project of projects) await project.settle();
});

afterAll(() => {
  for (const project of projects.splice(0)) project.remove();
  for (const folder of [...emptyStacks.values(), ...(pulumiHome === undefined ? [] : [pulumiHome])]) {
    rmSync(folder, { recursive: true, force: true });
  }
});
