/** Pulumi's shipped provider process, driven over gRPC as the engine drives it: the real host without an engine, in tests and in measurements. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { providerText, typeToken } from "../../sdk/providerText";

const root = join(__dirname, "../..");
const pulumi = join(root, "node_modules/@pulumi/pulumi");

export type Properties = Readonly<Record<string, unknown>>;

export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

export interface Created {
  readonly id: string;
  readonly properties: Properties;
}

/** What the host saves of a call that failed after an order was placed. */
export interface SavedByHost extends Created {
  readonly reasons: readonly string[];
}

/** A call failed; `saved` is there if the host saves something. */
export class CallFailed extends Error {
  constructor(
    message: string,
    readonly saved: SavedByHost | undefined,
  ) {
    super(message);
  }
}

export interface ProviderProcess {
  check(olds: Properties, news: Properties): Promise<Checked>;
  /** True: there are changes. */
  diff(id: string, olds: Properties, news: Properties): Promise<boolean>;
  create(inputs: Properties): Promise<Created>;
  update(id: string, olds: Properties, news: Properties): Promise<Properties>;
  read(id: string, properties: Properties): Promise<Created>;
  /** As `PrivateSslCertificate.get` has it read. */
  get(id: string): Promise<Created>;
  delete(id: string, properties: Properties): Promise<void>;
  /** What it has said so far, and forgets with it: there is no engine, so the sentences are printed. */
  said(): Promise<string>;
  /** Everything it has ever said or answered. */
  everything(): string;
  /** Lets go of all that, for a measurement that is too long to hold it. */
  forget(): void;
  readonly pid: number;
  /** Where it shares what it knows to be in use. */
  readonly memory: string;
  stop(): Promise<void>;
}

export interface ProviderOptions {
  readonly sandbox?: { readonly baseUrl: string; readonly apiKey: string };
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** @default an address where no engine is */
  readonly engine?: string;
  /** Where the processes of one run share what they know to be in use. @default its own folder: a run of its own */
  readonly memory?: string;
}

/** Inputs as a program gives them: with the text, and the hidden names. */
export function inputsFor(name: string, inputs: Properties): Properties {
  return {
    __provider: providerText,
    __organization: "acme",
    __urn: `urn:pulumi:test::certificates::${typeToken}::${name}`,
    ...inputs,
  };
}

// The classes of gRPC and protobuf that Pulumi itself uses; they come with it and are no dependency of ours.
const required = createRequire(join(pulumi, "package.json"));

interface Struct {
  toJavaScript(): Record<string, unknown>;
}
const { Struct } = required("google-protobuf/google/protobuf/struct_pb") as {
  readonly Struct: { fromJavaScript(value: object): Struct };
};

interface ServiceError extends Error {
  readonly details: string;
  readonly metadata: { get(key: string): readonly Buffer[] };
}
type Method = (request: unknown, callback: (error: ServiceError | null, answer: Message) => void) => void;
type Message = Readonly<Record<`get${string}`, () => unknown>>;

interface Client extends Readonly<Record<string, unknown>> {
  close(): void;
}
const grpc = required("@grpc/grpc-js") as { readonly credentials: { createInsecure(): unknown } };
const services = required("./proto/provider_grpc_pb") as {
  readonly ResourceProviderClient: new (address: string, credentials: unknown, options: object) => Client;
};
const messages = required("./proto/provider_pb") as Readonly<
  Record<string, (new () => Readonly<Record<`set${string}`, (value: unknown) => void>>) & { deserializeBinary(bytes: Uint8Array): Message }>
>;
const { Status } = required("./proto/status_pb") as {
  readonly Status: { deserializeBinary(bytes: Uint8Array): { getDetailsList(): readonly { getValue_asU8(): Uint8Array }[] } };
};

/** Starts one and configures it; whoever started it stops it. */
export async function startHost({ sandbox, config, env, memory, engine = "127.0.0.1:1" }: ProviderOptions = {}): Promise<ProviderProcess> {
  const folder = newProgramFolder();
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI_|DIGICERT_|JEST_|NODE_OPTIONS$)/.test(name));
  const child = spawn(process.execPath, [join(pulumi, "cmd/dynamic-provider"), engine], {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1", TMPDIR: memory ?? folder, ...env },
  });
  const printed = printedBy(child);
  const port = await printed.firstLine;
  const client = new services.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    "grpc.enable_http_proxy": 0,
    "grpc.max_receive_message_length": -1,
  });
  const provider = providerOf(child, client, printed, folder);
  const account = sandbox === undefined ? {} : { "digicert:baseUrl": sandbox.baseUrl, "digicert:apiKey": sandbox.apiKey };
  await call(client, "configure", messageOf("ConfigureRequest", { args: { ...account, ...config } }));
  return provider;
}

/** The folder of a program: what its text requires is found from there. */
function newProgramFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-test-"));
  mkdirSync(join(folder, "node_modules/@pulumi"), { recursive: true });
  symlinkSync(root, join(folder, "node_modules/pulumi-digicert"), "dir");
  symlinkSync(pulumi, join(folder, "node_modules/@pulumi/pulumi"), "dir");
  return folder;
}

