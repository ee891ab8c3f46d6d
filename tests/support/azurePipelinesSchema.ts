import type { JSONSchema } from "azure-pipelines-language-service";

const text = { type: "string" };
const texts = { type: "array", items: text };
const number = { type: "integer" };
const flag = { type: "boolean" };

function record(properties: Record<string, JSONSchema>, required: string[] = []): JSONSchema {
  return { type: "object", properties, required, additionalProperties: false };
}

function list(items: JSONSchema): JSONSchema {
  return { type: "array", items };
}

/** The first property names the kind, so it is required. */
const steps = list({
  anyOf: [
    record({ bash: text, displayName: text, env: { type: "object", additionalProperties: text }, timeoutInMinutes: number }, ["bash"]),
    record({ checkout: text, fetchDepth: number, persistCredentials: flag, clean: flag }, ["checkout"]),
  ],
});
const ofJob = {
  displayName: text,
  condition: text,
  dependsOn: texts,
  pool: record({ vmImage: text, name: text }),
  container: text,
  timeoutInMinutes: number,
};
const jobs = list({
  anyOf: [
    record({ job: text, ...ofJob, steps }, ["job", "steps"]),
    record(
      { deployment: text, ...ofJob, environment: text, strategy: record({ runOnce: record({ deploy: record({ steps }, ["steps"]) }) }) },
      ["deployment", "environment", "strategy"],
    ),
  ],
});
const stages = list(
  record(
    {
      stage: text,
      displayName: text,
      dependsOn: { anyOf: [text, texts] },
      condition: text,
      variables: list(record({ group: text }, ["group"])),
      lockBehavior: { enum: ["sequential", "runLatest"] },
      jobs,
    },
    ["stage", "jobs"],
  ),
);
const branches = record({ branches: record({ include: texts, exclude: texts }) }, ["branches"]);

/**
 * Azure's words for a pipeline, as far as the one that is shown uses them, and none beside them: from Microsoft's "YAML schema reference"
 * (https://learn.microsoft.com/azure/devops/pipelines/yaml-schema). The whole schema is not published in any registry.
 */
export const azurePipelinesSchema = record(
  {
    trigger: branches,
    pr: branches,
    schedules: list(
      record({ cron: text, displayName: text, branches: record({ include: texts }), always: flag, batch: flag }, ["cron", "branches"]),
    ),
    lockBehavior: { enum: ["sequential", "runLatest"] },
    variables: { type: "object", additionalProperties: text },
    resources: record({ containers: list(record({ container: text, image: text }, ["container", "image"])) }),
    stages,
  },
  ["stages"],
);
