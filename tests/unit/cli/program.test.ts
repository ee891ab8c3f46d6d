import { CommanderError } from "commander";

import { createProgram, type Commands } from "../../../cli/program";

interface Understood {
  readonly command?: string;
  /** What the command would have been called with. */
  readonly flags?: unknown;
  readonly said: string;
  readonly exitCode?: number;
}

/** What was understood, or what was said of wrong arguments. */
async function run(...args: readonly string[]): Promise<Understood> {
  let called: { readonly command: string; readonly flags: unknown } | undefined;
  let said = "";
  const note = (text: string) => {
    said += text;
  };
  const call = (command: string) => (flags: unknown) => {
    called = { command, flags };
    return Promise.resolve();
  };
  const program = createProgram(new Proxy({}, { get: (_, command) => call(String(command)) }) as Commands);
  for (const command of [program, ...program.commands]) command.configureOutput({ writeOut: note, writeErr: note });
  try {
    await program.parseAsync(args, { from: "user" });
    return { said, ...called };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { said, exitCode: error.exitCode };
  }
}

describe("the command line", () => {
  it("starts a sandbox as DigiCert's documentation describes CertCentral, unless told otherwise", async () => {
    expect((await run("sandbox")).flags).toEqual({ approval: "automatic", chain: "rsa3", rateLimits: "documented" });
  });

  it("reads every option of the sandbox", async () => {
    const args =
      "--port 8080 --management-port 8081 --api-key K --clock 2026-01-04 --approval manual --issue-after 2.5 --chain ec4 --rate-limits off";
    const { flags } = await run("sandbox", ...args.split(" "), "--strict", "--json", "--quiet", "--stop-at-eof");
    expect(flags).toEqual({
      port: 8080,
      managementPort: 8081,
      apiKey: "K",
      clock: new Date("2026-01-04T00:00:00Z"),
      approval: "manual",
      issueAfter: { afterSeconds: 2.5 },
      chain: "ec4",
      rateLimits: "off",
      strict: true,
      json: true,
      quiet: true,
      stopAtEof: true,
    });
  });

  it.each([
    [["--port", "70000"], "A port is a number from 1 to 65535"],
    [["--port", "-1"], "A port is a number"],
    [["--management-port", "http"], "A port is a number"],
    [["--clock", "2026-01-04T12:00"], "A date is written 2026-01-31"],
    [["--clock", "2026-13-04"], "A date is written 2026-01-31"],
    [["--clock", "yesterday"], "A date is written 2026-01-31"],
    [["--issue-after", "soon"], "It takes seconds, or the word `manual`"],
    [["--issue-after", "-5"], "It takes seconds"],
    [["--chain", "rsa5"], "Allowed choices are rsa2, rsa3, rsa4, ec2, ec3, ec4"],
    [["--approval", "never"], "Allowed choices are automatic, manual"],
    [["--rate-limits", "10"], "Allowed choices are documented, off"],
    [["--ports", "1"], "unknown option '--ports'"],
  ])("refuses %j and says what is allowed", async (args, words) => {
    const { flags, said, exitCode } = await run("sandbox", ...args);
    expect(flags).toBeUndefined();
    expect(exitCode).not.toBe(0);
    expect(said).toContain(words);
  });

  it("refuses a command that it does not know", async () => {
    expect(await run("sandpit")).toMatchObject({ exitCode: 1, said: expect.stringContaining("unknown command 'sandpit'") as string });
  });

  it.each([[["--help"]], [["sandbox", "--help"]]])("says in %j what its exit codes mean", async (args) => {
    expect(await run(...args)).toMatchObject({
      exitCode: 0,
      said: expect.stringMatching(/Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 /) as string,
    });
  });
});