interface Printed {
  readonly firstLine: Promise<string>;
  said(): Promise<string>;
  all(): string;
  forget(): void;
}

function printedBy(child: ChildProcessWithoutNullStreams): Printed {
  let all = "";
  let read = 0;
  child.stderr.on("data", (chunk: Buffer) => (all += chunk.toString()));
  const lines = createInterface({ input: child.stdout });
  const firstLine = Promise.race([
    once(lines, "line").then(([line]) => String(line)),
    once(child, "exit").then(() => {
      throw new Error(`The provider process ended:\n${all}`);
    }),
  ]);
  lines.on("line", (line) => (all += `${line}\n`));
  return {
    firstLine,
    async said() {
      // What was printed before an answer lies in the pipe when the answer comes; it takes a turn of the loop to be read.
      await new Promise((resolve) => setTimeout(resolve, 5));
      const news = all.slice(read);
      read = all.length;
      return news;
    },
    all: () => all,
    forget() {
      all = "";
      read = 0;
    },
  };
}

function providerOf(child: ChildProcessWithoutNullStreams, client: Client, printed: Printed, folder: string): ProviderProcess {
  let answers = "";
  const ask = async (method: string, kind: string, fields: Readonly<Record<string, unknown>>): Promise<Message> => {
    try {
      const answer = await call(client, method, messageOf(kind, fields));
      answers += Buffer.from((answer as unknown as { serializeBinary(): Uint8Array }).serializeBinary()).toString();
      return answer;
    } catch (error) {
      answers += error instanceof CallFailed ? JSON.stringify([error.message, error.saved]) : "";
      throw error;
    }
  };
  const read = async (id: string, properties: Properties | undefined, inputs: Properties): Promise<Created> => {
    const answer = await ask("read", "ReadRequest", { id, inputs, ...(properties === undefined ? {} : { properties }) });
    if (plainOf(answer.getInputs?.()) !== undefined)
      throw new Error("read must not answer inputs: they would erase what only the program knows");
    return { id: String(answer.getId?.()), properties: plainOf(answer.getProperties?.()) ?? {} };
  };
  return {
    async check(olds, news) {
      const answer = await ask("check", "CheckRequest", { olds, news });
      const failures = (answer.getFailuresList?.() ?? []) as readonly Message[];
      return {
        inputs: plainOf(answer.getInputs?.()) ?? {},
        failures: failures.map((each) => ({ property: String(each.getProperty?.()), reason: String(each.getReason?.()) })),
      };
    },
    async diff(id, olds, news) {
      const answer = await ask("diff", "DiffRequest", { id, olds, news });
      if ((answer.getReplacesList?.() as readonly string[]).length > 0) throw new Error("diff must never ask for a replacement");
      const DIFF_SOME = 2;
      return answer.getChanges?.() === DIFF_SOME;
    },
    async create(properties) {
      const answer = await ask("create", "CreateRequest", { properties });
      return { id: String(answer.getId?.()), properties: plainOf(answer.getProperties?.()) ?? {} };
    },
    async update(id, olds, news) {
      const answer = await ask("update", "UpdateRequest", { id, olds, news });
      return plainOf(answer.getProperties?.()) ?? {};
    },
    read: (id, properties) => read(id, properties, {}),
    get: (id) => read(id, undefined, { __provider: providerText }),
    async delete(id, properties) {
      await ask("delete", "DeleteRequest", { id, properties });
    },
    said: printed.said,
    everything: () => printed.all() + answers,
    forget() {
      answers = "";
      printed.forget();
    },
    pid: child.pid ?? -1,
    memory: folder,
    async stop() {
      client.close();
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGKILL");
        await once(child, "exit");
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function messageOf(kind: string, fields: Readonly<Record<string, unknown>>): unknown {
  const Message = messages[kind];
  if (Message === undefined) throw new Error(`Pulumi has no message ${kind}`);
  const message = new Message();
  for (const [name, value] of Object.entries(fields)) {
    const setter = `set${name.charAt(0).toUpperCase()}${name.slice(1)}` as const;
    message[setter]?.(typeof value === "object" && value !== null ? Struct.fromJavaScript(value) : value);
  }
  return message;
}

function plainOf(struct: unknown): Properties | undefined {
  return struct === undefined || struct === null ? undefined : (struct as Struct).toJavaScript();
}

function call(client: Client, name: string, request: unknown): Promise<Message> {
  return new Promise((resolve, reject) => {
    (client[name] as Method).call(client, request, (error, answer) => {
      if (error === null) resolve(answer);
      else reject(new CallFailed(error.details, savedIn(error)));
    });
  });
}

function savedIn(error: ServiceError): SavedByHost | undefined {
  const [bytes] = error.metadata.get("grpc-status-details-bin");
  const [detail] = bytes === undefined ? [] : Status.deserializeBinary(bytes).getDetailsList();
  if (detail === undefined) return undefined;
  const saved = messages["ErrorResourceInitFailed"]?.deserializeBinary(detail.getValue_asU8());
  return {
    id: String(saved?.getId?.()),
    properties: plainOf(saved?.getProperties?.()) ?? {},
    reasons: saved?.getReasonsList?.() as readonly string[],
  };
}
