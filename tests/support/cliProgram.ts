/** `pulumi-digicert` as it is published, in a process of its own. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

const program = join(__dirname, "../../dist/cli/main.js");

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** Whose key and URL the environment has. */
  readonly account?: { readonly baseUrl: string; readonly apiKey: string };
  /** On standard input, which then ends. */
  readonly input?: string;
  /** How wide the terminal is. */
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** @default that of the tests */
  readonly cwd?: string;
  /** Of Node itself. */
  readonly nodeArgs?: readonly string[];
}

export type CliProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/** Runs it to its end. */
export async function cli(args: readonly string[], options: CliOptions = {}): Promise<Ended> {
  const child = startCli(args, options);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(options.input ?? "");
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

export function startCli(args: readonly string[], { account, columns, env, cwd, nodeArgs = [] }: CliOptions = {}): CliProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI_|DIGICERT_|COLUMNS$|NODE_OPTIONS$)/.test(name));
  return spawn(process.execPath, [...nodeArgs, program, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    cwd,
    env: {
      ...Object.fromEntries(inherited),
      ...(account && { DIGICERT_API_KEY: account.apiKey, DIGICERT_BASE_URL: account.baseUrl }),
      ...(columns !== undefined && { COLUMNS: String(columns) }),
      ...env,
    },
  });
}

/** Places an order as somebody else's client does, or a run that was interrupted before it could record it. */
export async function placeOrder(
  { baseUrl, apiKey }: { readonly baseUrl: string; readonly apiKey: string },
  body: Readonly<Record<string, unknown>>,
): Promise<number> {
  const response = await fetch(`${baseUrl}/order/certificate/private_ssl_plus`, {
    method: "POST",
    headers: { "X-DC-DEVKEY": apiKey, "Content-Type": "application/json" },
    body: JSON.stringify({ organization: { id: 123456 }, order_validity: { years: 1 }, skip_approval: true, ...body }),
  });
  const answer = (await response.json()) as { readonly id?: number };
  if (answer.id === undefined) throw new Error(JSON.stringify(answer));
  return answer.id;
}
