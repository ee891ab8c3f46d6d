import type { Product } from "../../provider/certcentral/answers";
import type { CertCentral } from "../../provider/certcentral/client";
import { products as ordered } from "../accountOrders";
import { advice, askedAbout, bad, good, type Finding } from "./finding";

const notToList = advice(
  "Products",
  "this key may not list them",
  "Orders may go through all the same; what is allowed is then told only by DigiCert's refusals. A key restricted to `Orders` may not ask.",
);

/** Which private SSL products may be ordered, from which CAs, for how long. */
export async function productFindings({ products }: CertCentral, containerId?: number): Promise<readonly Finding[]> {
  return await askedAbout(
    "Products",
    async () => {
      const enabled = (await products.list()).filter(({ nameId }) => ordered.includes(nameId));
      if (enabled.length === 0) return [none];
      const findings: Finding[] = [];
      // In turn: DigiCert asks that calls be not made at once.
      for (const { nameId } of enabled) findings.push(...productFinding(await products.info(nameId, containerId), containerId));
      return findings;
    },
    notToList,
  );
}

const none = bad(
  "Products",
  "no private SSL product is enabled in this account",
  `Ask DigiCert's account manager to enable one of: ${ordered.join(", ")}.`,
);

function productFinding(product: Product, containerId?: number): readonly Finding[] {
  const { nameId, allowedCaCerts, allowedContainerIds, signatureHashes } = product;
  const years = product.allowedOrderValidityYears.length > 0 ? product.allowedOrderValidityYears : product.allowedValidityYears;
  const facts = [
    allowedCaCerts.length === 1 ? caOf(allowedCaCerts[0]) : undefined,
    years.length === 0 ? undefined : `${years.join(", ")} ${years.join() === "1" ? "year" : "years"}`,
    signatureHashes.length === 0 ? undefined : signatureHashes.join(", "),
  ].filter((fact) => fact !== undefined);
  const found = good(nameId, facts.length === 0 ? "enabled" : facts.join("; "));
  if (containerId !== undefined && allowedContainerIds.length > 0 && !allowedContainerIds.includes(containerId)) {
    return [
      bad(
        nameId,
        `is not allowed in container ${String(containerId)} (digicert:containerId)`,
        "Order in another container, or have it allowed there in CertCentral.",
      ),
    ];
  }
  return allowedCaCerts.length > 1 ? [choiceOf(found, allowedCaCerts)] : [found];
}

type Authority = Product["allowedCaCerts"][number];

function caOf(authority: Authority | undefined): string | undefined {
  return authority === undefined ? undefined : `CA ${authority.id} (${authority.name})`;
}

/** DigiCert's page: `ca_cert_id` is required if several are configured. */
function choiceOf({ about, says }: Finding, authorities: readonly Authority[]): Finding {
  const choices = authorities.map(({ id, name }) => `${id} (${name})`).join(", ");
  return advice(
    about,
    `${says}; ${String(authorities.length)} CAs, one of which each certificate must name`,
    `Set \`caCertId\` to one of: ${choices}.`,
  );
}
