import { callerOf, codesOf } from "./caller";

const DAY_SECONDS = 86_400;

describe("a renewal", () => {
  it("by the id of the order links the two", async () => {
    const { order, get, sandbox } = await callerOf();
    const { body } = await order();
    const renewal = await order({ renewal_of_order_id: body.id });
    expect((await get(`/order/certificate/${String(body.id)}`)).body).toMatchObject({
      is_renewed: true,
      renewed_order_id: renewal.body.id,
      status: "issued",
    });
    expect((await get(`/order/certificate/${String(renewal.body.id)}`)).body).toMatchObject({
      is_renewal: true,
      is_renewed: false,
      renewal_of_order_id: body.id,
    });
    expect(await sandbox.orders()).toMatchObject([{ renewedOrderId: renewal.body.id }, { renewalOfOrderId: body.id }]);
  });

  it("by the thumbprint of the primary certificate does too; a former one's is no good", async () => {
    const { order, get, sandbox } = await callerOf();
    const { body } = await order();
    const thumbprint = async () =>
      ((await get(`/order/certificate/${String(body.id)}`)).body["certificate"] as { readonly thumbprint: string }).thumbprint;
    const former = await thumbprint();
    await sandbox.reissueOutside(body.id);
    expect(codesOf(await order({ renewed_thumbprint: former }))).toEqual([400, "order_not_eligible_for_renewal"]);
    expect((await order({ renewed_thumbprint: await thumbprint() })).status).toBe(201);
  });

  it("is for an order that is issued or expired", async () => {
    const { order, sandbox } = await callerOf({ approval: "manual" });
    const ids = [
      (await order({ order_validity: { days: 1 } })).body.id,
      (await order()).body.id,
      (await order({ skip_approval: false })).body.id,
    ];
    const [expired = 0, revoked = 0, waiting = 0] = ids;
    await sandbox.revokeOutside(revoked);
    await sandbox.advance(3 * DAY_SECONDS);
    expect((await order({ renewal_of_order_id: expired })).status).toBe(201);
    for (const id of [revoked, waiting, 1]) {
      expect(codesOf(await order({ renewal_of_order_id: id }))).toEqual([400, "order_not_eligible_for_renewal"]);
    }
  });

  it("is for one that was not renewed already, unless that came to nothing", async () => {
    const { order, sandbox } = await callerOf({ approval: "manual" });
    const { body } = await order();
    const renew = () => order({ renewal_of_order_id: body.id, skip_approval: false });
    const first = await renew();
    expect(codesOf(await renew())).toEqual([400, "order_renewed_already"]);
    await sandbox.reject({ orderId: first.body.id }, "no");
    expect((await sandbox.orders())[0]).not.toHaveProperty("renewedOrderId");
    expect((await renew()).status).toBe(201);
  });

  it("is refused before the window only where the account is set so", async () => {
    const { order, sandbox } = await callerOf({ renewalWindowDays: 90 });
    const { body } = await order({ order_validity: { days: 100 } });
    expect(codesOf(await order({ renewal_of_order_id: body.id }))).toEqual([400, "order_not_eligible_for_renewal"]);
    await sandbox.advance(11 * DAY_SECONDS);
    expect((await order({ renewal_of_order_id: body.id })).status).toBe(201);
  });

  it("happens outside, with our key or another", async () => {
    const { order, get, sandbox } = await callerOf();
    const { body } = await order({ alternative_order_id: "abc123" });
    const renewed = await sandbox.renewOutside(body.id);
    expect((await get(`/order/certificate/${String(body.id)}`)).body).toMatchObject({
      is_renewed: true,
      renewed_order_id: renewed.orderId,
    });
    const info = await get(`/order/certificate/${String(renewed.orderId)}`);
    expect(info.body).toMatchObject({ status: "issued", is_renewal: true, certificate: { id: renewed.certificateId } });
    expect(info.body).not.toHaveProperty("alternative_order_id");
  });

  it("is made by DigiCert itself, 30 days before the end, where the order said so", async () => {
    const { order, sandbox } = await callerOf();
    await order({ auto_renew: 1, order_validity: { days: 100 } });
    await sandbox.advance(69 * DAY_SECONDS);
    expect(await sandbox.orders()).toHaveLength(1);
    await sandbox.advance(3 * DAY_SECONDS);
    const [first, second] = await sandbox.orders();
    expect(second).toMatchObject({ renewalOfOrderId: first?.id, status: "issued", autoRenew: true });
  });
});

describe("the end of an order", () => {
  it("comes by the sandbox's clock", async () => {
    const { order, get, sandbox } = await callerOf({}, { now: new Date("2026-03-01T12:00:00Z") });
    const { body } = await order({ order_validity: { days: 1 } });
    const status = async () => (await get(`/order/certificate/${String(body.id)}`)).body["status"];
    await sandbox.setClock(new Date("2026-03-02T23:59:00Z"));
    expect(await status()).toBe("issued");
    await sandbox.setClock(new Date("2026-03-03T00:00:00Z"));
    expect(await status()).toBe("expired");
  });

  it("started in the past, leaves a certificate that is due by the real clock", async () => {
    const start = new Date(Date.now() - 325 * DAY_SECONDS * 1000);
    const { order, get, sandbox } = await callerOf({}, { now: start });
    const { body } = await order({ order_validity: { days: 365 } });
    await sandbox.setClock({ offsetSeconds: 0 });
    const info = await get(`/order/certificate/${String(body.id)}`);
    expect(info.body).toMatchObject({ status: "issued", certificate: { days_remaining: 40 } });
  });
});
