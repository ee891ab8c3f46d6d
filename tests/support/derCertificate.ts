/**
 * Certificates put together byte by byte, so that each of their parts can be wrong by itself: what `openssl` refuses to make, and thousands a second of what
 * it would. It shares nothing with the reader under test.
 */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A key, as its owner and as others have it. */
export interface Keys {
  readonly privateKey: KeyObject;
  readonly spki: Buffer;
  /** SHA-1 of it: the key identifier of RFC 5280, 4.2.1.2. */
  readonly identifier: Buffer;
}

export interface Parts {
  readonly subject: Buffer;
  readonly issuer: Buffer;
  readonly holder: Keys;
  readonly signer: Keys;
  readonly from: Buffer;
  readonly until: Buffer;
  readonly extensions: readonly Buffer[];
  /** Version 1 has no extensions. */
  readonly version?: 1 | 3;
  readonly serial?: number;
  readonly hash?: "md5" | "sha1" | "sha256";
  /** The algorithm that the signed part names, where it is another one than was used. */
  readonly named?: "sha256" | "sha384";
}

export function makeKeys(kind: "ec" | "rsa" | "rsa-512" | "ec-112" = "ec"): Keys {
  return keysOf(generate(kind));
}

function generate(kind: "ec" | "rsa" | "rsa-512" | "ec-112"): KeyObject {
  if (kind === "rsa") return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  if (kind === "rsa-512") return generateKeyPairSync("rsa", { modulusLength: 512 }).privateKey;
  return generateKeyPairSync("ec", { namedCurve: kind === "ec" ? "P-256" : "secp112r1" }).privateKey;
}

function keysOf(privateKey: KeyObject): Keys {
  const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  return { privateKey, spki, identifier: createHash("sha1").update(spki).digest() };
}

/** One element: tag, length (X.690, 8.1.3), content. */
export function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const hex = body.length.toString(16);
  const length = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

export const sequence = (...content: readonly Buffer[]): Buffer => der(0x30, ...content);
export const context = (number: number, ...content: readonly Buffer[]): Buffer => der(0xa0 | number, ...content);
const plainContext = (number: number, content: Buffer): Buffer => der(0x80 | number, content);

export function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  return der(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(arc: number): readonly number[] {
  const digits = [arc & 0x7f];
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

/** A distinguished name of common name and, where it has one, organisation. */
export function nameOf(commonName: string, organization?: string): Buffer {
  const attribute = (type: string, value: string) => der(0x31, sequence(objectId(type), der(0x0c, Buffer.from(value))));
  const parts = organization === undefined ? [] : [attribute("2.5.4.10", organization)];
  return sequence(...parts, ...(commonName === "" ? [] : [attribute("2.5.4.3", commonName)]));
}

/** UTCTime until 2049, GeneralizedTime after it (RFC 5280, 4.1.2.5). */
export function timeOf(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-T:]|\.\d+/g, "");
  return date.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}

export function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(objectId(id), ...(critical ? [der(0x01, Buffer.from([0xff]))] : []), der(0x04, value));
}

export function basicConstraints(isCa: boolean, pathLength?: number): Buffer {
  const parts = [...(isCa ? [der(0x01, Buffer.from([0xff]))] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])];
  return extension("2.5.29.19", sequence(...parts), true);
}

/** A bit string of key usages (RFC 5280, 4.2.1.3): `keyCertSign` is bit 5, `digitalSignature` bit 0. */
export function keyUsage(bit: number): Buffer {
  return extension("2.5.29.15", der(0x03, Buffer.from([7 - bit, 0x80 >> bit])), true);
}

export const dnsName = (name: string): Buffer => plainContext(2, Buffer.from(name, "latin1"));
export const ipAddress = (...bytes: readonly number[]): Buffer => plainContext(7, Buffer.from(bytes));
export const emailName = (address: string): Buffer => plainContext(1, Buffer.from(address));
export const directoryName = (name: Buffer): Buffer => context(4, name);

export function alternativeNames(...names: readonly Buffer[]): Buffer {
  return extension("2.5.29.17", sequence(...names));
}

export interface Constraints {
  readonly permitted?: readonly Buffer[];
  readonly excluded?: readonly Buffer[];
}

export function nameConstraints({ permitted = [], excluded = [] }: Constraints, critical = true): Buffer {
  const trees = (number: number, names: readonly Buffer[]) =>
    names.length === 0 ? [] : [context(number, ...names.map((name) => sequence(name)))];
  return extension("2.5.29.30", sequence(...trees(0, permitted), ...trees(1, excluded)), critical);
}

export const subjectKeyIdentifier = ({ identifier }: Keys): Buffer => extension("2.5.29.14", der(0x04, identifier));
export const authorityKeyIdentifier = ({ identifier }: Keys): Buffer => extension("2.5.29.35", sequence(plainContext(0, identifier)));

const algorithms = {
  ec: { md5: undefined, sha1: "1.2.840.10045.4.1", sha256: "1.2.840.10045.4.3.2", sha384: "1.2.840.10045.4.3.3" },
  rsa: { md5: "1.2.840.113549.1.1.4", sha1: "1.2.840.113549.1.1.5", sha256: "1.2.840.113549.1.1.11", sha384: "1.2.840.113549.1.1.12" },
} as const;

function algorithmOf({ privateKey }: Keys, hash: "md5" | "sha1" | "sha256" | "sha384"): Buffer {
  const id = algorithms[privateKey.asymmetricKeyType === "rsa" ? "rsa" : "ec"][hash];
  if (id === undefined) throw new RangeError(`no algorithm signs ${hash} with this kind of key`);
  return sequence(objectId(id), ...(privateKey.asymmetricKeyType === "rsa" ? [der(0x05)] : []));
}

/** The certificate in DER, signed as it says. */
export function certificateOf(parts: Parts): Buffer {
  const { subject, issuer, holder, signer, from, until, extensions, version = 3, serial = 1, hash = "sha256", named = hash } = parts;
  const signed = sequence(
    ...(version === 3 ? [context(0, integer(2))] : []),
    integer(serial),
    algorithmOf(signer, named),
    issuer,
    sequence(from, until),
    subject,
    holder.spki,
    ...(version === 3 && extensions.length > 0 ? [context(3, sequence(...extensions))] : []),
  );
  const signature = sign(hash, signed, signer.privateKey);
  return sequence(signed, algorithmOf(signer, hash), der(0x03, Buffer.from([0]), signature));
}

export function pemOf(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
