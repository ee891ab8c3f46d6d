import { X509Certificate } from "node:crypto";

import { chainOf, pemFor, type ChainEntry } from "../answers/chain";
import { impostorOf, signLeaf } from "../authority/authority";
import { newSigner } from "../authority/signer";
import type { Answer } from "../http/answer";
import { isObject } from "../http/wire";
import { leafRequest } from "../ordering/leafRequest";
import type { CertCentral } from "../state/certCentral";
import { isIssued, type IssuedCertificate } from "../state/order";
import type { CertificateFault } from "./armed";

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\s*/g;

/** Whether an answer has certificates, of which one is a leaf of the sandbox. */
export function hasCertificates({ body }: Answer, centre: CertCentral): boolean {
  return leafIn(body, centre) !== undefined;
}

/** The same answer, with certificates that are not what they should be. */
export async function withCertificateFault(answer: Answer, fault: CertificateFault["do"], centre: CertCentral): Promise<Answer> {
  const leaf = leafIn(answer.body, centre);
  if (leaf === undefined) return answer;
  const changed = await faults[fault](leaf, centre);
  const genuine = chainOf(leaf).map((entry) => entry.pem);
  if (typeof answer.body === "string")
    return { ...answer, body: answer.body.replace(PEM, (pem) => changed[genuine.indexOf(pem)]?.pem ?? pem) };
  const name = chainMember(answer.body);
  return name === undefined || !isObject(answer.body) ? answer : { ...answer, body: { ...answer.body, [name]: changed } };
}

const faults: Readonly<Record<CertificateFault["do"], (leaf: IssuedCertificate, centre: CertCentral) => Promise<readonly ChainEntry[]>>> = {
  wrongPem: async (leaf, centre) => [await forAnotherKey(leaf, centre), ...chainOf(leaf).slice(1)],
  swapChain: (leaf) => {
    const [first, second, ...others] = chainOf(leaf);
    return Promise.resolve(first === undefined || second === undefined ? chainOf(leaf) : [second, first, ...others]);
  },
  brokenChain: async (leaf) => {
    const [first, second, ...others] = chainOf(leaf);
    const impostor = await impostorOf(leaf.issued.authority);
    if (first === undefined || second === undefined || impostor === undefined) return chainOf(leaf);
    return [first, { ...second, pem: pemFor(leaf.order.account, impostor) }, ...others];
  },
};

async function forAnotherKey(certificate: IssuedCertificate, centre: CertCentral): Promise<ChainEntry> {
  const { issued, order } = certificate;
  const { publicKey } = await newSigner("EC");
  const request = { ...leafRequest(certificate, issued, centre.crlUrl(issued.authority.name, 0)), publicKey, isRsa: false };
  const leaf = await signLeaf(issued.authority, request);
  return { subject_common_name: leaf.subjectCommonName, pem: pemFor(order.account, leaf) };
}

/** `certificate_chain` of an order, `intermediates` of the chain call. */
function chainMember(body: unknown): string | undefined {
  return isObject(body) ? ["certificate_chain", "intermediates"].find((name) => Array.isArray(body[name])) : undefined;
}

function leafIn(body: unknown, centre: CertCentral): IssuedCertificate | undefined {
  const text =
    typeof body === "string"
      ? body
      : JSON.stringify(body ?? "")
          .replaceAll("\\r\\n", "\n")
          .replaceAll("\\n", "\n");
  for (const pem of text.match(PEM) ?? []) {
    const certificate = centre.register.issuedAs(new X509Certificate(pem).serialNumber);
    if (certificate !== undefined && isIssued(certificate)) return certificate;
  }
  return undefined;
}
