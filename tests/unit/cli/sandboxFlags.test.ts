import { dateOf, sandboxOptionsOf, type SandboxFlags } from "../../../cli/sandboxFlags";

const plain: SandboxFlags = { approval: "automatic", chain: "rsa3", rateLimits: "documented" };

describe("the options of a sandbox, from its flags", () => {
  it("leaves to the sandbox what was not said", () => {
    expect(sandboxOptionsOf(plain)).toEqual({ strict: false, rateLimits: "documented", accounts: [{ approval: "automatic" }] });
  });

  it("makes one account with the key, the approval, the delay and the chain that were asked for", () => {
    const options = sandboxOptionsOf({ ...plain, apiKey: "K", approval: "manual", issueAfter: { afterSeconds: 5 }, chain: "ec2" });
    expect(options.accounts).toEqual([
      {
        approval: "manual",
        issuance: { afterSeconds: 5 },
        keys: [{ name: "administrator", apiKey: "K" }],
        authorities: [expect.objectContaining({ keyType: "EC", chainLength: 2 })],
      },
    ]);
  });

  it("starts the clock at the moment that was named, wherever it is read", () => {
    const { now } = sandboxOptionsOf({ ...plain, clock: dateOf("2026-01-04T01:00:00+02:00") });
    expect(now?.toISOString()).toBe("2026-01-03T23:00:00.000Z");
  });
});
