/** A server and its client that know each other by their certificates (mutual TLS), both from the same private CA. */
import * as pulumi from "@pulumi/pulumi";
import { PrivateSslCertificate, type PrivateSslCertificateArgs } from "pulumi-digicert";

const config = new pulumi.Config();

const shared = {
  product: "private_ssl_plus",
  organization: { id: config.requireNumber("organizationId") },
  orderValidity: { years: 1 },
  // Not `profileOption: "server_auth_only_eku"`: a client needs clientAuth in its certificate.
} as const satisfies Partial<PrivateSslCertificateArgs>;

const ledger = new PrivateSslCertificate("ledger", { ...shared, commonName: "ledger.corp.example", csr: config.require("ledgerCsr") });
const payments = new PrivateSslCertificate("payments", {
  ...shared,
  commonName: "payments.corp.example",
  csr: config.require("paymentsCsr"),
});

/** What the server sends, whom it trusts, and whom of those it lets in. */
export const server = {
  certificate: ledger.fullChainPem,
  trustedClientRoots: payments.rootPem,
  // Whoever has any certificate of this CA passes the check of the chain. The name is what tells the client from all the others.
  allowedClient: payments.commonName,
};

/** What the client sends, and whom it trusts. */
export const client = {
  certificate: payments.fullChainPem,
  trustedServerRoots: ledger.rootPem,
  serverName: ledger.commonName,
};
