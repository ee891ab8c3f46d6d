import { callerOf, codesOf } from "./caller";

const approved = { skip_approval: false };

describe("a request for an order", () => {
  it("that an account approves by itself is left on the order, approved", async () => {
    const { order, get } = await callerOf();
    const { body } = await order(approved);
    expect(body.requests).toEqual([{ id: expect.any(Number) as number, status: "approved" }]);
    expect(body.certificate_chain).toHaveLength(3);
    expect((await get(`/order/certificate/${String(body.id)}`)).body.requests).toMatchObject([{ type: "new_request", status: "approved" }]);
  });

  it("does not exist where approval is skipped", async () => {
    const { order, get } = await callerOf({ approval: "manual" });
    const { body } = await order();
    expect(body).not.toHaveProperty("requests");
    expect((await get(`/order/certificate/${String(body.id)}`)).body).not.toHaveProperty("requests");
    expect((await get("/request")).body).toEqual({});
  });

  it("waits for a person where the account says so; its certificate has no id yet", async () => {
    const { order, get } = await callerOf({ approval: "manual" });
    const { status, body } = await order({ ...approved, comments: "please", alternative_order_id: "abc123" });
    expect(status).toBe(201);
    expect(body.requests).toMatchObject([{ status: "pending" }]);
    expect(body).not.toHaveProperty("certificate_id");
    const info = await get(`/order/certificate/${String(body.id)}`);
    expect(info.body).toMatchObject({ status: "needs_approval", certificate: { common_name: "api.corp.example" } });
    for (const member of ["id", "serial_number", "thumbprint", "valid_from", "valid_till", "date_issued"]) {
      expect(info.body["certificate"]).not.toHaveProperty(member);
    }
    expect((await get("/order/alternate/abc123")).body.orders).toEqual([{ order_id: body.id, status: "needs_approval" }]);
    expect((await get("/request?status=pending")).body["requests"]).toMatchObject([{ id: body.requests[0].id, comments: "please" }]);
  });

  it("is approved by a person through the API, and then issued", async () => {
    const { order, get, put } = await callerOf({ approval: "manual" });
    const { body } = await order(approved);
    const request = `/request/${String(body.requests[0].id)}`;
    expect((await get(request)).body).not.toHaveProperty("date_processed");
    expect((await put(`${request}/status`, { status: "approved", processor_comment: "fine" })).status).toBe(204);
    expect((await get(request)).body).toMatchObject({
      type: "new_request",
      status: "approved",
      processor_comment: "fine",
      processor: { first_name: "administrator" },
      order: { id: body.id, status: "issued" },
    });
    expect((await get(`/order/certificate/${String(body.id)}`)).body).toMatchObject({ status: "issued" });
  });

  it("that is rejected ends the order, and keeps the words of whoever rejected it", async () => {
    const { order, get, put } = await callerOf({ approval: "manual" });
    const { body } = await order(approved);
    const request = `/request/${String(body.requests[0].id)}`;
    await put(`${request}/status`, { status: "rejected", processor_comment: "not this week" });
    expect((await get(`/order/certificate/${String(body.id)}`)).body).toMatchObject({ status: "rejected" });
    expect((await get(request)).body).toMatchObject({ status: "rejected", processor_comment: "not this week" });
    expect(codesOf(await put(`${request}/status`, { status: "approved" }))).toEqual([400, "request_already_processed"]);
  });

  it("is approved neither by somebody without the right, nor by a manager whose own it is", async () => {
    const keys = [
      { name: "Manager", role: "manager" },
      { name: "Standard", role: "standard user" },
      { name: "Other", role: "manager" },
    ] as const;
    const { order, put, sandbox } = await callerOf({ approval: "manual", keys });
    const [, standard = "", other = ""] = sandbox.accounts[0]?.keys.map(({ apiKey }) => apiKey) ?? [];
    const { body } = await order(approved);
    const approve = (key: string) => put(`/request/${String(body.requests[0].id)}/status`, { status: "approved" }, { key });
    expect(codesOf(await approve(standard))).toEqual([403, "access_denied|invalid_approver"]);
    expect(codesOf(await approve(sandbox.apiKey))).toEqual([403, "access_denied|invalid_approver"]);
    expect((await approve(other)).status).toBe(204);
  });

  it("is approved and rejected from outside, too", async () => {
    const { order, sandbox } = await callerOf({ approval: "manual" });
    const [first, second] = [await order(approved), await order(approved)];
    await sandbox.approve({ orderId: first.body.id });
    await sandbox.reject({ requestId: second.body.requests[0].id }, "no");
    expect(await sandbox.orders()).toMatchObject([
      { status: "issued", requests: [{ status: "approved" }] },
      { status: "rejected", requests: [{ status: "rejected", processorComment: "no" }] },
    ]);
    await expect(sandbox.approve({ orderId: first.body.id })).rejects.toThrow("nothing waits for approval");
  });
});

