/** Certificates that were ordered in DigiCert's console, taken over: nothing is ordered, and from now on Pulumi renews them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { PrivateSslCertificate } from "pulumi-digicert";

const config = new pulumi.Config();

/** Where the requests lie: `<name>.csr`, made from the key that is in use now. */
const requests = config.get("requests") ?? "requests";

const certificates = config.requireObject<Readonly<Record<string, number>>>("orders");

/** The order id of each, once Pulumi has renewed it. */
export const orders = Object.fromEntries(
  Object.entries(certificates).map(([name, orderId]) => {
    const { orderId: current, validUntil, renewAfter } = adopted(name, orderId);
    return [name, { orderId: current, validUntil, renewAfter }];
  }),
);

function adopted(name: string, adoptOrderId: number): PrivateSslCertificate {
  return new PrivateSslCertificate(name, {
    // As it was ordered: what differs is named by the first preview after the adoption, as what it would cost.
    product: "private_ssl_plus",
    commonName: `${name}.corp.example`,
    csr: readFileSync(join(requests, `${name}.csr`), "utf8"),
    organization: { id: config.requireNumber("organizationId") },
    orderValidity: { years: 1 },
    // Read when the resource is created, and never again. Leave it: without it, a replacement would order anew.
    adoptOrderId,
    // Not said here: `onDelete`. An order that was adopted is kept when the resource goes, unless that is declared.
  });
}
