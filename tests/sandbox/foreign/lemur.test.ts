import { makeCsr } from "../../support/csr";
import { callsSince } from "../../support/sandboxes";
import { callerTo } from "../caller";

import { describeClient, expectIssued, newClient, onlyCertificate, type ForeignClient } from "./foreignClient";

interface Issued {
  readonly body: string;
  readonly chain: string;
  readonly externalId: number;
}

interface Collected {
  readonly body: string;
  readonly chain: string;
  readonly external_id: string;
}

const { csrPem: csr } = makeCsr(["api.corp.example"]);
const options = { common_name: "api.corp.example", validity_years: 1 };

describeClient("lemur", () => {
  it("orders, waits until somebody issues it, and downloads the chain", async () => {
    const client = await newClient("lemur", { issuance: { afterSeconds: 2 } });
    const { body, chain, externalId } = await client.call<Issued>("create", { csr, options });
    const book = await onlyCertificate(client);
    expect(externalId).toBe(book.id);
    expectIssued(`${body}\n${chain}`, book, client);
    const calls = await callsSince(client.sandbox);
    expect(calls[0]).toBe("POST /order/certificate/private_ssl_plus");
    expect(calls.filter((call) => call === "GET /order/certificate/{id}").length).toBeGreaterThan(1);
    expect(calls.at(-1)).toBe("GET /certificate/{id}/download/format/pem_all");
  });

  it("orders a public product, which is issued for no longer than 397 days", async () => {
    const client = await newClient("lemur", { products: ["ssl_plus"] });
    const { body, chain } = await client.call<Issued>("create", {
      csr,
      options: { ...options, common_name: "www.example.com" },
      configuration: { DIGICERT_ORDER_TYPE: "ssl_plus", DIGICERT_PRIVATE: false },
    });
    expectIssued(`${body}\n${chain}`, await onlyCertificate(client), client);
  });

  it("sends one thing that DigiCert's page does not have, which a strict sandbox refuses", async () => {
    const client = await newClient("lemur", {}, { strict: true });
    await expect(client.call("create", { csr, options })).rejects.toThrow("product is not a parameter.");
    expect(await client.sandbox.orders()).toEqual([]);
    await client.call("create", { csr, options, configuration: { DIGICERT_PRIVATE: false } });
    expect(await onlyCertificate(client)).toMatchObject({ status: "issued" });
  });

  it("collects later what waited for approval", async () => {
    const client = await newClient("lemur", { approval: "manual" });
    const order_id = await placedOutside(client, { skip_approval: false });
    await client.sandbox.approve({ orderId: order_id });
    const { body, chain, external_id } = await client.call<Collected>("collect", { order_id });
    const book = await onlyCertificate(client);
    expect(external_id).toBe(String(book.id));
    expectIssued(`${body}\n${chain}`, book, client);
  });

  it("asks for a revocation, which somebody approves", async () => {
    const client = await newClient("lemur");
    const { externalId } = await client.call<Issued>("create", { csr, options });
    await client.call("revoke", { certificate_id: externalId, reason: { comments: "no longer used", crl_reason: "cessationOfOperation" } });
    expect(await onlyCertificate(client)).toMatchObject({ status: "issued" });
    const [order] = await client.sandbox.orders();
    expect(order?.requests.at(-1)).toMatchObject({ type: "revoke", status: "pending", comments: "no longer used(cessationOfOperation)" });
    await client.sandbox.approve({ orderId: order?.id ?? 0 });
    expect(await onlyCertificate(client)).toMatchObject({ status: "revoked" });
  });

  it("cancels what waits for issuance, and does not mind an order that is not there", async () => {
    const client = await newClient("lemur", { issuance: "manual" });
    const order_id = await placedOutside(client);
    await client.call("cancel", { order_id, note: "not needed" });
    expect(await client.sandbox.orders()).toMatchObject([{ id: order_id, status: "canceled" }]);
    await expect(client.call("cancel", { order_id: 1, note: "not needed" })).resolves.toBeNull();
  });

  it("takes over all that was issued for its organization, a page at a time", async () => {
    const client = await newClient("lemur");
    for (let count = 0; count < 41; count++) await placedOutside(client);
    await client.sandbox.clearJournal();
    const found = await client.call<readonly (Collected & { readonly serial: string })[]>("certificates");
    const books = (await client.sandbox.orders()).flatMap(({ certificates }) => certificates);
    expect(books).toHaveLength(41);
    expect(found.map(({ external_id }) => external_id)).toEqual(books.map(({ id }) => String(id)));
    expect(found.map(({ serial }) => serial)).toEqual(books.map(({ serialNumber = "" }) => String(BigInt(`0x${serialNumber}`))));
    const [first, book] = [found[0], books[0]];
    if (first === undefined || book === undefined) throw new Error("nothing was found");
    expectIssued(first.body + first.chain, book, client);
    expect((await callsSince(client.sandbox)).filter((call) => call === "GET /order/certificate")).toHaveLength(2);
  });
});

/** An order that the client knows nothing of. */
async function placedOutside({ sandbox }: ForeignClient, changes: Readonly<Record<string, unknown>> = {}): Promise<number> {
  return (await callerTo(sandbox).order(changes)).body.id;
}
