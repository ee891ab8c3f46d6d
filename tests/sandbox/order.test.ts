import { createPublicKey, X509Certificate } from "node:crypto";

import { makeCsr, openssl } from "../support/csr";
import { callerOf, codesOf, csrPem } from "./caller";

describe("an order that skips approval", () => {
  it("is issued at once, with the certificate, its intermediate and the root, in CRLF PEM", async () => {
    const { order, sandbox } = await callerOf();
    const { status, body, headers } = await order();
    expect(status).toBe(201);
    expect(headers.get("content-type")).toBe("application/json");
    expect(Object.keys(body)).toEqual(["id", "domains", "certificate_id", "certificate_chain"]);
    expect(body["domains"]).toMatchObject([{ name: "api.corp.example" }]);
    expect(body.certificate_chain.map((entry) => entry.subject_common_name)).toEqual([
      "api.corp.example",
      "Sandbox Private CA",
      "Sandbox Private CA Root",
    ]);
    expect(body.certificate_chain[0].pem).toMatch(/-----\r\n$/);
    expect(new X509Certificate(body.certificate_chain[2]?.pem ?? "").raw).toEqual(new X509Certificate(sandbox.rootPem).raw);
  });

  it("has the key of the CSR, and nothing else of it", async () => {
    const { order } = await callerOf();
    const { csrPem: other } = makeCsr(["nothing.of.this.example"], "rsa-2048");
    const { body } = await order({ certificate: { csr: other } });
    const leaf = new X509Certificate(body.certificate_chain[0].pem);
    expect(leaf.publicKey.equals(createPublicKey(openssl(["req", "-noout", "-pubkey"], other)))).toBe(true);
    expect(leaf.subjectAltName).toBe("DNS:api.corp.example");
  });

  it("is shown by its info, with its CSR and dates, and no status of the certificate", async () => {
    const { order, get } = await callerOf({}, { now: new Date("2026-03-01T12:00:00Z") });
    const placed = await order({ alternative_order_id: "abc123" });
    const { status, body } = await get(`/order/certificate/${String(placed.body.id)}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: placed.body.id,
      status: "issued",
      alternative_order_id: "abc123",
      date_created: expect.stringMatching(/^2026-03-01T12:\d\d:\d\d\+00:00$/) as string,
      order_valid_till: "2027-03-01",
      is_renewal: false,
      is_renewed: false,
      product: { name_id: "private_ssl_plus", type: "ssl_certificate" },
      certificate: { id: placed.body.certificate_id, csr: csrPem, valid_from: "2026-03-01", valid_till: "2027-03-01", days_remaining: 365 },
    });
    expect(body["certificate"]).not.toHaveProperty("status");
  });

  it.each(["thumbprint", "serial_number"])("is shown by the %s of its certificate too", async (name) => {
    const { order, get } = await callerOf();
    const placed = await order();
    const certificate = (await get(`/order/certificate/${String(placed.body.id)}`)).body["certificate"] as Readonly<Record<string, string>>;
    expect((await get(`/order/certificate/${certificate[name] ?? ""}`)).body.id).toBe(placed.body.id);
  });

  it.each(["private_ssl_flex", "private_ssl_plus", "private_ssl_wildcard", "private_ssl_multi_domain"])(
    "may be for %s",
    async (product) => {
      const { order, sandbox } = await callerOf();
      expect((await order({}, { product })).status).toBe(201);
      expect(await sandbox.orders()).toMatchObject([{ product, status: "issued", paid: 100 }]);
    },
  );
});

describe("an alternative order id", () => {
  it("finds its order, and no other", async () => {
    const { order, get } = await callerOf();
    const { body } = await order({ alternative_order_id: "abc123" });
    expect((await get("/order/alternate/abc123")).body).toEqual({
      orders: [{ order_id: body.id, certificate_id: body.certificate_id, status: "issued" }],
      page: { total: 1, limit: 1000, offset: 0 },
    });
    expect((await get("/order/alternate/other")).body).toEqual({});
  });

  it("that an order of the account has is refused where they must be unique, even if that order is dead", async () => {
    const { order, put, sandbox } = await callerOf({ issuance: "manual" });
    const { body } = await order({ alternative_order_id: "abc123" });
    await put(`/order/certificate/${String(body.id)}/status`, { status: "CANCELED" });
    expect(codesOf(await order({ alternative_order_id: "abc123" }))).toEqual([400, "alternative_order_id_not_unique"]);
    expect(await sandbox.orders()).toHaveLength(1);
  });

  it("may be on several orders otherwise, and finds them all, a page at a time", async () => {
    const { order, get } = await callerOf({ uniqueAlternativeOrderIds: false });
    const ids = [(await order({ alternative_order_id: "a1" })).body.id, (await order({ alternative_order_id: "a1" })).body.id];
    expect((await get("/order/alternate/a1")).body.orders.map((row) => row["order_id"])).toEqual(ids);
    const { body } = await get("/order/alternate/a1?offset=1&limit=1");
    expect(body.orders.map((row) => row["order_id"])).toEqual(ids.slice(1));
    expect(body["page"]).toEqual({ total: 2, limit: 1, offset: 1 });
  });

  it("has at most 64 characters", async () => {
    const { order } = await callerOf({}, { strict: false });
    expect((await order({ alternative_order_id: "a".repeat(64) })).status).toBe(201);
    expect(codesOf(await order({ alternative_order_id: "a".repeat(65) }))).toEqual([400, "invalid_value:alternative_order_id"]);
  });
});

describe("what is not there", () => {
  it("is 404, and says what it is", async () => {
    const { get, order, post } = await callerOf();
    expect(codesOf(await get("/order/certificate/1"))).toEqual([404, "not_found|order"]);
    expect(codesOf(await get("/certificate/1/chain"))).toEqual([404, "not_found|certificate"]);
    expect(codesOf(await order({}, { product: "ssl_basic" }))).toEqual([404, "not_found|product"]);
    expect(codesOf(await post("/order/nothing", {}))).toEqual([404, "not_found|route"]);
  });

  it("is an order that was forgotten, whoever asks", async () => {
    const { order, get, put, sandbox } = await callerOf();
    const { body } = await order({ alternative_order_id: "abc123" });
    await sandbox.forget(body.id);
    expect(codesOf(await get(`/order/certificate/${String(body.id)}`))).toEqual([404, "not_found|order"]);
    expect(codesOf(await put(`/order/certificate/${String(body.id)}/revoke`, {}))).toEqual([404, "not_found|order"]);
    expect(codesOf(await get(`/certificate/${String(body.certificate_id)}/chain`))).toEqual([404, "not_found|certificate"]);
    expect((await get("/order/alternate/abc123")).body).toEqual({});
    expect(await sandbox.orders()).toMatchObject([{ id: body.id, forgotten: true, status: "issued" }]);
  });
});
