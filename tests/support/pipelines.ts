/** The pipelines that are shown, as jobs of shell commands, each with the variables that it is given. */
import { parse } from "yaml";

import { textOf } from "./repositoryFiles";

export interface Step {
  readonly command: string;
  /** Its own, beside those of the pipeline: values as the pipeline writes them, such as `${{ secrets.DIGICERT_API_KEY }}`. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Job {
  readonly name: string;
  readonly steps: readonly Step[];
}

export interface Pipeline {
  readonly file: string;
  /** Of every command. */
  readonly variables: Readonly<Record<string, string>>;
  readonly jobs: readonly Job[];
}

interface GithubActions {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, string>> }[] }>
  >;
}

interface GitlabJob {
  readonly script: readonly string[];
}

interface AzureSteps {
  readonly steps?: readonly { readonly bash?: string; readonly env?: Readonly<Record<string, string>> }[];
}

interface AzureJob extends AzureSteps {
  readonly strategy?: { readonly runOnce: { readonly deploy: AzureSteps } };
}

interface AzurePipelines {
  readonly variables: Readonly<Record<string, string>>;
  readonly stages: readonly { readonly stage: string; readonly jobs: readonly AzureJob[] }[];
}

export function githubActions(): Pipeline {
  const file = "pipelines/githubActions.yml";
  const { env, jobs } = parse(textOf(file)) as GithubActions;
  const read = Object.entries(jobs).map(([name, { steps }]) => ({
    name,
    steps: steps.flatMap(({ run, env: own = {} }) => (run === undefined ? [] : [{ command: run.trim(), env: own }])),
  }));
  return { file, variables: env, jobs: read };
}

export function gitlabCi(): Pipeline {
  const file = "pipelines/gitlabCi.yml";
  const { variables, ...rest } = parse(textOf(file)) as { readonly variables: Readonly<Record<string, string>> };
  const jobs = Object.entries(rest as Readonly<Record<string, object>>).filter(
    (entry): entry is [string, GitlabJob] => "script" in entry[1],
  );
  return {
    file,
    variables,
    jobs: jobs.map(([name, { script }]) => ({ name, steps: script.map((command) => ({ command: command.trim(), env: {} })) })),
  };
}

export function azurePipelines(): Pipeline {
  const file = "pipelines/azurePipelines.yml";
  const { variables, stages } = parse(textOf(file)) as AzurePipelines;
  const stepsOf = ({ steps, strategy }: AzureJob) => steps ?? strategy?.runOnce.deploy.steps ?? [];
  const jobs = stages.map(({ stage, jobs: ofStage }) => ({
    name: stage,
    steps: ofStage.flatMap(stepsOf).flatMap(({ bash, env = {} }) => (bash === undefined ? [] : [{ command: bash.trim(), env }])),
  }));
  return { file, variables, jobs };
}
