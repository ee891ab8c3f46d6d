import { createPublicKey, X509Certificate } from "node:crypto";

import { makeCsr, openssl } from "../support/csr";
import { callerOf, codesOf, csrPem } from "./caller";

describe("an order", () => {
  it("is issued at once, with the certificate, its intermediate and the root, in CRLF PEM", async () => {
    const { order, sandbox } = await callerOf();
    const { status, body, headers } = await order();
    expect(status).toBe(201);
    expect(headers.get("content-type")).toBe("application/json");
    expect(body).toEqual({
      id: expect.any(Number),
      domains: [{ id: expect.any(Number), name: "api.corp.example" }],
      certificate_id: expect.any(Number),
      certificate_chain: [
        { subject_common_name: "api.corp.example", pem: expect.stringMatching(/-----\r\n$/) },
        { subject_common_name: "Sandbox Private CA", pem: expect.any(String) },
        { subject_common_name: "Sandbox Private CA Root", pem: expect.any(String) },
      ],
    });
    expect(new X509Certificate(body.certificate_chain[2].pem).raw).toEqual(new X509Certificate(sandbox.rootPem).raw);
  });

  it("has the key of the CSR, and nothing else of it", async () => {
    const { order } = await callerOf();
    const { csrPem: other } = makeCsr(["nothing.of.this.example"], "rsa-2048");
    const { body } = await order({ certificate: { csr: other } });
    const leaf = new X509Certificate(body.certificate_chain[0].pem);
    expect(leaf.publicKey.equals(createPublicKey(openssl(["req", "-noout", "-pubkey"], other)))).toBe(true);
    expect(leaf.subjectAltName).toBe("DNS:api.corp.example");
  });

  it("lasts from before now to the end of the day a year later", async () => {
    const { order } = await callerOf({}, { now: new Date("2026-03-01T12:00:00Z") });
    const { body } = await order();
    const leaf = new X509Certificate(body.certificate_chain[0].pem);
    expect(leaf.validFrom).toBe("Mar  1 00:00:00 2026 GMT");
    expect(leaf.validTo).toBe("Mar  1 23:59:59 2027 GMT");
  });

  it("is shown by its info, with its CSR and dates", async () => {
    const { order, get } = await callerOf({}, { now: new Date("2026-03-01T12:00:00Z") });
    const placed = await order({ alternative_order_id: "abc123" });
    const { status, body } = await get(`/order/certificate/${String(placed.body.id)}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: placed.body.id,
      status: "issued",
      alternative_order_id: "abc123",
      certificate: { id: placed.body.certificate_id, csr: csrPem, valid_from: "2026-03-01", valid_till: "2027-03-01" },
    });
    expect(body.certificate).not.toHaveProperty("status");
  });

  it("is found by the alternative id that it was given", async () => {
    const { order, get } = await callerOf();
    const { body } = await order({ alternative_order_id: "abc123" });
    expect((await get("/order/alternate/abc123")).body).toEqual({
      orders: [{ order_id: body.id, certificate_id: body.certificate_id, status: "issued" }],
      page: { total: 1, limit: 1000, offset: 0 },
    });
    expect((await get("/order/alternate/other")).body).toEqual({});
  });

  it("that nobody has answers 404", async () => {
    const { get } = await callerOf();
    expect(codesOf(await get("/order/certificate/1"))).toEqual([404, "not_found|order"]);
  });
});