describe("an approved order", () => {
  it("whose issuance takes time has the id of a certificate, and no chain", async () => {
    const { order, get, sandbox } = await callerOf({ issuance: { afterSeconds: 3600 } });
    const { body } = await order();
    expect(body.certificate_id).toEqual(expect.any(Number));
    expect(body).not.toHaveProperty("certificate_chain");
    const status = async () => (await get(`/order/certificate/${String(body.id)}`)).body["status"];
    expect(await status()).toBe("pending");
    await sandbox.advance(3599);
    expect(await status()).toBe("pending");
    await sandbox.advance(2);
    expect(await status()).toBe("issued");
    expect((await get(`/certificate/${String(body.certificate_id)}/chain`)).body.intermediates).toHaveLength(3);
  });

  it("is valid from the hour it was issued, not from that of the order or of the look", async () => {
    const { order, get, sandbox } = await callerOf({ issuance: { afterSeconds: 3 * 86_400 } }, { now: new Date("2026-03-01T12:00:00Z") });
    const { body } = await order({ order_validity: { days: 30 } });
    await sandbox.advance(10 * 86_400);
    expect((await get(`/order/certificate/${String(body.id)}`)).body).toMatchObject({
      certificate: { valid_from: "2026-03-04", valid_till: "2026-04-03", date_issued: "2026-03-04T12:00:00+00:00" },
    });
  });

  it("may wait until it is issued by hand", async () => {
    const { order, sandbox } = await callerOf({ issuance: "manual" });
    const { body } = await order();
    await sandbox.advance(86_400);
    expect(await sandbox.orders()).toMatchObject([{ status: "pending" }]);
    await sandbox.issue(body.id);
    expect(await sandbox.orders()).toMatchObject([{ status: "issued", certificates: [{ id: body.certificate_id }] }]);
    await expect(sandbox.issue(body.id)).rejects.toThrow("nothing that waits for issuance");
  });
});

describe("canceling", () => {
  it.each(["CANCELED", "canceled"])("with the status %s ends an order that is pending", async (status) => {
    const { order, get, put, sandbox } = await callerOf({ issuance: { afterSeconds: 60 } });
    const { body } = await order();
    expect((await put(`/order/certificate/${String(body.id)}/status`, { status, note: "not needed" })).status).toBe(204);
    await sandbox.advance(61);
    expect((await get(`/order/certificate/${String(body.id)}`)).body).toMatchObject({ status: "canceled" });
    expect(await sandbox.orders()).toMatchObject([{ canceledAt: expect.any(String) as string, certificates: [{ status: "canceled" }] }]);
  });

  it("is case sensitive", async () => {
    const { order, put } = await callerOf({ issuance: "manual" });
    const { body } = await order();
    expect(codesOf(await put(`/order/certificate/${String(body.id)}/status`, { status: "Canceled" }))).toEqual([
      400,
      "invalid_value:status",
    ]);
  });

  it("is not for an order that is issued, or that waits for approval", async () => {
    const { order, put } = await callerOf({ approval: "manual" });
    for (const { body } of [await order(), await order(approved)]) {
      expect(codesOf(await put(`/order/certificate/${String(body.id)}/status`, { status: "CANCELED" }))).toEqual([
        400,
        "invalid_order_status",
      ]);
    }
  });

  it("is done outside to what waits, not to what is issued", async () => {
    const { order, sandbox } = await callerOf({ approval: "manual" });
    const [waiting, issued] = [await order(approved), await order()];
    await sandbox.cancelOutside(waiting.body.id);
    expect(await sandbox.orders()).toMatchObject([{ status: "canceled", requests: [{ status: "rejected" }] }, { status: "issued" }]);
    await expect(sandbox.cancelOutside(issued.body.id)).rejects.toThrow("is issued");
  });
});
