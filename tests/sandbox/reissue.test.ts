import { X509Certificate } from "node:crypto";

import { makeCsr } from "../support/csr";
import { callerOf, codesOf, reissueBody } from "./caller";

const DAY_SECONDS = 86_400;

describe("a reissue", () => {
  it("is another certificate in the same order, to the same end", async () => {
    const { order, post, get, sandbox } = await callerOf({}, { now: new Date("2026-03-01T12:00:00Z") });
    const { body } = await order();
    await sandbox.advance(30 * DAY_SECONDS);
    const { csrPem } = makeCsr(["api.corp.example"]);
    const reissued = await post(`/order/certificate/${String(body.id)}/reissue`, reissueBody({ certificate: { csr: csrPem } }));
    expect(reissued.status).toBe(201);
    expect(Object.keys(reissued.body)).toEqual(["id", "certificate_id", "certificate_chain"]);
    expect(reissued.body.id).toBe(body.id);
    expect(reissued.body.certificate_id).not.toBe(body.certificate_id);
    const [before, after] = [body, reissued.body].map((each) => new X509Certificate(each.certificate_chain[0].pem));
    expect(after?.validTo).toBe(before?.validTo);
    expect(after?.validFrom).toBe("Mar 31 00:00:00 2026 GMT");
    expect((await get(`/order/certificate/${String(body.id)}`)).body).toMatchObject({
      status: "issued",
      last_reissued_date: expect.stringMatching(/^2026-03-31T12:\d\d:\d\d\+00:00$/) as string,
      certificate: { id: reissued.body.certificate_id, status: "issued", csr: csrPem },
    });
    expect(await sandbox.orders()).toMatchObject([{ paid: 100, certificates: [{ status: "issued" }, { status: "issued" }] }]);
  });

  it("is listed, with strings where numbers are meant; an order that has none has nothing to list", async () => {
    const { order, post, get } = await callerOf();
    const { body } = await order();
    const path = `/order/certificate/${String(body.id)}/reissue`;
    expect((await get(path)).body).toEqual({});
    const reissued = await post(path, reissueBody());
    expect((await get(path)).body["certificates"]).toMatchObject([
      { id: reissued.body.certificate_id, status: "issued", archived: "0", common_name: "api.corp.example" },
    ]);
  });

  it("that waits leaves the old certificate in place; the order says so", async () => {
    const { order, post, get, sandbox } = await callerOf({ approval: "manual" });
    const { body } = await order();
    const path = `/order/certificate/${String(body.id)}`;
    const asked = await post(`${path}/reissue`, reissueBody({ skip_approval: false }));
    expect(asked.body).toEqual({ id: body.id, requests: [{ id: expect.any(Number) as number }] });
    expect((await get(path)).body).toMatchObject({ status: "reissue_pending", certificate: { id: body.certificate_id } });
    expect(codesOf(await post(`${path}/reissue`, reissueBody()))).toEqual([400, "order_not_eligible_for_reissue"]);
    await sandbox.approve({ orderId: body.id });
    expect((await get(path)).body).toMatchObject({ status: "issued" });
    expect((await get(path)).body["certificate"]).not.toMatchObject({ id: body.certificate_id });
  });

  it.each(["manual", "immediate"] as const)(
    "that waits may be canceled: the order is issued as before (issuance: %s)",
    async (issuance) => {
      const { order, post, put, get, sandbox } = await callerOf({ approval: issuance === "manual" ? "automatic" : "manual" });
      const { body } = await order();
      await sandbox.configure({ issuance });
      const path = `/order/certificate/${String(body.id)}`;
      const asked = await post(`${path}/reissue`, reissueBody({ skip_approval: false }));
      expect((await put(`${path}/status`, { status: "CANCELED", note: "not now" })).status).toBe(204);
      expect((await get(path)).body).toMatchObject({ status: "issued", certificate: { id: body.certificate_id } });
      expect((await get(`/request/${String(asked.body.requests[0].id)}`)).body).toMatchObject({
        status: "rejected",
        processor_comment: "not now",
      });
    },
  );

  it("that takes a name away has the older certificates revoked 72 hours later", async () => {
    const { order, post, sandbox } = await callerOf();
    const { body } = await order({ certificate: { dns_names: ["old.corp.example"] } });
    await post(`/order/certificate/${String(body.id)}/reissue`, reissueBody({ certificate: { dns_names: ["new.corp.example"] } }));
    await sandbox.advance(3 * DAY_SECONDS - 60);
    expect(await sandbox.orders()).toMatchObject([
      { certificates: [{ status: "issued", revocationDueAt: expect.any(String) as string }, { status: "issued" }] },
    ]);
    await sandbox.advance(120);
    expect(await sandbox.orders()).toMatchObject([{ status: "issued", certificates: [{ status: "revoked" }, { status: "issued" }] }]);
  });

  it("that keeps every name leaves the older ones valid for good", async () => {
    const { order, post, sandbox } = await callerOf();
    const { body } = await order({ certificate: { dns_names: ["old.corp.example"] } });
    const names = ["OLD.corp.example", "new.corp.example"];
    await post(`/order/certificate/${String(body.id)}/reissue`, reissueBody({ certificate: { dns_names: names } }));
    await sandbox.advance(30 * DAY_SECONDS);
    expect(await sandbox.orders()).toMatchObject([{ certificates: [{ status: "issued" }, { status: "issued" }] }]);
  });

  it("is possible where the only certificate was revoked, not where the order was", async () => {
    const { order, post, sandbox } = await callerOf();
    const [one, other] = [await order(), await order()];
    await sandbox.revokeOutside(one.body.id, { certificateOnly: true });
    await sandbox.revokeOutside(other.body.id);
    expect((await post(`/order/certificate/${String(one.body.id)}/reissue`, reissueBody())).status).toBe(201);
    expect(codesOf(await post(`/order/certificate/${String(other.body.id)}/reissue`, reissueBody()))).toEqual([
      400,
      "order_not_eligible_for_reissue",
    ]);
  });

  it("of an order that outlives its certificates brings a later end", async () => {
    const { order, post, sandbox } = await callerOf({ certificateDaysAtMost: 90 }, { now: new Date("2026-03-01T12:00:00Z") });
    const { body } = await order({ order_validity: { days: 150 } });
    const reissue = async () => {
      const reissued = await post(`/order/certificate/${String(body.id)}/reissue`, reissueBody());
      return new X509Certificate(reissued.body.certificate_chain[0].pem).validTo;
    };
    await sandbox.advance(30 * DAY_SECONDS);
    expect(await reissue()).toBe("Jun 29 23:59:59 2026 GMT");
    await sandbox.advance(60 * DAY_SECONDS);
    expect(await reissue()).toBe("Jul 29 23:59:59 2026 GMT");
  });

  it("happens outside, with our key or another, and with other names", async () => {
    const { order, sandbox } = await callerOf();
    const { body } = await order();
    const { certificateId } = await sandbox.reissueOutside(body.id, { csr: makeCsr(["x.example"]).csrPem, dnsNames: ["b.corp.example"] });
    await sandbox.reissueOutside(body.id);
    const [book] = await sandbox.orders();
    const [first, second, third] = book?.certificates ?? [];
    expect(second).toMatchObject({ id: certificateId, status: "issued", commonName: "api.corp.example", dnsNames: ["b.corp.example"] });
    expect(second?.publicKeySha256).not.toBe(first?.publicKeySha256);
    expect(third?.publicKeySha256).toBe(second?.publicKeySha256);
  });
});
