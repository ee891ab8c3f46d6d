import type { RequestSubject } from "./makeRequest";
import { onDemand } from "./onDemand";

/** What a request is for. */
export interface CertificateRequestArgs {
  readonly commonName: string;
  /** @default none */
  readonly dnsNames?: readonly string[];
  /** @default none */
  readonly ipAddresses?: readonly string[];
  /** @default `"ECDSA"`, on P-256; `"RSA"`: 2048 bits */
  readonly algorithm?: "ECDSA" | "RSA";
}

/** A request and its key, for a test and nothing else. */
export interface CertificateRequestAndKey {
  readonly csrPem: string;
  /** PKCS#8. */
  readonly privateKeyPem: string;
}

/** A new key and a real certificate signing request: for a program that reads its CSR from the configuration or from a file. */
export async function newCertificateRequest(args: CertificateRequestArgs): Promise<CertificateRequestAndKey> {
  const { makeKey, makeRequest } = onDemand.requests();
  const key = makeKey(args.algorithm === "RSA" ? { algorithm: "RSA", rsaBits: 2048 } : { algorithm: "ECDSA", ecdsaCurve: "P256" });
  const subject: RequestSubject = { commonName: args.commonName };
  return { privateKeyPem: key.pkcs8, csrPem: await makeRequest(key.pkcs8, { ...args, subject }) };
}
