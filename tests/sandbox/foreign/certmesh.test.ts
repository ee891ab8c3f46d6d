import { csrFor, makeCsr } from "../../support/csr";
import { callsSince } from "../../support/sandboxes";
import { certificatesIn, describeClient, expectIssued, newClient, onlyCertificate } from "./foreignClient";

interface Ordered {
  readonly certificate: string;
  readonly chain: string;
  readonly issues: readonly string[];
}

interface Summary {
  readonly certificate_id: number;
  readonly order_id: number;
  readonly common_name: string;
  readonly serial_number: string;
}

const wanted = { common_name: "api.corp.example", organization_id: 123456, product_name_id: "private_ssl_plus" };

describeClient("certmesh", () => {
  it("orders, waits by polling until somebody issues it, and downloads a ZIP archive", async () => {
    const client = await newClient("certmesh", { issuance: { afterSeconds: 2 } });
    const { certificate, chain, issues } = await client.call<Ordered>("order", wanted);
    expect(issues).toEqual([]);
    expectIssued(certificate + chain, await onlyCertificate(client), client);
    expect(certificatesIn(chain)).toHaveLength(2);
    const calls = await callsSince(client.sandbox);
    expect(calls[0]).toBe("POST /order/certificate/private_ssl_plus");
    expect(calls.filter((call) => call === "GET /order/certificate/{id}").length).toBeGreaterThan(1);
    expect(calls.at(-1)).toBe("GET /certificate/{id}/download/format/pem_all");
  });

  it("orders the public product that it orders unless it is told otherwise", async () => {
    const client = await newClient("certmesh", { products: ["ssl_plus"] });
    const { certificate, chain } = await client.call<Ordered>("order", { common_name: "www.example.com", organization_id: 123456 });
    expectIssued(certificate + chain, await onlyCertificate(client), client);
  });

  it("lists what was issued, a page at a time, and finds one by its name or serial number", async () => {
    const client = await newClient("certmesh");
    for (const name of ["a", "b", "c"]) await client.call("order", { ...wanted, common_name: `${name}.corp.example` });
    await client.sandbox.clearJournal();
    const listed = await client.call<readonly Summary[]>("list", { status: "issued", page_size: 2 });
    expect(listed.map(({ common_name }) => common_name)).toEqual(["a.corp.example", "b.corp.example", "c.corp.example"]);
    expect(await callsSince(client.sandbox)).toHaveLength(2);
    const books = await client.sandbox.orders();
    expect(listed.map(({ order_id }) => order_id)).toEqual(books.map(({ id }) => id));
    const serial = books[1]?.certificates[0]?.serialNumber;
    expect(await client.call<readonly Summary[]>("search", { common_name: "b.corp.example" })).toEqual([listed[1]]);
    expect(await client.call<readonly Summary[]>("search", { serial_number: serial })).toEqual([listed[1]]);
    expect(listed[1]?.serial_number).toBe(serial);
  });

  it("has a duplicate with another key made, and revokes by the order's id", async () => {
    const client = await newClient("certmesh");
    await client.call("order", wanted);
    const [order] = await client.sandbox.orders();
    const { privateKeyPem } = makeCsr(["api.corp.example"]);
    const duplicate = { order_id: order?.id, csr_pem: csrFor(privateKeyPem, ["api.corp.example"]), common_name: "api.corp.example" };
    await client.call("duplicate", duplicate);
    const [withDuplicate] = await client.sandbox.orders();
    expect(withDuplicate?.certificates).toHaveLength(1);
    expect(withDuplicate?.duplicates).toMatchObject([{ status: "issued", commonName: "api.corp.example" }]);
    await client.call("revoke", { order_id: order?.id, reason: "cessation_of_operation" });
    const [revoked] = await client.sandbox.orders();
    expect(revoked?.certificates).toMatchObject([{ status: "revoked", revocationReason: "cessation_of_operation" }]);
    expect(revoked?.duplicates).toMatchObject([{ status: "issued" }]);
  });

  it("takes a ZIP archive only, which a strict sandbox does not make of PEM, and has names of its own for reasons", async () => {
    const client = await newClient("certmesh", {}, { strict: true });
    await expect(client.call("order", wanted)).rejects.toThrow("not a valid ZIP archive");
    const [order] = await client.sandbox.orders();
    expect(order?.status).toBe("issued");
    await expect(client.call("revoke", { order_id: order?.id, reason: "key_compromise" })).rejects.toThrow(
      "invalid_value:revocation_reason",
    );
    await client.call("revoke", { order_id: order?.id, reason: "superseded" });
    expect(await onlyCertificate(client)).toMatchObject({ status: "revoked" });
  });

  it("asks for one thing that DigiCert's documentation does not have, and is told so", async () => {
    const client = await newClient("certmesh");
    await client.call("order", wanted);
    const { id } = await onlyCertificate(client);
    await expect(client.call("describe", { certificate_id: id })).rejects.toThrow("not_found|route");
  });
});
