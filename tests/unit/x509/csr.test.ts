import { createHash, createPublicKey, generateKeyPairSync } from "node:crypto";
import { readCsr } from "../../../provider/x509/csr";
import { csrFor, type KeyKind, makeCsr, openssl, requestWith } from "../../support/csr";

function keyDigest(privateKeyPem: string): string {
  return createHash("sha256")
    .update(createPublicKey(privateKeyPem).export({ type: "spki", format: "der" }))
    .digest("hex");
}

function request(privateKeyPem: string, ...more: readonly string[]): string {
  return requestWith(privateKeyPem, ["-subj", "/CN=api.corp.example", ...more]);
}

const base64Of = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, "");
const rsa = makeCsr(["api.corp.example", "api-2.corp.example"], "rsa-2048");
const ec = makeCsr(["api.corp.example"]);

describe("a certificate signing request", () => {
  const kinds: readonly (readonly [KeyKind, object])[] = [
    ["rsa-2048", { keyType: "rsa", rsaBits: 2048 }],
    ["rsa-1024", { keyType: "rsa", rsaBits: 1024 }],
    ["ec-p256", { keyType: "ec", curve: "P-256" }],
    ["ec-p384", { keyType: "ec", curve: "P-384" }],
    ["ed25519", { keyType: "ed25519" }],
  ];
  it.each(kinds)("with a key %s tells its key, and is signed by it", (kind, expected) => {
    const { privateKeyPem, csrPem } = makeCsr(["api.corp.example"], kind);
    expect(readCsr(csrPem)).toEqual({ publicKeySha256: keyDigest(privateKeyPem), selfSignatureHolds: true, ...expected });
  });

  it("names a curve that NIST has no name for as OpenSSL does", () => {
    const key = openssl(["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"]);
    expect(readCsr(request(key))).toMatchObject({ keyType: "ec", curve: "secp256k1", selfSignatureHolds: true });
  });

  it("with a key of a kind that DigiCert does not sign is read all the same", () => {
    const dsa = generateKeyPairSync("dsa", { modulusLength: 2048, divisorLength: 256 }).privateKey;
    const csrPem = request(dsa.export({ type: "pkcs8", format: "pem" }).toString());
    expect(readCsr(csrPem).keyType).toBe("other");
  });

  it.each(["sha1", "sha224", "sha256", "sha384", "sha512"])("signed with RSA or ECDSA and %s holds", (hash) => {
    expect(readCsr(request(rsa.privateKeyPem, `-${hash}`)).selfSignatureHolds).toBe(true);
    expect(readCsr(request(ec.privateKeyPem, `-${hash}`)).selfSignatureHolds).toBe(true);
  });

  it.each([
    ["of the hash's length", "sha256", ["rsa_pss_saltlen:digest"]],
    ["of another length", "sha384", ["rsa_pss_saltlen:11"]],
    ["of the default length, all defaults left out", "sha1", ["rsa_pss_saltlen:20"]],
  ])("signed with RSA-PSS and a salt %s holds", (_, hash, options) => {
    const pss = ["rsa_padding_mode:pss", ...options].flatMap((option) => ["-sigopt", option]);
    expect(readCsr(request(rsa.privateKeyPem, `-${hash}`, ...pss)).selfSignatureHolds).toBe(true);
  });

  it("signed with RSA-PSS whose mask has another hash proves nothing", () => {
    const pss = ["rsa_padding_mode:pss", "rsa_mgf1_md:sha512"].flatMap((option) => ["-sigopt", option]);
    expect(readCsr(request(rsa.privateKeyPem, "-sha256", ...pss)).selfSignatureHolds).toBe(false);
  });

  it("signed with MD5 proves nothing", () => {
    expect(readCsr(request(rsa.privateKeyPem, "-md5")).selfSignatureHolds).toBe(false);
  });

  it.each([
    ["of RSA", rsa.csrPem],
    ["of ECDSA", ec.csrPem],
  ])("that was changed after it was signed does not hold with a signature %s", (_, csrPem) => {
    const der = Buffer.from(base64Of(csrPem), "base64");
    const at = der.indexOf("api.corp.example");
    der.write("apx", at);
    expect(readCsr(der.toString("base64")).selfSignatureHolds).toBe(false);
  });

  it("has the same key whatever it asks for", () => {
    const another = csrFor(rsa.privateKeyPem, ["other.corp.example"]);
    expect(another).not.toBe(rsa.csrPem);
    expect(readCsr(another).publicKeySha256).toBe(readCsr(rsa.csrPem).publicKeySha256);
  });

  it("has the same key whether the point of its curve is compressed or not", () => {
    const compressed = openssl(["ec", "-conv_form", "compressed"], ec.privateKeyPem);
    const other = request(compressed);
    expect(base64Of(other).length).toBeLessThan(base64Of(request(ec.privateKeyPem)).length);
    expect(readCsr(other)).toEqual(readCsr(ec.csrPem));
  });
});

