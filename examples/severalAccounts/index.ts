/** One service in two accounts of CertCentral, one in each region: each certificate is ordered with the key of its own account. */
import * as pulumi from "@pulumi/pulumi";
import * as digicert from "pulumi-digicert";

const config = new pulumi.Config();

// An explicit provider takes nothing from `digicert:…` in the stack's configuration: neither account ever sees the other's key.
const us = new digicert.Provider("us", {
  apiKey: config.requireSecret("usKey"),
  region: "us",
  organizationId: config.requireNumber("usOrganizationId"),
});
const eu = new digicert.Provider("eu", {
  apiKey: config.requireSecret("euKey"),
  region: "eu",
  organizationId: config.requireNumber("euOrganizationId"),
});

const certificates = [certificateFor("us", us, config.require("usCsr")), certificateFor("eu", eu, config.require("euCsr"))] as const;

/** The organisation is that of the account. */
function certificateFor(region: string, provider: digicert.Provider, csr: string): digicert.PrivateSslCertificate {
  return new digicert.PrivateSslCertificate(
    `api-${region}`,
    { product: "private_ssl_plus", commonName: `api.${region}.corp.example`, csr, orderValidity: { years: 1 } },
    { provider },
  );
}

export const [usOrderId, euOrderId] = certificates.map(({ orderId }) => orderId);
/** Each account has a CA of its own: who calls both regions trusts both roots. */
export const trustedRoots = pulumi.all(certificates.map(({ rootPem }) => rootPem)).apply((pems) => pems.join(""));
