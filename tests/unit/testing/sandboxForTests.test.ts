import { sandboxForTests } from "../../../testing";

describe("a sandbox for a test", () => {
  it("says what a program, a stack or another process needs to use it", async () => {
    const sandbox = await sandboxForTests({ accounts: [{ approval: "manual" }] });
    const { DIGICERT_API_KEY: apiKey = "", DIGICERT_BASE_URL: baseUrl = "" } = sandbox.environment;
    const answer = await fetch(`${baseUrl}/user/me`, { headers: { "X-DC-DEVKEY": apiKey } });
    expect(answer.status).toBe(200);
    expect(sandbox.config).toEqual({ "digicert:apiKey": { value: apiKey, secret: true }, "digicert:baseUrl": { value: baseUrl } });
    expect(sandbox.accounts).toHaveLength(1);
    expect((await sandbox.journal()).map(({ path }) => path)).toEqual(["/user/me"]);
    await sandbox[Symbol.asyncDispose]();
    await expect(fetch(`${baseUrl}/user/me`)).rejects.toThrow();
  });
});
