import { callerOf, codesOf } from "./caller";

describe("the rate limits", () => {
  it("of 100 requests in 5 seconds are kept by default; over them every request of the key is refused, of another none", async () => {
    const { sandbox, get } = await callerOf({}, { rateLimits: "documented", accounts: [{ keys: [{ name: "one" }, { name: "other" }] }] });
    const statuses = await Promise.all(Array.from({ length: 101 }, async () => (await get("/user/me")).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(100);
    const refused = await get("/product");
    expect(codesOf(refused)).toEqual([429, "request_limit_exceeded"]);
    expect(refused.body.errors[0]?.message).toBe("Service unavailable, please limit request volume");
    expect(refused.headers.get("retry-after")).toBeNull();
    expect((await get("/product", { key: sandbox.accounts[0]?.keys[1]?.apiKey ?? "" })).status).toBe(200);
  });

  it("roll: what is long enough ago no longer counts", async () => {
    const { get } = await callerOf({}, { rateLimits: [{ limit: 2, seconds: 0.4 }] });
    const statusAfter = async (ms: number) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return (await get("/user/me")).status;
    };
    expect([await statusAfter(0), await statusAfter(250), await statusAfter(0)]).toEqual([200, 200, 429]);
    expect([await statusAfter(200), await statusAfter(0)]).toEqual([200, 429]);
  });

  it("refuse an order without placing it", async () => {
    const { order, sandbox } = await callerOf({}, { rateLimits: [{ limit: 1, seconds: 60 }] });
    await order();
    expect(codesOf(await order())).toEqual([429, "request_limit_exceeded"]);
    expect(await sandbox.orders()).toHaveLength(1);
  });

  it("may be off", async () => {
    const { get } = await callerOf();
    const statuses = await Promise.all(Array.from({ length: 150 }, async () => (await get("/user/me")).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
