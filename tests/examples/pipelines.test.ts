import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

import { describeWithEngine, type Project } from "../engine/harness";
import { startRun, type Run } from "../engine/running";
import { newSandbox, onlyOrder } from "../engine/sandboxes";
import { makeCsr } from "../support/csr";
import { githubActions } from "../support/pipelines";
import { textOf } from "../support/repositoryFiles";
import { leaksIn } from "../support/secretSearch";
import { exampleProject } from "./exampleProject";

const DAY = 86_400_000;

/** What the store of the pipeline holds, by the environment whose jobs get it. */
const keys = { preview: "VIEW-ONLY-KEY-0123456789", ordering: "ORDERING-KEY-0123456789" };
const accounts = [
  {
    keys: [
      { name: "pipeline", apiKey: keys.ordering },
      { name: "preview", apiKey: keys.preview, role: "view only" as const },
    ],
  },
];

/** Runs the commands of a job as its runner does, in the checkout; the first that fails ends it. What `npm ci` installs is there. */
async function runJob(name: string, project: Project, apiKey: string): Promise<Run> {
  const { jobs, variables } = githubActions();
  const steps = jobs.find((job) => job.name === name)?.steps ?? [];
  expect(steps.map(({ command }) => command)).toContain("npm ci");
  const commands = steps.filter(({ command }) => command !== "npm ci");
  expect(Object.keys(variables)).toEqual(["PULUMI_STACK"]);
  let last: Run | undefined;
  let output = "";
  for (const { command, env } of commands) {
    const secrets = Object.fromEntries(Object.entries(env).map(([variable, value]) => [variable, secretFor(value, apiKey)]));
    last = await startRun({
      command: "bash",
      args: ["-e", "-c", command],
      cwd: project.folder,
      env: { ...runner(project), PULUMI_STACK: "test", ...secrets },
      events: "",
    }).done;
    output += last.output;
    if (last.exitCode !== 0) break;
  }
  if (last === undefined) throw new Error(`The pipeline has no job ${name}`);
  expect(leaksIn(output, keys)).toEqual([]);
  return { ...last, output };
}

function secretFor(expression: string, apiKey: string): string {
  const secrets: Readonly<Record<string, string>> = {
    "${{ secrets.DIGICERT_API_KEY }}": apiKey,
    // The state is a file here: no token is looked at.
    "${{ secrets.PULUMI_ACCESS_TOKEN }}": "",
  };
  const secret = secrets[expression];
  if (secret === undefined) throw new Error(`The guide names no secret ${expression}`);
  return secret;
}

/** A machine that has Pulumi, Node and git, and a backend of one's own. */
function runner({ folder }: Project): NodeJS.ProcessEnv {
  return {
    PATH: [process.env["PULUMI_DIGICERT_ENGINE"], dirname(process.execPath), process.env["PATH"]].join(delimiter),
    HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "correct horse battery staple",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    NODE_OPTIONS: "--stack-trace-limit=0",
    NO_PROXY: "127.0.0.1,localhost,::1",
  };
}

function git({ folder }: Project, ...args: readonly string[]): string {
  const author = ["-c", "user.name=Ada", "-c", "user.email=ada@corp.example"];
  return execFileSync("git", [...author, ...args], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

/** As merged into `main`; the checkout is its newest commit. */
function merge(project: Project, message: string): void {
  git(project, "add", "--all");
  git(project, "commit", "--quiet", "--message", message);
}

/** The log in the guide, which must stay true; ids and days are others each time. */
function linesShown(): readonly string[] {
  const [, log = ""] = /```text\n([^`]*)```/.exec(textOf("docs/guides/pipelines.md")) ?? [];
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  expect(lines.length).toBeGreaterThan(5);
  return lines.map((line) => withoutNumbers(line.replace(/ …$/, "")));
}

function withoutNumbers(text: string): string {
  return text.replace(/\d+/g, "#");
}

describeWithEngine("the pipeline", () => {
  it("previews with a key that can only look, orders what was approved, and renews that, not what is merged and waits", async () => {
    const sandbox = await newSandbox({ accounts, now: new Date(Date.now() - 340 * DAY) });
    const project = await exampleProject("quickstart", {
      sandbox,
      withoutKey: true,
      config: { organizationId: "123456", csr: makeCsr(["api.corp.example"]).csrPem },
      files: { ".gitignore": "backend/\nhome/\nnode_modules\nevents-*\n" },
    });
    git(project, "init", "--quiet", "--initial-branch", "main");
    merge(project, "a certificate");

    const tooEarly = await runJob("renew", project, keys.ordering);
    expect(tooEarly.exitCode).not.toBe(0);
    expect(tooEarly.output).toContain("Nothing is deployed, so there is nothing to renew");

    const preview = await runJob("preview", project, keys.preview);
    expect(preview).toMatchObject({ exitCode: 0 });
    expect(preview.output).toContain("NEW paid order");
    expect(await sandbox.orders()).toEqual([]);

    expect(await runJob("apply", project, keys.ordering)).toMatchObject({ exitCode: 0 });
    const first = await onlyOrder(sandbox);

    // A change that nobody has approved, and a year that has passed meanwhile.
    const program = join(project.folder, "index.js");
    writeFileSync(program, readFileSync(program, "utf8").replaceAll("api-2.corp.example", "not-approved.corp.example"));
    merge(project, "another name");
    await sandbox.setClock(new Date());
    const renewal = await runJob("renew", project, keys.ordering);
    expect(renewal).toMatchObject({ exitCode: 0 });
    expect(linesShown().filter((line) => !withoutNumbers(renewal.output).includes(line))).toEqual([]);
    const [, second, ...others] = await sandbox.orders();
    expect(others).toEqual([]);
    expect(second).toMatchObject({ renewalOfOrderId: first.id, orderedBy: "pipeline", status: "issued" });
    expect(second?.certificates[0]?.dnsNames).toContain("api-2.corp.example");

    // The next day, from a fresh checkout of `main`: nothing is due, and the change still waits.
    git(project, "checkout", "--quiet", "main");
    const nothing = await runJob("renew", project, keys.ordering);
    expect(nothing).toMatchObject({ exitCode: 0 });
    expect(await sandbox.orders()).toHaveLength(2);
  }, 240_000);
});
