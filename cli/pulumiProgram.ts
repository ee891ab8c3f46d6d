import { spawn } from "node:child_process";

/** What `pulumi` printed. Asks no question, and never shows what is secret in it. */
export async function pulumi(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run([...args, "--non-interactive", "--color", "never"]);
  if (code === 0) return stdout;
  throw new Error(`\`pulumi ${args.join(" ")}\` failed: ${reasonIn(stderr)}`);
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "ENOENT" ? new Error(notFound, { cause: error }) : error);
    });
    child.on("close", (code) => {
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
}

const notFound =
  "`pulumi` is not on the PATH, and --stack needs it: install Pulumi, or give what `pulumi stack export` printed with --state";

/** Its first line that says something; what only Pulumi's own developers read is left out. */
function reasonIn(stderr: string): string {
  const lines = stderr
    .split("\n")
    .map((line) => line.replace(/^error: /, "").trim())
    .filter((line) => line !== "" && !line.startsWith("warning:"));
  return lines[0] ?? "it said nothing";
}
