import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { startFakeEngine } from "../support/fakeEngine";
import { startProvider } from "./providerProcess";
import { INFO, newSandbox, newWish, Resource } from "./resources";

describe("a provider process whose engine is gone", () => {
  it("changes nothing at DigiCert any more, and still reads", async () => {
    const sandbox = await newSandbox();
    const engine = await startFakeEngine();
    const provider = await startProvider({ sandbox, engine: engine.address });
    const resource = new Resource(provider);
    const wish = newWish();
    await resource.up(wish);
    const other = await startProvider({ sandbox, engine: engine.address });
    await other.read(resource.id, resource.outputs);
    expect(engine.told.map(({ message }) => message)).toContain(`placed order ${resource.id}`);
    await engine.die();
    await new Promise((resolve) => setTimeout(resolve, 100));

    await sandbox.clearJournal();
    expect((await resource.failedUp({ ...wish, renewal: { trigger: 1 } })).message).toContain(
      "The Pulumi engine that started this provider is gone",
    );
    const { message, saved } = await new Resource(provider).failedUp(newWish());
    expect(message).toContain("is gone");
    expect(saved).toBeUndefined();
    await expect(resource.destroy(other)).rejects.toThrow("is gone");
    expect((await sandbox.journal()).filter((entry) => entry.method !== "GET")).toEqual([]);

    await sandbox.clearJournal();
    await resource.refresh();
    expect((await sandbox.journal()).map(({ method, path }) => `${method} ${path.replace(/\d+$/, "{id}")}`)).toEqual([INFO]);
  });

  it("is noticed while a run waits for DigiCert: what was about to be ordered is not", async () => {
    const sandbox = await newSandbox();
    const engine = await startFakeEngine();
    const provider = await startProvider({ sandbox, engine: engine.address });
    await sandbox.faults([{ match: { path: "/order/alternate/{id}" }, do: "delay", seconds: 1 }]);
    const running = new Resource(provider).failedUp(newWish());
    await new Promise((resolve) => setTimeout(resolve, 500));
    await engine.die();
    expect((await running).message).toContain("is gone");
    expect(await sandbox.orders()).toEqual([]);
  });
});

describe("the session to the engine", () => {
  it("does not keep a process alive", async () => {
    const engine = await startFakeEngine();
    const link = JSON.stringify(join(__dirname, "../../dist/provider/engineLink"));
    const script = `require(${link}).createEngineLink(["", ${JSON.stringify(engine.address)}]).ready().then(() => console.log("ready"))`;
    // With a session that kept it alive, it would run into the time-out.
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { timeout: 10_000 });
    expect(stdout).toBe("ready\n");
    await engine.die();
  });
});
