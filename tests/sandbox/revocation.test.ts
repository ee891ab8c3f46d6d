import { callerOf, codesOf, reissueBody } from "./caller";

describe("revoking an order", () => {
  it("without approval is done at once, and leaves neither a request nor the comment", async () => {
    const { order, put, get, sandbox } = await callerOf();
    const { body } = await order();
    const path = `/order/certificate/${String(body.id)}`;
    const revoked = await put(`${path}/revoke`, {
      skip_approval: true,
      comments: "no longer needed",
      revocation_reason: "cessationOfOperation",
    });
    expect([revoked.status, revoked.text]).toEqual([204, ""]);
    expect((await get(path)).body).toMatchObject({ status: "revoked", certificate: { status: "revoked" } });
    expect((await get(path)).body).not.toHaveProperty("requests");
    expect(await sandbox.orders()).toMatchObject([
      {
        revokedAt: expect.any(String) as string,
        certificates: [{ status: "revoked", revocationReason: "cessationOfOperation" }],
      },
    ]);
  });

  it("with approval answers the request, and leaves the order alive until a person approves", async () => {
    const { order, put, get } = await callerOf();
    const { body } = await order();
    const path = `/order/certificate/${String(body.id)}`;
    const requested = await put(`${path}/revoke`, { comments: "no longer needed" });
    expect(requested.status).toBe(201);
    expect(requested.body).toMatchObject({ type: "revoke", status: "pending", comments: "no longer needed", requester: {} });
    expect((await get(path)).body).toMatchObject({ status: "issued", requests: [{ type: "revoke", status: "pending" }] });
    await put(`/request/${String(requested.body.id)}/status`, { status: "approved" });
    expect((await get(path)).body).toMatchObject({ status: "revoked", requests: [{ status: "approved" }] });
  });

  it("is asked for once at a time, and may be rejected", async () => {
    const { order, put, sandbox } = await callerOf();
    const { body } = await order();
    const revoke = () => put(`/order/certificate/${String(body.id)}/revoke`, {});
    await revoke();
    expect(codesOf(await revoke())).toEqual([400, "revoke_request_pending"]);
    await sandbox.reject({ orderId: body.id }, "in use");
    expect(await sandbox.orders()).toMatchObject([{ status: "issued", requests: [{ type: "revoke", status: "rejected" }] }]);
    expect((await revoke()).status).toBe(201);
  });

  it("is done once", async () => {
    const { order, put } = await callerOf();
    const { body } = await order();
    const revoke = () => put(`/order/certificate/${String(body.id)}/revoke`, { skip_approval: true });
    await revoke();
    expect(codesOf(await revoke())).toEqual([400, "order_already_revoked"]);
  });

  it("is not for one that has no certificate, or whose reissue is pending", async () => {
    const { order, put, post, sandbox } = await callerOf({ issuance: "manual" });
    const { body } = await order();
    const revoke = () => put(`/order/certificate/${String(body.id)}/revoke`, { skip_approval: true });
    expect(codesOf(await revoke())).toEqual([400, "invalid_order_status"]);
    await sandbox.issue(body.id);
    await post(`/order/certificate/${String(body.id)}/reissue`, reissueBody());
    expect(codesOf(await revoke())).toEqual([400, "reissue_pending"]);
  });
});

describe("revoking a certificate", () => {
  it.each(["id", "serial_number"])("by its %s leaves its order issued", async (name) => {
    const { order, put, get, sandbox } = await callerOf();
    const { body } = await order();
    const path = `/order/certificate/${String(body.id)}`;
    const certificate = (await get(path)).body["certificate"] as Readonly<Record<string, string | number>>;
    expect((await put(`/certificate/${String(certificate[name])}/revoke`, { skip_approval: true })).status).toBe(204);
    expect((await get(path)).body).toMatchObject({ status: "issued", certificate: { status: "revoked" } });
    expect(await sandbox.orders()).toMatchObject([{ status: "issued", certificates: [{ status: "revoked" }] }]);
  });

  it("revokes its order too where it is the only one and the account says so", async () => {
    const { order, put, sandbox } = await callerOf({ revokeOrderWithItsOnlyCertificate: true });
    const { body } = await order();
    await put(`/certificate/${String(body.certificate_id)}/revoke`, { skip_approval: true });
    expect(await sandbox.orders()).toMatchObject([{ status: "revoked" }]);
  });

  it("with approval leaves a request that names it", async () => {
    const { order, put, sandbox } = await callerOf();
    const { body } = await order();
    await put(`/certificate/${String(body.certificate_id)}/revoke`, {});
    expect(await sandbox.orders()).toMatchObject([
      { certificates: [{ status: "issued" }], requests: [{ type: "revoke", certificateId: body.certificate_id }] },
    ]);
    await sandbox.approve({ orderId: body.id });
    expect(await sandbox.orders()).toMatchObject([{ status: "issued", certificates: [{ status: "revoked" }] }]);
  });

  it("happens outside, alone or with its order", async () => {
    const { order, sandbox } = await callerOf();
    const [one, other] = [await order(), await order()];
    await sandbox.revokeOutside(one.body.id, { certificateOnly: true });
    await sandbox.revokeOutside(other.body.id);
    expect(await sandbox.orders()).toMatchObject([
      { status: "issued", certificates: [{ status: "revoked" }] },
      { status: "revoked", certificates: [{ status: "revoked" }] },
    ]);
  });
});
