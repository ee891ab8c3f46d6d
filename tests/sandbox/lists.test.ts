import { callerOf, codesOf, type Caller } from "./caller";

const DAY_SECONDS = 86_400;

/** Three orders, a day apart: one that ends after a day, a renewal of it for another name, one that waits. */
async function withOrders(): Promise<Caller & { readonly ids: readonly [number, number, number] }> {
  const caller = await callerOf({ approval: "manual" }, { now: new Date("2026-03-01T12:00:00Z") });
  const first = await caller.order({ order_validity: { days: 1 }, additional_emails: ["a@corp.example"] });
  await caller.sandbox.advance(DAY_SECONDS);
  const second = await caller.order({
    certificate: { common_name: "b.corp.example", dns_names: ["c.corp.example"] },
    renewal_of_order_id: first.body.id,
    disable_renewal_notifications: true,
  });
  await caller.sandbox.advance(DAY_SECONDS);
  const third = await caller.order({ skip_approval: false, alternative_order_id: "third" }, { product: "private_ssl_flex" });
  return { ...caller, ids: [first.body.id, second.body.id, third.body.id] };
}

describe("the list of orders", () => {
  it("tells of each in short", async () => {
    const { get, ids } = await withOrders();
    const { body } = await get("/order/certificate");
    expect(body["page"]).toEqual({ total: 3, limit: 1000, offset: 0 });
    expect(body.orders).toMatchObject([
      { id: ids[0], status: "expired", is_renewed: true, renewed_order_id: ids[1], certificate: { common_name: "api.corp.example" } },
      { id: ids[1], status: "issued", is_renewal: true, product: { name_id: "private_ssl_plus" }, order_valid_till: "2027-03-02" },
      { id: ids[2], status: "needs_approval", alternative_order_id: "third", organization: { id: 123456 } },
    ]);
    expect(body.orders[0]?.["certificate"]).not.toHaveProperty("csr");
  });

  it.each<[string, readonly number[]]>([
    ["filters[status]=needs_approval", [2]],
    // [DOC] "the `issued` filter includes any order where the certificate has been issued, even if the order has expired"
    ["filters[status]=issued", [0, 1]],
    ["filters[product_name_id]=private_ssl_flex", [2]],
    ["filters[common_name]=b.corp.example", [1]],
    ["filters[domain_name]=c.corp.example", [1]],
    ["filters[is_renewed]=1", [0]],
    ["filters[is_renewed]=0", [1, 2]],
    ["filters[disable_renewal_notifications]=1", [1]],
    ["filters[search]=a@corp", [0]],
    ["filters[organization_id]=1", []],
    ["filters[alternative_order_id]=third", [2]],
    ["filters[date_created]=2026-03-02...2026-03-02", [1]],
    ["filters[valid_till]=>2026-12-31", [1]],
    ["filters[status]=issued&filters[common_name]=b.corp.example", [1]],
    ["sort=-id", [2, 1, 0]],
    ["sort=common_name,-id", [2, 0, 1]],
    ["offset=1&limit=1", [1]],
  ])("by %s", async (query, expected) => {
    const { get, ids } = await withOrders();
    const { body } = await get(`/order/certificate?${query}`);
    const found = "orders" in body ? body.orders.map((row) => row["id"]) : [];
    expect(found).toEqual(expected.map((index) => ids[index]));
  });

  it("by a filter that there is not is refused in strict mode, and everything otherwise", async () => {
    const strict = await callerOf();
    expect(codesOf(await strict.get("/order/certificate?filters[color]=red"))).toEqual([400, "invalid_value:filters[color]"]);
    const lenient = await callerOf({}, { strict: false });
    await lenient.order();
    expect((await lenient.get("/order/certificate?filters[color]=red")).body.orders).toHaveLength(1);
  });

  it("has dates in Mountain Time: an order of the small hours, UTC, is of the day before", async () => {
    const { order, get } = await callerOf({}, { now: new Date("2026-03-02T05:00:00Z") });
    await order();
    expect((await get("/order/certificate?filters[date_created]=2026-03-01")).body.orders).toHaveLength(1);
    expect((await get("/order/certificate?filters[date_created]=2026-03-02")).body).toEqual({});
  });
});

