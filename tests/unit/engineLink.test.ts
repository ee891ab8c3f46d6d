import { createEngineLink } from "../../provider/engineLink";
import { keepSecret } from "../../provider/redact";
import { startFakeEngine, type FakeEngine } from "../support/fakeEngine";

const INFO = 1;
const WARNING = 2;
const urn = "urn:pulumi:test::shop::pulumi-nodejs:dynamic/digicert:PrivateSslCertificate::api";

let engine: FakeEngine;
let printed: jest.SpyInstance;

beforeEach(async () => {
  engine = await startFakeEngine();
  printed = jest.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(async () => {
  await engine.die();
  printed.mockRestore();
});

function printedLines(): readonly unknown[] {
  return printed.mock.calls.map(([line]: readonly unknown[]) => line);
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("the link to the engine", () => {
  it("attaches sentences to the resource, in their order, as information or warning", async () => {
    const link = createEngineLink(["node", "provider", engine.address]);
    await link.ready();
    link.say("info", "is due for RENEWAL", urn);
    link.say("warning", "waits for a person");
    await link.said();
    expect(engine.told).toEqual([
      { severity: INFO, message: "is due for RENEWAL", urn },
      { severity: WARNING, message: "waits for a person", urn: "" },
    ]);
    expect(printedLines()).toEqual([]);
  });

  it("never shows a secret", async () => {
    keepSecret("SECRET-KEY-4711");
    const link = createEngineLink(["node", "provider", engine.address]);
    await link.ready();
    link.say("info", "the key is SECRET-KEY-4711");
    await link.said();
    expect(engine.told[0]?.message).not.toContain("SECRET-KEY-4711");
  });

  it("allows changes while the engine is there, and refuses them once it is gone", async () => {
    const link = createEngineLink(["node", "provider", engine.address]);
    await link.ready();
    expect(() => {
      link.mayChange();
    }).not.toThrow();
    await engine.die();
    await until(() => {
      try {
        link.mayChange();
        return false;
      } catch (error) {
        expect(error).toMatchObject({ code: "DIGICERT_ENGINE_GONE" });
        return true;
      }
    });
  });

  it("stays lost, however often it is asked", async () => {
    const link = createEngineLink(["node", "provider", engine.address]);
    await link.ready();
    await engine.die();
    await until(() => {
      link.say("info", "x");
      return printedLines().length > 0;
    });
    await link.ready();
    expect(() => {
      link.mayChange();
    }).toThrow("is gone");
  });

  it("prints what it cannot deliver, with the resource's name; saying something never fails", async () => {
    const link = createEngineLink(["node", "provider", engine.address]);
    await link.ready();
    const dying = engine.die();
    link.say("warning", "placed order 1", urn);
    await dying;
    link.say("info", "placed order 2", urn);
    await expect(link.said()).resolves.toBeUndefined();
    await until(() => printedLines().length > 0);
    expect(printedLines()).toContain("api: placed order 2");
  });

  it("prints a sentence that the engine does not take in time, instead of holding up the verb for ever", async () => {
    engine.deaf = true;
    const link = createEngineLink(["node", "provider", engine.address]);
    await link.ready();
    link.say("info", "placed order 1", urn);
    await link.said();
    expect(printedLines()).toEqual(["api: placed order 1"]);
  });

  it.each([
    ["nothing listens there", ["node", "provider", "127.0.0.1:1"]],
    ["there is no address", ["node", "provider"]],
    ["what stands last is no address", ["node", "provider", "--flag"]],
  ])("refuses nothing where there never was an engine: %s", async (_, argv) => {
    const link = createEngineLink(argv);
    await link.ready();
    link.say("info", "needs a NEW paid order", urn);
    link.say("warning", "waits");
    await link.said();
    expect(() => {
      link.mayChange();
    }).not.toThrow();
    expect(printedLines()).toEqual(["api: needs a NEW paid order", "warning: waits"]);
  });
});
