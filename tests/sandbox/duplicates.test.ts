import { X509Certificate } from "node:crypto";

import { makeCsr } from "../support/csr";
import { callerOf, codesOf, reissueBody, type Body, type Caller } from "./caller";

const csr = makeCsr(["api.corp.example"]).csrPem;

async function ordered(caller: Caller, changes: Readonly<Record<string, unknown>> = {}, product = "private_ssl_plus"): Promise<Body> {
  return (await caller.order(changes, { product })).body;
}

function duplicate({ post }: Caller, { id }: Body, changes: Readonly<Record<string, unknown>> = {}) {
  return post(
    `/order/certificate/${String(id)}/duplicate`,
    reissueBody({ certificate: { csr, ...(changes["certificate"] as object | undefined) } }),
  );
}

describe("a duplicate", () => {
  it("is a certificate with another key, issued beside that of the order, which stays what it was", async () => {
    const caller = await callerOf();
    const order = await ordered(caller);
    const { status, body } = await duplicate(caller, order);
    expect(status).toBe(201);
    expect(body.id).toBe(order.id);
    const [book] = await caller.sandbox.orders();
    expect(book?.certificates.map(({ id, status: state }) => [id, state])).toEqual([[order.certificate_id, "issued"]]);
    expect(book?.duplicates.map(({ id }) => id)).toEqual([body.certificate_id]);
    const [own, other] = [order, body].map(({ certificate_chain: [leaf] }) => new X509Certificate(leaf.pem));
    expect(other?.publicKey.export({ type: "spki", format: "pem" })).not.toBe(own?.publicKey.export({ type: "spki", format: "pem" }));
    expect(other?.validTo).toBe(own?.validTo);
    const info = (await caller.get(`/order/certificate/${String(order.id)}`)).body;
    expect(info["certificate"]).toMatchObject({ id: order.certificate_id });
  });

  it("is listed with a number, and counted where the order is listed", async () => {
    const caller = await callerOf();
    const order = await ordered(caller);
    const path = `/order/certificate/${String(order.id)}/duplicate`;
    expect((await caller.get(path)).body).toEqual({});
    const { body } = await duplicate(caller, order);
    const [book] = await caller.sandbox.orders();
    expect((await caller.get(path)).body["certificates"]).toMatchObject([
      { id: body.certificate_id, serial_number: book?.duplicates[0]?.serialNumber, csr, sub_id: "001", archived: "0", status: "issued" },
    ]);
    expect((await caller.get("/order/certificate")).body.orders).toMatchObject([
      { has_duplicates: true, duplicates_count: 1, has_reissues: false },
    ]);
  });

  it("is downloaded by its id, and not as the order's certificate; nor does its serial number name the order", async () => {
    const caller = await callerOf();
    const order = await ordered(caller);
    const { body } = await duplicate(caller, order);
    const leafOf = async (path: string) => new X509Certificate((await caller.get(path)).text).serialNumber.toLowerCase();
    const [book] = await caller.sandbox.orders();
    const serial = book?.duplicates[0]?.serialNumber ?? "";
    expect(await leafOf(`/certificate/${String(body.certificate_id)}/download/format/pem_all`)).toBe(serial);
    expect(await leafOf(`/certificate/download/order/${String(order.id)}/format/pem_all`)).toBe(book?.certificates[0]?.serialNumber);
    expect(codesOf(await caller.get(`/order/certificate/${serial}`))).toEqual([404, "not_found|order"]);
  });

  it("waits for approval like a reissue, and issuing it is all that approval does", async () => {
    const caller = await callerOf({ approval: "manual" });
    const order = await ordered(caller);
    await caller.post(`/order/certificate/${String(order.id)}/duplicate`, reissueBody({ certificate: { csr }, skip_approval: false }));
    expect(await caller.sandbox.orders()).toMatchObject([{ status: "issued", requests: [{ type: "duplicate", status: "pending" }] }]);
    await caller.sandbox.approve({ orderId: order.id });
    expect(await caller.sandbox.orders()).toMatchObject([{ status: "issued", duplicates: [{ status: "issued" }] }]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ["another common name", { common_name: "other.corp.example" }, "invalid_value:certificate.common_name"],
    ["a further name", { dns_names: ["b.corp.example", "c.corp.example"] }, "invalid_value:certificate.dns_names"],
    ["a name less", { dns_names: ["api.corp.example"] }, "invalid_value:certificate.dns_names"],
  ])("is refused with %s", async (_what, certificate, code) => {
    const caller = await callerOf();
    const order = await ordered(caller, { certificate: { dns_names: ["b.corp.example"] } });
    expect(codesOf(await duplicate(caller, order, { certificate }))).toEqual([400, code]);
    expect((await caller.sandbox.orders())[0]?.duplicates).toEqual([]);
  });

  it("of a multi-domain certificate may have another of its names as the common name, and of a wildcard further names below it", async () => {
    const caller = await callerOf();
    const several = await ordered(caller, { certificate: { dns_names: ["b.corp.example"] } }, "private_ssl_multi_domain");
    const swapped = { certificate: { common_name: "b.corp.example", dns_names: ["api.corp.example"] } };
    expect((await duplicate(caller, several, swapped)).status).toBe(201);
    const wildcard = await ordered(caller, { certificate: { common_name: "*.corp.example" } }, "private_ssl_wildcard");
    const below = { certificate: { common_name: "*.corp.example", dns_names: ["a.corp.example"] } };
    expect((await duplicate(caller, wildcard, below)).status).toBe(201);
    const beside = { certificate: { common_name: "*.corp.example", dns_names: ["a.other.example"] } };
    expect(codesOf(await duplicate(caller, wildcard, beside))).toEqual([400, "invalid_value:certificate.dns_names"]);
  });

  it("is revoked with its order", async () => {
    const caller = await callerOf();
    const order = await ordered(caller);
    await duplicate(caller, order);
    await caller.put(`/order/certificate/${String(order.id)}/revoke`, { skip_approval: true });
    expect(await caller.sandbox.orders()).toMatchObject([{ certificates: [{ status: "revoked" }], duplicates: [{ status: "revoked" }] }]);
    expect(codesOf(await duplicate(caller, order))).toEqual([400, "order_not_eligible_for_duplicate"]);
  });

  it("is revoked 72 hours after a reissue took one of its names away", async () => {
    const caller = await callerOf();
    const order = await ordered(caller, { certificate: { dns_names: ["b.corp.example"] } });
    await duplicate(caller, order, { certificate: { dns_names: ["b.corp.example"] } });
    await caller.post(`/order/certificate/${String(order.id)}/reissue`, reissueBody());
    await caller.sandbox.advance(73 * 3600);
    expect(await caller.sandbox.orders()).toMatchObject([
      { certificates: [{ status: "revoked" }, { status: "issued" }], duplicates: [{ status: "revoked" }] },
    ]);
  });
});
