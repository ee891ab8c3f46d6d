/** The certificates of many services, from a table. They are renewed on different days, and their teams are told. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { PrivateSslCertificate } from "pulumi-digicert";

import { services, type Service } from "./services";

const config = new pulumi.Config();
/** Where the teams put their requests: `<service>.csr`. Their keys stay with them. */
const requests = config.get("requests") ?? "requests";
const organization = { id: config.requireNumber("organizationId") };

/** Two weeks over which renewals are spread, so that a table filled on one day is not renewed on one day. */
const spreadDays = 14;
const leastDays = 30;

/** By the name of the service alone: another row moves nobody's day. */
function renewBeforeDays(service: string): number {
  return leastDays + (createHash("sha256").update(service).digest().readUInt32BE() % spreadDays);
}

function certificateFor(service: string, { team, names, product = "private_ssl_plus" }: Service): PrivateSslCertificate {
  const [commonName, ...dnsNames] = names;
  return new PrivateSslCertificate(service, {
    product,
    commonName,
    dnsNames,
    csr: readFileSync(join(requests, `${service}.csr`), "utf8"),
    organization,
    orderValidity: { years: 1 },
    additionalEmails: [team],
    renewal: { beforeDays: renewBeforeDays(service) },
  });
}

/** For the stacks of the teams: `new pulumi.StackReference("corp/certificates/prod").requireOutput("certificates")`. */
export const certificates = Object.fromEntries(
  Object.entries(services).map(([service, row]) => {
    const { orderId, validUntil, renewAfter, fullChainPem } = certificateFor(service, row);
    return [service, { orderId, validUntil, renewAfter, fullChainPem }];
  }),
);
