import {
  getOrder,
  getOrganization,
  getOrganizationOutput,
  getProduct,
  listOrganizations,
  listProducts,
  PrivateSslCertificate,
} from "../../../sdk";
import { newCertificateRequest, setCertificateMocks, valueOf } from "../../../testing";

describe("a mocked look-up", () => {
  it("finds what the test says there is, and fails with the names there are", async () => {
    await setCertificateMocks({
      account: {
        organizations: [
          { id: 7, name: "Acme" },
          { id: 8, name: "Acme Labs", isActive: false },
        ],
        products: [{ name: "private_ssl_plus", allowedCaCertificates: [{ id: "A1", name: "Acme CA" }] }],
        orders: [{ orderId: 4711, status: "pending" }],
      },
    });
    expect(await getOrganization({ name: "Acme" })).toEqual({ id: 7, name: "Acme", isActive: true });
    expect((await listOrganizations()).map(({ id }) => id)).toEqual([7, 8]);
    expect((await getProduct({ name: "private_ssl_plus" })).allowedCaCertificates).toEqual([{ id: "A1", name: "Acme CA" }]);
    expect(await getOrder({ orderId: 4711 })).toMatchObject({ status: "pending", dnsNames: [] });
    await expect(getOrganization({ name: "Acme Labs" })).rejects.toThrow(
      "the mocked account has no organisation Acme Labs; there are: Acme",
    );
    await expect(getProduct({ name: "private_ssl_flex" })).rejects.toThrow("there are: private_ssl_plus");
    await expect(getOrder({ orderId: 1 })).rejects.toThrow("no order 1; there are: 4711");
  });

  it("finds whatever is asked for where the test says nothing, so that a certificate can be declared with it", async () => {
    await setCertificateMocks();
    const { csrPem } = await newCertificateRequest({ commonName: "api.corp.example" });
    const certificate = new PrivateSslCertificate("api", {
      product: "private_ssl_plus",
      commonName: "api.corp.example",
      csr: csrPem,
      organization: { id: getOrganizationOutput({ name: "Acme" }).id },
      orderValidity: { years: 1 },
    });
    expect(await valueOf(certificate.organizationId)).toBe(123456);
    expect((await listProducts()).map(({ name }) => name)).toContain("private_ssl_flex");
    expect(await getOrder({ orderId: 5 })).toMatchObject({ orderId: 5, status: "issued" });
  });
});