describe("the list of status changes", () => {
  it("has each order once, with its latest change, of the last minutes or seconds", async () => {
    const { get, ids, sandbox } = await withOrders();
    await sandbox.advance(600);
    await sandbox.approve({ orderId: ids[2] });
    const { body } = await get("/order/certificate/status-changes?minutes=5");
    expect(body.orders).toEqual([{ order_id: ids[2], certificate_id: expect.any(Number) as number, status: "issued" }]);
    // The first expired at the end of the second day; the second was issued 24 hours before the third was placed.
    expect((await get("/order/certificate/status-changes?seconds=86000")).body.orders.map((row) => row["status"])).toEqual([
      "expired",
      "issued",
    ]);
  });

  it("may be of a range of days, which leaves out what changed again later", async () => {
    const { get, ids } = await withOrders();
    const { body } = await get("/order/certificate/status-changes?filters[status_last_updated]=2026-03-01...2026-03-02");
    expect(body.orders.map((row) => row["order_id"])).toEqual([ids[0], ids[1]]);
    expect((await get("/order/certificate/status-changes?filters[status_last_updated]=2026-02-01...2026-02-02")).body).toEqual({});
  });

  it("is of at most seven days, and must be asked for with a time", async () => {
    const { get } = await callerOf();
    const path = "/order/certificate/status-changes";
    expect((await get(`${path}?minutes=10080`)).status).toBe(200);
    expect(codesOf(await get(`${path}?minutes=10081`))).toEqual([400, "time_frame_too_long"]);
    expect(codesOf(await get(path))).toEqual([400, "required_param:minutes"]);
    expect(codesOf(await get(`${path}?filters[status_last_updated]=yesterday`))).toEqual([
      400,
      "invalid_value:filters[status_last_updated]",
    ]);
  });

  it("has revocations and cancellations too", async () => {
    const { order, get, sandbox } = await callerOf({ issuance: "manual" });
    const ids = [(await order()).body.id, (await order()).body.id];
    await sandbox.cancelOutside(ids[0] ?? 0);
    await sandbox.issue(ids[1] ?? 0);
    await sandbox.revokeOutside(ids[1] ?? 0);
    const { body } = await get("/order/certificate/status-changes?minutes=1");
    expect(body.orders.map((row) => [row["order_id"], row["status"]])).toEqual([
      [ids[0], "canceled"],
      [ids[1], "revoked"],
    ]);
  });
});

describe("what an account has", () => {
  it("are organizations: listed, shown, created", async () => {
    const { get, post } = await callerOf();
    const { status, body } = await post("/organization", { name: "New", city: "Lehi", container: { id: 5 } });
    expect(status).toBe(201);
    expect((await get("/organization")).body["organizations"]).toMatchObject([
      { id: 123456, status: "active", display_name: "Sandbox Corporation (Sandbox)" },
      { id: body.id, name: "New" },
    ]);
    expect((await get(`/organization/${String(body.id)}`)).body).toMatchObject({ city: "Lehi", container: { id: 5 } });
    expect((await get("/container/5/order/organization")).body["organizations"]).toHaveLength(2);
    expect(codesOf(await get("/organization/1"))).toEqual([404, "not_found|organization"]);
    expect(codesOf(await post("/organization", {}))).toEqual([400, "required_param:name"]);
  });

  it("are products, containers, domains, and itself", async () => {
    const { get, order } = await callerOf();
    await order();
    expect((await get("/product")).body).toMatchObject({
      products: [
        { group_name: "private_ssl_certificate", name_id: "private_ssl_flex", type: "ssl_certificate" },
        { name_id: "private_ssl_plus" },
        { name_id: "private_ssl_wildcard" },
        { name_id: "private_ssl_multi_domain" },
      ],
    });
    expect((await get("/product/private_ssl_plus")).body).toMatchObject({ validation_type: "ov", custom_expiration_date_allowed: true });
    expect((await get("/container")).body["containers"]).toMatchObject([{ id: 5, is_active: true }]);
    expect(codesOf(await get("/container/1"))).toEqual([404, "not_found|container"]);
    expect((await get("/domain")).body["domains"]).toMatchObject([{ name: "api.corp.example" }]);
    expect((await get("/account")).body).toMatchObject({ id: 1, ent_support_plan: "1" });
  });
});
