import "reflect-metadata";
import { webcrypto } from "node:crypto";

import { X509CrlGenerator, X509CrlReason, type X509CrlEntryParams } from "@peculiar/x509";

import type { Authority } from "../authority/authority";
import type { Answer } from "../http/answer";
import type { Turns } from "../http/turns";
import type { CertCentral } from "../state/certCentral";
import { allCertificates } from "../state/order";

const DAY_MS = 86_400_000;
const ADDRESS = /^(.+)-(\d+)\.crl$/;

/** The list of what one link of a chain has revoked, signed anew whenever it is asked for. Anybody may have it. */
export async function revocationList(
  address: string,
  { centre, turns }: { readonly centre: CertCentral; readonly turns: Turns },
): Promise<Answer> {
  const [, name, link] = ADDRESS.exec(address) ?? [];
  return turns.take(async () => {
    const now = centre.clock.now();
    await centre.agenda.settle(now);
    const authority = (await centre.authorities()).find((each) => each.name === name);
    const issuer = authority?.links[Number(link)];
    if (authority === undefined || issuer === undefined) return { status: 404, body: "no such list", contentType: "text/plain" };
    const { key, algorithm } = await issuer.signer.signing("SHA-256");
    const list = await X509CrlGenerator.create(
      {
        issuer: issuer.name,
        thisUpdate: new Date(now.getTime() - DAY_MS),
        nextUpdate: new Date(now.getTime() + DAY_MS),
        // Leaves are signed by the first link; no link above it has ever revoked anything.
        entries: Number(link) === 0 ? [...revokedBy(authority, centre)] : [],
        signingAlgorithm: algorithm,
        signingKey: key,
      },
      webcrypto,
    );
    return { status: 200, contentType: "application/pkix-crl", body: Buffer.from(list.rawData) };
  });
}

function* revokedBy(authority: Authority, { register }: CertCentral): Generator<X509CrlEntryParams> {
  for (const order of register.orders()) {
    for (const { issued, revoked } of allCertificates(order)) {
      if (issued?.authority !== authority || revoked === undefined) continue;
      yield { serialNumber: issued.serialNumber, revocationDate: revoked.at, reason: reasons[revoked.reason] ?? X509CrlReason.unspecified };
    }
  }
}

const reasons: Readonly<Record<string, X509CrlReason>> = {
  keyCompromise: X509CrlReason.keyCompromise,
  affiliationChanged: X509CrlReason.affiliationChanged,
  superseded: X509CrlReason.superseded,
  cessationOfOperation: X509CrlReason.cessationOfOperation,
};
