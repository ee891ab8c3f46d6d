/** One private SSL certificate, and what a load balancer needs of it. */
import * as pulumi from "@pulumi/pulumi";
import { PrivateSslCertificate } from "pulumi-digicert";

const config = new pulumi.Config();

const certificate = new PrivateSslCertificate("api", {
  product: "private_ssl_plus",
  commonName: "api.corp.example",
  dnsNames: ["api.corp.example", "api-2.corp.example"],
  // Made where the private key stays; nothing here ever sees that key.
  csr: config.require("csr"),
  organization: { id: config.requireNumber("organizationId") },
  orderValidity: { years: 1 },
  renewal: { beforeDays: config.getNumber("renewBeforeDays") ?? 30 },
});

export const { orderId, certificateId, commonName, dnsNames, validFrom, validUntil, renewAfter } = certificate;
export const { certificatePem, chainPem, fullChainPem, rootPem } = certificate;
