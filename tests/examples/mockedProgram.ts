/**
 * Runs a program under Pulumi's mocks in a process of its own, and prints what it asked for, as JSON: type, name and inputs of each resource, in which
 * `{ secret: … }` stands for what is secret. It must be a process: Pulumi keeps what a program made until the process ends.
 *
 *   node tools/runTypeScript.mjs tests/examples/mockedProgram.ts < { program, sdks, known, config }
 */
import { readFileSync } from "node:fs";
import Module from "node:module";
import path from "node:path";

import * as pulumi from "@pulumi/pulumi";

interface Task {
  /** A file in JavaScript. */
  readonly program: string;
  /** Where the SDKs of the clouds are installed. */
  readonly sdks: string;
  /** What a resource of a type gives, beside its inputs. */
  readonly known: Readonly<Record<string, object>>;
  readonly config: Readonly<Record<string, string>>;
}

interface Asked {
  readonly type: string;
  readonly name: string;
  readonly inputs: unknown;
}

type Resolve = (request: string, parent: unknown, isMain: boolean, options?: { readonly paths: readonly string[] }) => string;

/** One Pulumi for all: that of the repository. */
function resolveFrom({ sdks }: Task): void {
  const loader = Module as unknown as { _resolveFilename: Resolve };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = (request, parent, isMain, options) => {
    const place = /^(@pulumi[/](pulumi|tls)|pulumi-digicert)([/]|$)/.test(request)
      ? path.join(__dirname, "../..")
      : request.startsWith("@pulumi/") && path.dirname(sdks);
    return resolve(request, parent, isMain, place === false ? options : { paths: [place] });
  };
}

/** As Pulumi marks what is secret on its way to the engine. */
const secretMark = "4dabf18193072939515e22adb298388d";

function withoutMarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (typeof value !== "object" || value === null) return value;
  const members = value as Readonly<Record<string, unknown>>;
  if (secretMark in members) return { secret: withoutMarks(members["value"]) };
  return Object.fromEntries(Object.entries(members).map(([name, each]) => [name, withoutMarks(each)]));
}

async function mocked({ known, config }: Task, asked: Asked[]): Promise<void> {
  const mocks: pulumi.runtime.Mocks = {
    call: ({ inputs }) => inputs as Record<string, unknown>,
    newResource({ type, name, inputs }) {
      asked.push({ type, name, inputs: withoutMarks(inputs) });
      return { id: `${name}-id`, state: { ...(inputs as object), ...known[type] } };
    },
  };
  await pulumi.runtime.setMocks(mocks, "example", "test", false, "corp");
  pulumi.runtime.setAllConfig(Object.fromEntries(Object.entries(config).map(([key, value]) => [`example:${key}`, value])));
}

function valueOf(output: unknown): Promise<unknown> {
  return new Promise((resolve) => {
    pulumi.output(output as string).apply(resolve);
  });
}

async function main(): Promise<void> {
  const task = JSON.parse(readFileSync(0, "utf8")) as Task;
  const asked: Asked[] = [];
  resolveFrom(task);
  await mocked(task, asked);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const outputs = require(task.program) as Readonly<Record<string, unknown>>;
  const values = await Promise.all(Object.entries(outputs).map(async ([name, output]) => [name, await valueOf(output)] as const));
  await pulumi.runtime.disconnect();
  process.stdout.write(JSON.stringify({ asked, outputs: Object.fromEntries(values) }));
}

void main();
