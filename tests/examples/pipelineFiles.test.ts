import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { getLanguageService, parse, TextDocument } from "azure-pipelines-language-service";

import { isEngineRequired } from "../engine/running";
import { obtainActionlint } from "../support/actionlint";
import { azurePipelinesSchema } from "../support/azurePipelinesSchema";
import { azurePipelines, githubActions, gitlabCi, type Pipeline } from "../support/pipelines";
import { root, textOf } from "../support/repositoryFiles";

const pipelines: readonly Pipeline[] = [githubActions(), gitlabCi(), azurePipelines()];

/** Runs in a folder that is gone afterwards, with one file in it. */
function withFile<T>(name: string, text: string, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-pipeline-"));
  try {
    writeFileSync(join(folder, name), text);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const actionlint = obtainActionlint();
const describeWithActionlint = actionlint !== undefined || isEngineRequired() ? describe : describe.skip;

/** What actionlint has against a workflow. It is older than `concurrency.queue` (GitHub's workflow syntax, 2026). */
function actionlintSays(workflow: string): string {
  const known = ["-ignore", 'unexpected key "queue" for "concurrency" section'];
  return withFile("workflow.yml", workflow, (folder) => {
    if (actionlint === undefined) throw new Error("actionlint cannot be had: it is built by Go from its module");
    const { stdout, stderr, error } = spawnSync(actionlint, ["-no-color", "-oneline", "-shellcheck=", ...known, "workflow.yml"], {
      cwd: folder,
      encoding: "utf8",
    });
    if (error !== undefined) throw error;
    return stdout + stderr;
  });
}

describeWithActionlint("the workflow for GitHub (skipped where Go cannot build actionlint)", () => {
  it("is one that actionlint has nothing against", () => {
    const workflow = textOf("pipelines/githubActions.yml");
    expect(actionlintSays(workflow)).toBe("");
    expect(actionlintSays(workflow.replace("needs: preview", "needs: previews"))).toContain('"previews"');
  }, 120_000);
});

describe("an action of the workflow for GitHub", () => {
  it("is pinned by the hash of its commit, and its version is beside it", () => {
    const uses = textOf("pipelines/githubActions.yml").match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(5);
    expect(uses.filter((use) => !/^uses: [\w/-]+@[0-9a-f]{40} # v\d+[.]\d+[.]\d+/.test(use))).toEqual([]);
  });
});

/** What gitlab-ci-local makes of the file: the jobs of a pipeline, with when they run, or what is wrong with it. */
function gitlabSays(
  file: string,
  variables: Readonly<Record<string, string>> = {},
): { readonly code: number | null; readonly said: string } {
  return withFile(".gitlab-ci.yml", file, (folder) => {
    const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: folder, stdio: "pipe" });
    git("init", "--quiet", "--initial-branch", "main");
    git("remote", "add", "origin", "git@gitlab.com:corp/certificates.git");
    const program = join(root, "node_modules/gitlab-ci-local/dist/index.js");
    const given = Object.entries(variables).flatMap(([name, value]) => ["--variable", `${name}=${value}`]);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--require", join(root, "tests/support/setUnion.js"), program, "--list-csv", ...given],
      { cwd: folder, encoding: "utf8", env: { ...process.env, HOME: folder, NO_COLOR: "1" } },
    );
    return { code: status, said: stdout + stderr };
  });
}

/** `apply: manual`, for each job that such a pipeline has. */
function gitlabJobs(source: string, branch: string): readonly string[] {
  const variables = { CI_PIPELINE_SOURCE: source, CI_COMMIT_BRANCH: branch, CI_DEFAULT_BRANCH: "main" };
  const { code, said } = gitlabSays(textOf("pipelines/gitlabCi.yml"), variables);
  expect({ code, said }).toMatchObject({ code: 0 });
  const rows = [...said.matchAll(/^(\w+);\w+;(\w+);(?:true|false);/gm)];
  return rows.map(([, job = "", when = ""]) => `${job}: ${when}`);
}

describe("the pipeline for GitLab", () => {
  it("is what GitLab's schema takes", () => {
    const file = textOf("pipelines/gitlabCi.yml");
    expect(gitlabSays(file)).toMatchObject({ code: 0 });
    const wrong = gitlabSays(file.replace("resource_group: certificates", "resorce_group: certificates"));
    expect(wrong.said).toContain("'resorce_group' property is not expected");
  }, 60_000);

  it.each([
    ["a merge request", "merge_request_event", "topic", ["preview: on_success"]],
    ["a push to a topic's branch", "push", "topic", []],
    ["a merge", "push", "main", ["preview: on_success", "apply: manual"]],
    ["the schedule", "schedule", "main", ["renew: on_success"]],
  ] as const)(
    "has for %s the jobs that it should",
    (_event, source, branch, jobs) => {
      expect(gitlabJobs(source, branch)).toEqual(jobs);
    },
    60_000,
  );
});

/** What Azure's language service has against the file, by Microsoft's own words for it. */
async function azureSays(file: string): Promise<readonly string[]> {
  const talk = jest.spyOn(console, "log").mockImplementation();
  try {
    const service = getLanguageService(
      () => Promise.resolve(azurePipelinesSchema),
      [],
      () => Promise.resolve("schema:pipeline"),
    );
    service.configure({ validate: true });
    // The service takes no other kind of document.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const document = TextDocument.create("file:///azure-pipelines.yml", "azure-pipelines", 1, file);
    const found = await service.doValidation(document, parse(file));
    return found.map(
      ({ message, range }) => `line ${String(range.start.line + 1)}: ${typeof message === "string" ? message : message.value}`,
    );
  } finally {
    talk.mockRestore();
  }
}

describe("the pipeline for Azure", () => {
  it("has nothing that Microsoft's reference does not know", async () => {
    const file = textOf("pipelines/azurePipelines.yml");
    expect(await azureSays(file)).toEqual([]);
    expect(await azureSays(file.replace("timeoutInMinutes: 120", "timeoutMinutes: 120"))).toEqual([
      expect.stringContaining("Unexpected property timeoutMinutes") as string,
    ]);
  });
});

describe("a pipeline", () => {
  const jobsWith = ({ jobs }: Pipeline) => jobs.filter(({ steps }) => steps.some(({ command }) => command.includes("pulumi")));

  it("runs the same commands in each of the three, which tests/examples runs against the sandbox", () => {
    const commands = pipelines.map((pipeline) =>
      jobsWith(pipeline).map(({ name, steps }) => ({ name, steps: steps.map(({ command }) => command) })),
    );
    expect(commands[0]?.map(({ name }) => name)).toEqual(["preview", "apply", "renew"]);
    expect(commands[1]).toEqual(commands[0]);
    expect(commands[2]).toEqual(commands[0]);
  });

  it("shows a secret to no command but Pulumi's own", () => {
    const shown = pipelines.flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps)).filter(({ env }) => Object.keys(env).length > 0);
    expect(shown.length).toBeGreaterThan(6);
    expect(shown.filter(({ command }) => !/(^|\$\()pulumi /m.test(command))).toEqual([]);
  });

  it("names the Pulumi that is tested", () => {
    const version = /engineVersion = "([^"]+)"/.exec(textOf("tools/engine/sources.mjs"))?.[1] ?? "";
    const named = pipelines.flatMap(({ file }) => textOf(file).match(/pulumi-version: .*|image: .*/g) ?? []);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((line) => !line.endsWith(version))).toEqual([]);
  });

  it("never runs two at once and never cuts one short", () => {
    const [github = "", gitlab = "", azure = ""] = pipelines.map(({ file }) => textOf(file));
    expect(github.match(/concurrency:\n\s+group: certificates\n\s+cancel-in-progress: false\n\s+queue: max/g)).toHaveLength(2);
    expect(gitlab.match(/resource_group: certificates\n\s+interruptible: false/g)).toHaveLength(2);
    expect(azure).toContain("lockBehavior: sequential");
    expect(azure.match(/- group: certificates\n/g)).toHaveLength(2);
  });
});
