import { callerOf, orderBody } from "./caller";

describe("the journal", () => {
  it("has every request in order: what was sent, by whom, and what was answered", async () => {
    const { order, get, sandbox } = await callerOf({}, { now: new Date("2026-03-01T12:00:00Z") });
    const placed = await order();
    await get("/order/certificate?limit=5&filters[status]=issued");
    const [first, second] = await sandbox.journal();
    expect(first).toMatchObject({
      n: 1,
      at: expect.stringMatching(/^2026-03-01T12:00:0/) as string,
      method: "POST",
      path: "/order/certificate/private_ssl_plus",
      query: {},
      body: orderBody(),
      bodyText: JSON.stringify(orderBody()),
      accountId: 1,
      keyName: "administrator",
      status: 201,
      answer: placed.body,
      carriedOut: true,
    });
    expect(second).toMatchObject({ n: 2, method: "GET", path: "/order/certificate", query: { limit: "5", "filters[status]": "issued" } });
    expect(second).not.toHaveProperty("body");
  });

  it("never shows a key, right or wrong", async () => {
    const { get, sandbox } = await callerOf();
    await get("/user/me");
    await get("/user/me", { key: "WRONGKEY" });
    const text = JSON.stringify(await sandbox.journal());
    expect(text).not.toContain(sandbox.apiKey);
    expect(text).not.toContain("WRONGKEY");
    expect((await sandbox.journal()).map(({ status, keyName }) => [status, keyName])).toEqual([
      [200, "administrator"],
      [403, undefined],
    ]);
  });

  it("has what was refused, and what is no JSON as text", async () => {
    const { post, sandbox } = await callerOf();
    await post("/order/certificate/private_ssl_plus", "{");
    expect(await sandbox.journal()).toMatchObject([{ status: 400, bodyText: "{", carriedOut: true }]);
    expect((await sandbox.journal())[0]).not.toHaveProperty("body");
  });

  it("is cleared", async () => {
    const { get, sandbox } = await callerOf();
    await get("/user/me");
    await sandbox.clearJournal();
    await get("/product");
    expect(await sandbox.journal()).toMatchObject([{ n: 1, path: "/product" }]);
  });
});
