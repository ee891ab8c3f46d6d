import { makeCsr } from "../../support/csr";
import { callsSince } from "../../support/sandboxes";
import { describeClient, expectIssued, newClient, onlyCertificate } from "./foreignClient";

interface Enrolled {
  readonly error: string | null;
  readonly bundle: string;
  /** Base64 of the certificate's DER. */
  readonly raw: string;
  readonly pollIdentifier: number;
}

/** As an ACME client sends it: DER in base64, without padding. */
function acmeCsr(): string {
  const { csrPem } = makeCsr(["api.corp.example"]);
  return csrPem.replace(/-----[A-Z ]+-----|\s|=/g, "");
}

describeClient("acme2certifier", () => {
  it("finds its organization by name, orders, and has the chain at once", async () => {
    const client = await newClient("acme2certifier");
    const enrolled = await client.call<Enrolled>("enroll", { csr: acmeCsr(), cert_type: "private_ssl_plus" });
    expect(enrolled.error).toBeNull();
    expectIssued(enrolled.bundle, await onlyCertificate(client), client);
    const [order] = await client.sandbox.orders();
    expect(order).toMatchObject({ id: enrolled.pollIdentifier, product: "private_ssl_plus", organizationId: 123456, status: "issued" });
    expect(await callsSince(client.sandbox)).toEqual(["GET /organization", "POST /order/certificate/private_ssl_plus"]);
  });

  it("revokes by the serial number that it reads in the certificate", async () => {
    const client = await newClient("acme2certifier");
    const { raw } = await client.call<Enrolled>("enroll", { csr: acmeCsr(), cert_type: "private_ssl_plus" });
    const [code] = await client.call<readonly [number]>("revoke", { raw });
    expect(code).toBe(200);
    expect(await onlyCertificate(client)).toMatchObject({ status: "revoked", revocationReason: "unspecified" });
  });

  it("orders the public product that it orders unless it is told otherwise", async () => {
    const client = await newClient("acme2certifier", { products: ["ssl_basic"] });
    const { bundle } = await client.call<Enrolled>("enroll", { csr: acmeCsr() });
    expectIssued(bundle, await onlyCertificate(client), client);
    expect(await client.sandbox.orders()).toMatchObject([{ product: "ssl_basic", status: "issued" }]);
  });

  it("sends nothing that DigiCert's pages do not have", async () => {
    const client = await newClient("acme2certifier", {}, { strict: true });
    const { error, raw } = await client.call<Enrolled>("enroll", { csr: acmeCsr(), cert_type: "private_ssl_plus" });
    expect(error).toBeNull();
    await client.call("revoke", { raw });
    expect(await onlyCertificate(client)).toMatchObject({ status: "revoked" });
  });

  it("says what was refused, in DigiCert's words", async () => {
    const client = await newClient("acme2certifier", { products: [] });
    const { error } = await client.call<Enrolled>("enroll", { csr: acmeCsr() });
    expect(error).toContain("not_found|product");
    expect(await client.sandbox.orders()).toEqual([]);
  });
});
