import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

const program = join(__dirname, "../../dist/cli/main.js");
const started: ChildProcessWithoutNullStreams[] = [];

/** `pulumi-digicert sandbox` as it is published, in a process of its own. */
function sandboxCommand(...args: readonly string[]) {
  const child = spawn(process.execPath, [program, "sandbox", ...args]);
  started.push(child);
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    exit: once(child, "close").then(([code]) => ({ code: code as number | null, stderr })),
    async line(): Promise<string> {
      const { value, done } = (await lines.next()) as IteratorResult<string, undefined>;
      if (done) throw new Error(`It ended:\n${stderr}`);
      return value;
    },
    async json(): Promise<Record<string, unknown>> {
      return JSON.parse(await this.line()) as Record<string, unknown>;
    },
  };
}

interface Ready {
  readonly baseUrl: string;
  readonly managementUrl: string;
  readonly apiKey: string;
  readonly rootPem: string;
}

function ask({ baseUrl, apiKey }: Pick<Ready, "baseUrl" | "apiKey">): Promise<Response> {
  return fetch(`${baseUrl}/user/me`, { headers: { "X-DC-DEVKEY": apiKey, "Content-Type": "application/json" } });
}

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

describe("pulumi-digicert sandbox", () => {
  it("tells a program in one line of JSON where it is, and then each request in one more", async () => {
    const command = sandboxCommand("--json", "--clock", "2026-01-04", "--chain", "ec3");
    const ready = (await command.json()) as unknown as Ready;
    const root = new X509Certificate(ready.rootPem);
    expect(root.publicKey.asymmetricKeyType).toBe("ec");
    expect(Date.parse(root.validFrom)).toBeLessThanOrEqual(Date.parse("2026-01-04T00:00:00Z"));
    expect((await ask(ready)).status).toBe(200);
    expect((await ask({ ...ready, apiKey: "another" })).status).toBe(403);
    expect(await command.json()).toMatchObject({
      n: 1,
      method: "GET",
      path: "/user/me",
      status: 200,
      at: expect.stringMatching(/^2026-01-04T/) as string,
    });
    const refused = await command.line();
    expect(JSON.parse(refused)).toMatchObject({ n: 2, status: 403 });
    expect(refused).not.toContain("another");
  });

  it("tells a person what to type, which works when it is typed", async () => {
    const command = sandboxCommand("--api-key", "K");
    const said: string[] = [];
    while (!said.at(-1)?.startsWith("Every request")) said.push(await command.line());
    const baseUrl = /export DIGICERT_BASE_URL=(\S+)/.exec(said.join("\n"))?.[1] ?? "";
    expect(said.join("\n")).toContain("export DIGICERT_API_KEY=K");
    expect((await ask({ baseUrl, apiKey: "K" })).status).toBe(200);
    expect(await command.line()).toMatch(/^\d\d:\d\d:\d\d {2}200 {2}GET {4}\/user\/me$/);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("stops at %s, as it should", async (signal) => {
    const command = sandboxCommand("--json");
    const ready = (await command.json()) as unknown as Ready;
    command.child.kill(signal);
    expect(await command.exit).toEqual({ code: 0, stderr: "" });
    await expect(ask(ready)).rejects.toThrow("fetch failed");
  });

  it("ends with the program that started it, when told so", async () => {
    const command = sandboxCommand("--json", "--stop-at-eof");
    await command.json();
    command.child.stdin.end();
    expect((await command.exit).code).toBe(0);
  });

  it("does not end with its input otherwise", async () => {
    const command = sandboxCommand("--json");
    const ready = (await command.json()) as unknown as Ready;
    command.child.stdin.end();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await ask(ready)).status).toBe(200);
  });

  it.each(["--port", "--management-port"])("fails in words where the %s is taken", async (option) => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await sandboxCommand(option, String(port)).exit;
    other.close();
    expect({ code, stderr }).toEqual({ code: 1, stderr: `Port ${String(port)} is in use: name another, or none for a free one\n` });
  });

  it("refuses wrong arguments with exit code 2", async () => {
    expect(await sandboxCommand("--port", "http").exit).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("A port is a number") as string,
    });
  });
});
