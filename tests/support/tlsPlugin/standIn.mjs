/**
 * A STAND-IN for `pulumi-resource-tls`, for tests where the real plugin cannot be had: `tls.PrivateKey` and `tls.CertRequest` over node:crypto and an X.509
 * library. Every input of theirs forces a replacement, as in the real one. It makes no OpenSSH forms and no other resources.
 */
import "reflect-metadata";
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import * as provider from "@pulumi/pulumi/provider/index.js";

/** @typedef {Readonly<Record<string, unknown>>} Properties */

/** Of `ecdsaCurve`, the names that OpenSSL and Web Crypto have for them. */
const curves = /** @type {const} */ ({
  P256: { openssl: "P-256", hash: "SHA-256" },
  P384: { openssl: "P-384", hash: "SHA-384" },
  P521: { openssl: "P-521", hash: "SHA-512" },
});

const pem = /** @type {const} */ ({ format: "pem", type: "pkcs8" });

/** @param {Properties} inputs */
function privateKey({ algorithm, ecdsaCurve, rsaBits }) {
  const isRsa = algorithm === "RSA";
  if (!isRsa && algorithm !== "ECDSA") throw new Error(`this stand-in makes no ${String(algorithm)} keys`);
  const curve = curves[/** @type {keyof typeof curves} */ (ecdsaCurve)];
  if (!isRsa && !Object.keys(curves).includes(String(ecdsaCurve))) throw new Error(`this stand-in makes no keys on ${String(ecdsaCurve)}`);
  const pair = isRsa
    ? generateKeyPairSync("rsa", { modulusLength: Number(rsaBits) })
    : generateKeyPairSync("ec", { namedCurve: curve.openssl });
  return {
    algorithm,
    ecdsaCurve,
    rsaBits,
    privateKeyPem: pair.privateKey.export({ format: "pem", type: isRsa ? "pkcs1" : "sec1" }),
    privateKeyPemPkcs8: pair.privateKey.export(pem),
    publicKeyPem: pair.publicKey.export({ format: "pem", type: "spki" }),
  };
}

/** What Web Crypto signs with. @param {import("node:crypto").KeyObject} key */
function signingAlgorithm(key) {
  if (key.asymmetricKeyType === "rsa") return { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const bits = { prime256v1: "P256", secp384r1: "P384", secp521r1: "P521" }[key.asymmetricKeyDetails?.namedCurve ?? ""] ?? "P256";
  const { openssl, hash } = curves[/** @type {keyof typeof curves} */ (bits)];
  return { name: "ECDSA", namedCurve: openssl, hash };
}

/** @param {Properties} inputs */
async function certRequest(inputs) {
  const key = createPrivateKey(String(inputs["privateKeyPem"]));
  const algorithm = signingAlgorithm(key);
  const exported = key.export({ format: "der", type: "pkcs8" });
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  const request = await x509.Pkcs10CertificateRequestGenerator.create(
    {
      name: subjectOf(inputs["subject"]),
      keys: {
        privateKey: await webcrypto.subtle.importKey("pkcs8", exported, algorithm, false, ["sign"]),
        publicKey: await webcrypto.subtle.importKey("spki", spki, algorithm, true, ["verify"]),
      },
      signingAlgorithm: algorithm,
      extensions: alternativeNames(inputs),
    },
    webcrypto,
  );
  const keyAlgorithm = key.asymmetricKeyType === "rsa" ? "RSA" : "ECDSA";
  return { ...inputs, keyAlgorithm, certRequestPem: `${request.toString("pem")}\n` };
}

/** In the order in which distinguished names are written. */
const parts = /** @type {const} */ ({
  country: "C",
  province: "ST",
  locality: "L",
  streetAddresses: "2.5.4.9",
  postalCode: "2.5.4.17",
  organization: "O",
  organizationalUnit: "OU",
  commonName: "CN",
  serialNumber: "2.5.4.5",
  emailAddress: "E",
});

/** @param {unknown} subject @returns {x509.JsonName} */
function subjectOf(subject) {
  const given = /** @type {Readonly<Record<string, string | string[]>>} */ (subject ?? {});
  return Object.entries(parts).flatMap(([part, name]) => (given[part] === undefined ? [] : [{ [name]: [given[part]].flat() }]));
}

/** @param {Properties} inputs */
function alternativeNames({ dnsNames, ipAddresses }) {
  const of = (/** @type {"dns" | "ip"} */ type, /** @type {unknown} */ values) =>
    /** @type {readonly string[]} */ (values ?? []).map((value) => ({ type, value }));
  const names = [...of("dns", dnsNames), ...of("ip", ipAddresses)];
  return names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)];
}

/** By type; the inputs are all that can change. */
const kinds = /** @type {const} */ ({
  "tls:index/privateKey:PrivateKey": {
    make: privateKey,
    inputs: ["algorithm", "ecdsaCurve", "rsaBits"],
    defaults: { ecdsaCurve: "P224", rsaBits: 2048 },
  },
  "tls:index/certRequest:CertRequest": {
    make: certRequest,
    inputs: ["privateKeyPem", "subject", "dnsNames", "ipAddresses", "uris"],
    defaults: {},
  },
});

/** @param {string} urn */
function kindOf(urn) {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  if (!(type in kinds)) throw new Error(`this stand-in for the tls plugin has no ${type}`);
  return kinds[/** @type {keyof typeof kinds} */ (type)];
}

/** @type {provider.Provider} */
const standIn = {
  version: "5.6.1",
  async create(urn, /** @type {Properties} */ inputs) {
    const { make, defaults } = kindOf(urn);
    // @pulumi/tls marks which outputs are secret.
    return { id: randomBytes(20).toString("hex"), outs: await make({ ...defaults, ...opened(inputs) }) };
  },
  // Declared as a promise by Pulumi; nothing is waited for.
  // eslint-disable-next-line @typescript-eslint/require-await
  async diff(_id, urn, /** @type {Properties} */ olds, /** @type {Properties} */ news) {
    const { inputs, defaults } = kindOf(urn);
    /** @type {Properties} */
    const wanted = { ...defaults, ...opened(news) };
    const before = opened(olds);
    const replaces = inputs.filter((name) => text(wanted[name]) !== text(before[name]));
    return { changes: replaces.length > 0, replaces };
  },
};

/** What Pulumi puts around a secret on its way to a plugin. */
const secretMark = "4dabf18193072939515e22adb298388d";

/** Secrets as what they hold. Only whole inputs are secret here. @param {Properties} properties @returns {Properties} */
function opened(properties) {
  const open = (/** @type {unknown} */ value) =>
    typeof value === "object" && value !== null && secretMark in value && "value" in value ? value.value : value;
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, open(value)]));
}

/** Members in one order. @param {unknown} value @returns {string} */
function text(value) {
  if (typeof value !== "object" || value === null) return value === undefined ? "" : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(text).join()}]`;
  return `{${Object.entries(value)
    .sort()
    .map(([name, member]) => `${name}:${text(member)}`)
    .join()}}`;
}

await provider.main(standIn, process.argv.slice(2));