describe("the text of a request", () => {
  const known = readCsr(rsa.csrPem);

  it.each([
    ["with CRLF", rsa.csrPem.replaceAll("\n", "\r\n")],
    ["on one line", rsa.csrPem.replaceAll("\n", "")],
    ["with blanks in place of line ends", rsa.csrPem.trim().replaceAll(/(?<!-----)\n/g, " ")],
    ["with the older header", rsa.csrPem.replaceAll("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST")],
    ["with text around it", `Certificate Request:\n    Data:\n${rsa.csrPem}\n-- \nthe team`],
    ["without header, as base64", base64Of(rsa.csrPem)],
    ["without header, as base64 in lines", `\n${rsa.csrPem.replace(/-----[^-]+-----/g, "")}\n`],
  ])("is read %s", (_, text) => {
    expect(readCsr(text)).toEqual(known);
  });

  const secret = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC";
  const garbage: readonly (readonly [string, string])[] = [
    ["empty", ""],
    ["of blanks", " \n "],
    ["that is no base64", "-----BEGIN CERTIFICATE REQUEST-----\n!!!\n-----END CERTIFICATE REQUEST-----"],
    ["that is not ASCII", "ключ"],
    ["that holds a private key", `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`],
    ["with two requests", rsa.csrPem + ec.csrPem],
    ["that was cut", rsa.csrPem.slice(0, 400)],
    ["with escaped line ends", rsa.csrPem.replaceAll("\n", String.raw`\n`)],
    ["whose base64 was cut", base64Of(rsa.csrPem).slice(0, 400)],
    [
      "with something after the request",
      Buffer.concat([Buffer.from(base64Of(rsa.csrPem), "base64"), Buffer.from([5, 0])]).toString("base64"),
    ],
    ["with a fourth part", withFourthPart(rsa.csrPem)],
    ["of an indefinite length", Buffer.from("3080308000000000", "hex").toString("base64")],
    ["that claims 4 GB", Buffer.from("3084ffffffff", "hex").toString("base64")],
    ["that is empty DER", Buffer.from("3000", "hex").toString("base64")],
    ["of nothing but nested sequences", Buffer.from("30".repeat(3000), "hex").toString("base64")],
    ["of a megabyte and more", "A".repeat(2_000_000)],
    ["of ten thousand headers", "-----BEGIN CERTIFICATE REQUEST-----".repeat(10_000)],
  ];
  it.each(garbage)("%s is refused, and not shown", (_, text) => {
    const said = reasonsOf(() => readCsr(text));
    expect(said).toContain("This cannot be read as a certificate signing request.");
    expect(said).not.toContain(secret);
  });

  it("is refused wherever it is cut", () => {
    const der = Buffer.from(base64Of(ec.csrPem), "base64");
    for (let length = 0; length < der.length; length++) {
      expect(() => readCsr(der.subarray(0, length).toString("base64"))).toThrow("cannot be read");
    }
  });

  it("with any one byte changed is refused, or does not hold, or has the same key and holds", () => {
    const der = Buffer.from(base64Of(ec.csrPem), "base64");
    const { publicKeySha256 } = readCsr(ec.csrPem);
    const wrong = [...der.keys()].filter((at) => {
      const changed = Buffer.from(der);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      return isOtherAndHolds(changed.toString("base64"), publicKeySha256);
    });
    expect(wrong).toEqual([]);
  });
});

/** RFC 2986 has three parts; here a NULL follows them within the sequence. */
function withFourthPart(csrPem: string): string {
  const der = Buffer.from(base64Of(csrPem), "base64");
  der.writeUInt16BE(der.readUInt16BE(2) + 2, 2);
  return Buffer.concat([der, Buffer.from("0500", "hex")]).toString("base64");
}

function isOtherAndHolds(text: string, publicKeySha256: string): boolean {
  try {
    const facts = readCsr(text);
    return facts.selfSignatureHolds && facts.publicKeySha256 !== publicKeySha256;
  } catch (error) {
    return !(error instanceof Error);
  }
}

/** Every message of an error, down its causes. */
function reasonsOf(run: () => unknown): string {
  try {
    run();
    return "nothing was thrown";
  } catch (error) {
    const causes: string[] = [];
    for (let at: unknown = error; at instanceof Error; at = at.cause) causes.push(at.message, at.stack ?? "");
    return causes.join("\n");
  }
}
