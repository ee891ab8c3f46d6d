import { describeWithEngine, newProject } from "./harness";
import { processesMarked } from "./running";

/** A dynamic resource that says and stores what it is given, after a while. */
function programThatSays(text: string, seconds = 0): string {
  return `
    const pulumi = require("@pulumi/pulumi");
    const create = async (inputs) => {
      await new Promise((resolve) => setTimeout(resolve, inputs.seconds * 1000));
      return { id: "1", outs: inputs };
    };
    class Thing extends pulumi.dynamic.Resource {
      constructor() {
        super({ create }, "thing", { said: ${JSON.stringify(text)}, seconds: ${String(seconds)} });
      }
    }
    new Thing();
    exports.said = "hello";`;
}

describeWithEngine("the harness of the engine tests", () => {
  it("brings a program up, sees it clean, and destroys it", async () => {
    const project = await newProject({ program: programThatSays("nothing") });
    expect((await project.preview()).steps()).toEqual({ thing: "create" });
    expect((await project.up()).steps()).toEqual({ thing: "create" });
    expect(await project.outputs()).toEqual({ said: "hello" });
    expect((await project.preview()).steps()).toEqual({});
    expect((await project.destroy()).steps()).toEqual({ thing: "delete" });
    expect(await project.resources()).toEqual([]);
  }, 60_000);

  it("throws with all that was said when a command does not end as expected", async () => {
    const project = await newProject({ program: `throw new Error("no such luck");` });
    await expect(project.up()).rejects.toThrow("no such luck");
    await expect(project.preview({ expect: "failure" })).resolves.toMatchObject({
      output: expect.stringContaining("no such luck") as string,
    });
  }, 60_000);

  it("sees a run killed in the middle, and the provider process that outlives it", async () => {
    const project = await newProject({ program: programThatSays("nothing", 30) });
    const running = project.start(["up", "--yes", "--skip-preview"]);
    await running.says(/thing creating/);
    running.kill("SIGKILL");
    expect((await running.done).exitCode).not.toBe(0);
    expect(project.providers()).toHaveLength(1);
  }, 60_000);

  it("leaves no process of the test before", () => {
    expect(processesMarked(`test-${String(process.pid)}-`)).toEqual([]);
  });
});

describeWithEngine("the search for secrets", () => {
  const key = 'K/"ey+0123456789?abc';

  it.each([
    ["as it is", key],
    ["URL-encoded", encodeURIComponent(key)],
    ["within something base64", Buffer.from(`user:${key}:more`).toString("base64")],
  ])(
    "finds one that is shown %s",
    async (_how, shown) => {
      const project = await newProject({
        program: `console.log(${JSON.stringify(shown)});`,
        secrets: { "the planted key": key },
        leakExpected: true,
      });
      await project.preview();
      expect(project.leaks().join("\n")).toContain("the planted key");
    },
    60_000,
  );

  it("finds one that is stored in clear, though nothing shows it", async () => {
    const project = await newProject({ program: programThatSays(key), secrets: { "the planted key": key }, leakExpected: true });
    await project.up();
    expect(project.leaks().join("\n")).toContain("backend/.pulumi/stacks/certificates/test.json");
  }, 60_000);

  it("says nothing of one that is stored encrypted", async () => {
    const project = await newProject({ program: `exports.x = 1;`, secretConfig: { "digicert:apiKey": key } });
    await project.up();
    expect(project.leaks()).toEqual([]);
  }, 60_000);
});
