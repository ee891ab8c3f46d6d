import { chainOf } from "../answers/chain";
import { archive, download, isFormat } from "../answers/download";
import { subIdOf } from "../answers/duplicateEntry";
import { ok } from "../http/answer";
import type { Call } from "../http/call";
import { notFound } from "../http/refusal";
import type { Route } from "../http/router";
import { currentCertificate } from "../state/order";
import { issuedIn, issuedOnly, orderIn } from "./visible";

/** Getting what was issued. */
export const certificateRoutes: readonly Route[] = [
  { method: "GET", path: "/certificate/download/order/{order_id}", handle: ofOrder },
  { method: "GET", path: "/certificate/download/order/{order_id}/format/{format}", handle: ofOrder },
  { method: "GET", path: "/certificate/{certificate_id}/chain", handle: chain },
  { method: "GET", path: "/certificate/{certificate_id}/download/format/{format}", handle: byFormat },
  { method: "GET", path: "/certificate/{certificate_id}/download/platform", handle: byPlatform },
  { method: "GET", path: "/certificate/{certificate_id}/download/platform/{platform_id}", handle: byPlatform },
];

/** [CODE] Despite the name, the first is the end-entity certificate and the last the root. */
function chain(call: Call) {
  return ok({ intermediates: chainOf(issuedIn(call)) });
}

function byFormat(call: Call) {
  const format = formatIn(call);
  return wantsArchiveOnly(call) ? archive(issuedIn(call)) : download(issuedIn(call), format);
}

/** Which platform gets which format is not documented: PEM with the whole chain, as for platform 29. */
function byPlatform(call: Call) {
  return download(issuedIn(call), "pem_all");
}

/**
 * [DOC] "active certificate only, no duplicates or past reissues" (services-api/certificates/download-certificate-format-order-id). `subId` names a
 * duplicate all the same: DigiCert's own client of 2015 has it, its pages do not.
 */
function ofOrder(call: Call) {
  const order = orderIn(call);
  const subId = call.query.get("subId");
  const certificate = subId === null ? currentCertificate(order) : order.duplicates.find((each) => subIdOf(each) === subId);
  return download(issuedOnly(certificate, call), formatIn(call));
}

function wantsArchiveOnly({ accept, centre }: Call): boolean {
  return !centre.strict && accept === "application/zip";
}

function formatIn({ segments, query }: Call) {
  const format = segments["format"] ?? query.get("formatType") ?? "default";
  if (!isFormat(format)) throw notFound("route");
  return format;
}
