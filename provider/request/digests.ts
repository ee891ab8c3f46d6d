import { createHash } from "node:crypto";
import type { OrderInfo } from "../certcentral/answers";
import { costsAnOrder, isHidden, isPlain, type Plain } from "./field";
import { allFields, type FieldName } from "./fields";
import { type Aspect, aspects, canonical, type Context } from "./normal";

/** What stands in the digests: all that costs an order. */
const digested = aspects.filter(costsAnOrder);

/** What a wish without a value leaves to DigiCert: any value answers it. */
const leftToDigicert: ReadonlySet<string> = new Set(["caCertId", "container"]);

/** One short digest for each thing that costs an order and has a value; values that are not known are left out. */
export function digestsOf(wanted: Plain, context: Context = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(digested.flatMap((aspect) => entry(aspect, wanted, context)));
}

function entry(aspect: Aspect, wanted: Plain, context: Context): readonly (readonly [string, string])[] {
  const digest = digestOf(aspect, wanted, context);
  return digest === undefined ? [] : [[aspect.name, digest]];
}

/** The digest of one aspect; undefined where it has no value, or none that is known. */
export function digestOf(aspect: Aspect, inputs: Plain, context: Context = {}): string | undefined {
  if (aspect.isUnknown(inputs)) return undefined;
  const normal = aspect.normal(inputs, context);
  return normal === undefined ? undefined : shortDigest(canonical(normal));
}

/** True where a wish without a value is answered by whatever DigiCert chose. */
export function isLeftToDigicert(aspect: Aspect): boolean {
  return leftToDigicert.has(aspect.name);
}

/** The digest of a CSR, from its public key. */
export function keyDigest(publicKeySha256: string): string {
  return shortDigest(canonical(publicKeySha256));
}

/** True of what the wish leaves to DigiCert, by the name of its digest: whatever was chosen answers it. */
export function isLeftOpen(name: string, wanted: Plain): boolean {
  return leftToDigicert.has(name) && digestsOf(wanted)[name] === undefined;
}

/** One digest of a whole wish, for the ledger. */
export function wishDigest(wanted: Plain, context: Context = {}): string {
  return shortDigest(canonical(digestsOf(wanted, context)));
}

/** One digest of all inputs that are not secret and not hidden: what has to change before a refused request is made again. */
export function wholeDigest(wanted: Plain): string {
  const open = aspects.filter((aspect) => !aspect.secret);
  return shortDigest(canonical(Object.fromEntries(open.map((aspect) => [aspect.name, digestOf(aspect, wanted, {})]))));
}

/**
 * The digests that an order's info allows, in the same normal forms: only of what it carries. With the wish given, what that
 * leaves to DigiCert is left out, so that an order is never taken for another because DigiCert chose a CA for it.
 */
export function digestsOfOrder(info: OrderInfo, wanted: Plain = {}): Readonly<Record<string, string>> {
  const { certificate, validity } = info;
  const dnsNames = certificate.dnsNames.filter((name) => name.trim() !== "");
  const inputs: Plain = {
    product: info.product,
    ...(certificate.commonName === undefined ? {} : { commonName: certificate.commonName, dnsNames }),
    csr: certificate.csr,
    signatureHash: certificate.signatureHash,
    caCertId: certificate.caCertId,
    organizationUnits: certificate.organizationUnits,
    profileOption: certificate.profileOption,
    orderValidity: validity,
    organization: info.organizationId === undefined ? undefined : { id: info.organizationId },
    container: info.containerId === undefined ? undefined : { id: info.containerId },
  };
  const digests = Object.entries(digestsOf(inputs)).filter(([name]) => isCarried(inputs, name));
  const asked = digestsOf(wanted);
  const chosen = (name: string) => Object.keys(wanted).length > 0 && leftToDigicert.has(name) && asked[name] === undefined;
  return Object.fromEntries(digests.filter(([name]) => !chosen(name)));
}

/** A default that stands for what the info does not carry is no knowledge of the order. */
function isCarried(inputs: Plain, name: string): boolean {
  return name === "validity" || inputs[name] !== undefined;
}

/** The fields that the outputs record: all but secrets, the CSR (its public key is recorded) and what is hidden. */
export function recordedWishOf(wanted: Plain): Readonly<Record<string, unknown>> {
  const recorded = Object.entries(wanted).filter(([name]) => !isHidden(name) && isRecorded(name));
  return present(Object.fromEntries(recorded));
}

function isRecorded(name: string): boolean {
  if (!Object.hasOwn(allFields, name)) return false;
  const field = allFields[name as FieldName];
  return field.secret !== true && field.equality !== "publicKey";
}

function present(value: Plain): Readonly<Record<string, unknown>> {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  return Object.fromEntries(entries.map(([name, member]) => [name, presentValue(member)]));
}

function presentValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined && item !== null).map(presentValue);
  return isPlain(value) ? present(value) : value;
}

/** 72 bits: enough to tell the wishes of one resource apart, short enough to be stored for each order. */
function shortDigest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 12);
}
