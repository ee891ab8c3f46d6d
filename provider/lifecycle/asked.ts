import type { OrderInfo } from "../certcentral/answers";
import { digestsOf, digestsOfOrder, effectiveValidity, wantedEnd } from "../request/use";
import type { Inputs } from "./action";
import { DAY } from "./byTime";
import type { State } from "./state";
import { statusRow } from "./status";
import { givenOrganization, organizationOf, wantedKey } from "./wish";

/** DigiCert shows days without a time zone: ends that lie so close are one. */
const SAME_END_DAYS = 2;

/**
 * What an order that was found was asked with: a digest for each thing that its info shows. What it does not show is taken to be as wanted, since an
 * order must not be bought again for that; a certificate that is not as wanted is kept out when it is verified.
 */
export function askedOf(info: OrderInfo, key: string | undefined, wanted: Inputs, state: State): Readonly<Record<string, string>> {
  const wish = digestsOf(wanted);
  const shown = digestsOfOrder(info, wanted);
  const asWanted = new Set([
    ...(areNamesShown(info) ? [] : ["dnsNames"]),
    ...(isSameEnd(info, wanted) ? ["validity"] : []),
    ...(isSameOrganization(info, wanted, state) ? ["organization"] : []),
    "csr",
  ]);
  const otherwise = Object.entries(shown).filter(([name]) => !asWanted.has(name));
  const hasWantedKey = key === undefined || key === wantedKey(wanted);
  return { ...wish, ...Object.fromEntries(otherwise), ...(hasWantedKey ? {} : { csr: shown["csr"] ?? "" }) };
}

/** Before it is issued, an order was seen with `dns_names: [" "]`. */
export function areNamesShown(info: OrderInfo): boolean {
  return info.certificate.commonName !== undefined && (info.certificate.dnsNames.length > 0 || statusRow(info.status).while === "done");
}

/** One validity in two forms, such as one year that is shown as 365 days. */
function isSameEnd(info: OrderInfo, wanted: Inputs): boolean {
  const asked = effectiveValidity(wanted);
  const shown = effectiveValidity({ orderValidity: info.validity });
  const from = info.certificate.validFrom ?? info.certificate.dateIssued ?? info.dateCreated;
  const until = info.orderValidUntil ?? info.certificate.validTill;
  if (asked === undefined || asked.kind === shown?.kind || from === undefined || until === undefined) return false;
  const end = wantedEnd(wanted, new Date(from));
  return end !== undefined && Math.abs(end.getTime() - Date.parse(until)) <= SAME_END_DAYS * DAY;
}

/** Details lead to an id that only DigiCert knows: any is taken for it, but one that other details led to, or where another is known. */
function isSameOrganization(info: OrderInfo, wanted: Inputs, state: State): boolean {
  if (givenOrganization(wanted) !== undefined || info.organizationId === undefined) return false;
  const known = organizationOf(state, wanted);
  return known === undefined ? info.organizationId !== state.organizationId : info.organizationId === known;
}
