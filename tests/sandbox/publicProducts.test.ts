import { callerOf, codesOf } from "./caller";

describe("a public product", () => {
  it("is not there unless the account has it", async () => {
    const { order, get } = await callerOf();
    expect(codesOf(await order({}, { product: "ssl_plus" }))).toEqual([404, "not_found|product"]);
    expect((await get("/product")).body["products"]).toHaveLength(4);
  });

  it.each(["ssl_basic", "ssl_plus", "ssl_wildcard", "ssl_multi_domain"])("is ordered like a private one: %s", async (product) => {
    const { order, get } = await callerOf({ products: [product] });
    const { status, body } = await order({}, { product });
    expect(status).toBe(201);
    expect(body.certificate_chain).toHaveLength(3);
    expect((await get("/product")).body["products"]).toMatchObject([{ group_name: "ssl_certificate", name_id: product }]);
  });

  it("has certificates of 397 days at most, and orders that go on", async () => {
    const { order, get } = await callerOf({ products: ["ssl_plus"] }, { now: new Date("2026-03-01T12:00:00Z") });
    const { body } = await order({ order_validity: { years: 3 } }, { product: "ssl_plus" });
    const info = (await get(`/order/certificate/${String(body.id)}`)).body;
    expect(info).toMatchObject({ order_valid_till: "2029-03-01", certificate: { valid_till: "2027-04-02" } });
  });

  it.each([
    ["ssl_basic", 201],
    ["ssl_wildcard", 201],
    ["ssl_plus", 400],
  ])("has wildcards or not: %s", async (product, status) => {
    const { order } = await callerOf({ products: [product] });
    expect((await order({ certificate: { common_name: "*.example.com" } }, { product })).status).toBe(status);
  });
});

describe("a domain", () => {
  const domains = [{ name: "www.example.com", organizationId: 123456 }];
  const organization = { id: 123456, name: "Sandbox Corporation", status: "active", is_active: "1" };

  it("is there with its organization before an order names it, and after one has", async () => {
    const { order, get } = await callerOf({ domains });
    await order();
    expect((await get("/domain?container_id=5")).body["domains"]).toMatchObject([
      { name: "www.example.com", is_active: true, organization, container: { id: 5 } },
      { name: "api.corp.example", is_active: true, organization, container: { id: 5 } },
    ]);
    expect((await get("/domain?container_id=6")).body).toEqual({});
  });
});
