import { createHash, createPublicKey } from "node:crypto";

import type { Plain } from "../provider/request/field";
import type { KeyChoice } from "./makeRequest";
import { onDemand } from "./onDemand";

/** Types of @pulumi/tls that have real values here. */
export const tlsTypes = ["tls:index/privateKey:PrivateKey", "tls:index/certRequest:CertRequest"] as const;

export type TlsType = (typeof tlsTypes)[number];

/** What one of them came to. */
export interface MockedTls {
  readonly id: string;
  readonly outputs: Plain;
  /** Outputs that are secret. */
  readonly secrets: ReadonlySet<string>;
}

/** What `tls.PrivateKey` and `tls.CertRequest` would come to: a real key, a real request. The OpenSSH forms are not made. */
export async function mockedTls(type: TlsType, inputs: Plain): Promise<MockedTls> {
  return type === "tls:index/privateKey:PrivateKey" ? mockedKey(inputs as unknown as KeyChoice) : mockedRequest(inputs);
}

function mockedKey(choice: KeyChoice): MockedTls {
  const { traditional, pkcs8, publicKey } = onDemand.requests().makeKey(choice);
  const made = { privateKeyPem: traditional, privateKeyPemPkcs8: pkcs8, publicKeyPem: publicKey };
  return {
    id: createHash("sha1").update(publicKey).digest("hex"),
    outputs: { rsaBits: 2048, ecdsaCurve: "P224", ...choice, ...made },
    secrets: new Set(["privateKeyPem", "privateKeyPemPkcs8"]),
  };
}

async function mockedRequest(inputs: Plain): Promise<MockedTls> {
  const { privateKeyPem } = inputs;
  if (typeof privateKeyPem !== "string") throw new Error("tls.CertRequest needs privateKeyPem: the private key in PEM");
  const certRequestPem = await onDemand.requests().makeRequest(privateKeyPem, inputs);
  return {
    id: createHash("sha1").update(certRequestPem).digest("hex"),
    outputs: { ...inputs, keyAlgorithm: algorithmOf(privateKeyPem), certRequestPem },
    secrets: new Set(["privateKeyPem"]),
  };
}

function algorithmOf(privateKeyPem: string): "RSA" | "ECDSA" {
  return createPublicKey(privateKeyPem).asymmetricKeyType === "rsa" ? "RSA" : "ECDSA";
}
