import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describeWithEngine } from "../engine/harness";
import { newSandbox, statuses } from "../engine/sandboxes";
import { exampleProject } from "../examples/exampleProject";
import { textOf } from "../support/repositoryFiles";
import { withTlsPlugin } from "../support/tlsPlugin/tlsPlugin";

const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-files-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Contents and modes of what was written, by name. */
function written(): Readonly<Record<string, { readonly content: string; readonly mode: string }>> {
  const files = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    return [name, { content: readFileSync(path, "utf8"), mode: (statSync(path).mode & 0o777).toString(8) }] as const;
  });
  return Object.fromEntries(files);
}

describe("the files of a load balancer", () => {
  it("are written by the same program in both examples", () => {
    expect(textOf("examples/nginx/deployedFiles.ts")).toBe(textOf("examples/haproxy/deployedFiles.ts"));
  });
});

describeWithEngine("the files of a load balancer that does not take them", () => {
  it("are those before, byte for byte, until it does: with the certificate that was ordered then", async () => {
    const sandbox = await newSandbox();
    const config = { "certificates:organizationId": "123456", "certificates:folder": folder, "certificates:reload": "true" };
    const project = await exampleProject("nginx", { sandbox, packages: ["@pulumi/tls"], env: withTlsPlugin(), config });
    await project.up();
    const before = written();
    expect(Object.entries(before).map(([name, { mode }]) => [name, mode])).toEqual([
      ["api.conf", "644"],
      ["api.crt", "644"],
      ["api.key", "600"],
    ]);

    await project.setConfig("keyTrigger", "2027");
    await project.setConfig("reload", "echo no such directive >&2; exit 1");
    const refused = await project.up({ expect: "failure" });
    expect(refused.output).toMatch(/no such directive[^]*The files before it were put back/);
    expect(written()).toEqual(before);

    await project.setConfig("reload", "true");
    await project.up();
    const after = written();
    expect(after["api.crt"]?.content).not.toBe(before["api.crt"]?.content);
    expect(after["api.crt"]?.content).toContain((await project.outputs())["certificatePem"]);
    expect(await statuses(sandbox)).toEqual(["issued", "issued"]);
    await project.destroy();
    expect(written()).toEqual({});
  }, 180_000);
});
