import { X509Certificate } from "node:crypto";

import { makeCsr } from "../../support/csr";
import { callsSince } from "../../support/sandboxes";
import { describeClient, expectIssued, newClient, onlyCertificate } from "./foreignClient";

interface Downloaded {
  readonly certificates: { readonly certificate: string; readonly intermediate: string; readonly root: string };
}

const { csrPem: csr } = makeCsr(["www.example.com"]);
const contact = { first_name: "Ada", last_name: "King", email: "ada@corp.example", telephone: "801-555-0101" };
const organization = { id: 654321, name: "Example", address: "1 Main Street", city: "Lehi", state: "Utah", zip: "84043", country: "us" };

/** It looks for the organization by its whole address, and for the domain among those of the organization. */
const wanted = {
  certificate_type: "private_ssl_plus",
  csr,
  validity: 1,
  common_name: "www.example.com",
  org_name: "Example",
  org_addr1: "1 Main Street",
  org_city: "Lehi",
  org_state: "Utah",
  org_zip: "84043",
  org_country: "US",
  org_contact_firstname: contact.first_name,
  org_contact_lastname: contact.last_name,
  org_contact_email: contact.email,
  org_contact_telephone: contact.telephone,
};
const settings = { organizations: [organization], domains: [{ name: "www.example.com", organizationId: 654321 }] };

describeClient("digicertClient", () => {
  it("finds container, organization and domain, orders, looks, and downloads the chain", async () => {
    const client = await newClient("digicertClient", settings);
    const { id } = await client.call<{ readonly id: number }>("place", wanted);
    expect(await client.sandbox.orders()).toMatchObject([{ id, product: "private_ssl_plus", organizationId: 654321, status: "issued" }]);
    expect(await client.call("view", { order_id: id })).toMatchObject({ http_status: 200, id, status: "issued" });
    const { certificates } = await client.call<Downloaded>("download", { order_id: id });
    expectIssued(certificates.certificate + certificates.intermediate + certificates.root, await onlyCertificate(client), client);
    expect(await callsSince(client.sandbox)).toEqual([
      "GET /user/me",
      "GET /organization",
      "GET /domain",
      "POST /order/certificate/private_ssl_plus",
      "GET /order/certificate/{id}",
      "GET /order/certificate/{id}",
      "GET /certificate/{id}/download/format/pem_all",
    ]);
  });

  it("sends its key in the order as well, which neither journal nor books keep", async () => {
    const client = await newClient("digicertClient", settings);
    await client.call("place", wanted);
    const kept = JSON.stringify([await client.sandbox.journal(), await client.sandbox.orders()]);
    expect(kept).toContain('"_customer_api_key":"***"');
    expect(kept).not.toContain(client.sandbox.apiKey);
  });

  it("sends no User-Agent, which DigiCert's pages ask for, and which a strict sandbox refuses", async () => {
    const client = await newClient("digicertClient", settings, { strict: true });
    await expect(client.call("place", wanted)).rejects.toThrow();
    const [asked, ...more] = await client.sandbox.journal();
    expect(asked).toMatchObject({ path: "/user/me", status: 400, answer: { errors: [{ code: "bad_request_format" }] } });
    expect(asked?.headers["user-agent"]).toBeUndefined();
    expect(more).toEqual([]);
  });

  it("lists all orders", async () => {
    const client = await newClient("digicertClient", settings);
    await client.call("place", wanted);
    await client.call("place", wanted);
    const { orders } = await client.call<{ readonly orders: readonly { readonly id: number }[] }>("viewAll");
    expect(orders.map(({ id }) => id)).toEqual((await client.sandbox.orders()).map(({ id }) => id));
  });

  it("orders the public product that its name for it stands for", async () => {
    const client = await newClient("digicertClient", { ...settings, products: ["ssl_plus"] });
    const { id } = await client.call<{ readonly id: number }>("place", { ...wanted, certificate_type: "sslplus" });
    expect(await client.sandbox.orders()).toMatchObject([{ id, product: "ssl_plus", status: "issued" }]);
  });

  it("orders nothing for a domain that is not there", async () => {
    const client = await newClient("digicertClient", settings);
    expect(await client.call("place", { ...wanted, common_name: "other.example.com" })).toMatchObject({
      response: "No matching domain found",
    });
    expect(await client.sandbox.orders()).toEqual([]);
  });

  it("has duplicates made, lists them, and downloads one by its number", async () => {
    const client = await newClient("digicertClient", settings);
    const { id: order_id } = await client.call<{ readonly id: number }>("place", wanted);
    for (const csr of [csrOfAnotherKey(), csrOfAnotherKey()]) {
      await client.call("createDuplicate", { order_id, certificate: { common_name: "www.example.com", csr, signature_hash: "sha256" } });
    }
    const listed = await client.call<readonly { readonly id: number; readonly sub_id: string }[]>("listDuplicates", { order_id });
    const duplicates = (await client.sandbox.orders())[0]?.duplicates ?? [];
    expect(listed.map(({ id }) => id)).toEqual(duplicates.map(({ id }) => id));
    const [leaf = ""] = await client.call<readonly string[]>("downloadDuplicate", { order_id, sub_id: listed[1]?.sub_id });
    expect(new X509Certificate(leaf).raw).toEqual(new X509Certificate(duplicates[1]?.pem ?? "").raw);
    expect(await onlyCertificate(client)).toMatchObject({ status: "issued" });
  });
});

function csrOfAnotherKey(): string {
  return makeCsr(["www.example.com"]).csrPem;
}
