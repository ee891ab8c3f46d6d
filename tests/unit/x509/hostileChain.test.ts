/** Certificates that no CA in its right mind makes, one flaw at a time. What is taken and what is refused is in docs/reference/fuzzing.md. */
import { type AnyDigicertError, isDigicertError } from "../../../provider/errors";
import { readCertificate } from "../../../provider/x509/certificate";
import { type Expected, verifiedChain } from "../../../provider/x509/chain";
import {
  alternativeNames,
  authorityKeyIdentifier,
  basicConstraints,
  certificateOf,
  type Constraints,
  der,
  directoryName,
  dnsName,
  emailName,
  extension,
  ipAddress,
  keyUsage,
  makeKeys,
  nameConstraints,
  nameOf,
  type Parts,
  pemOf,
  subjectKeyIdentifier,
  timeOf,
} from "../../support/derCertificate";
import { verdictOf } from "./authority";

const DAY = 24 * 60 * 60 * 1000;
const inDays = (days: number): Date => new Date(Date.now() + days * DAY);
const [rootKeys, caKeys, leafKeys, otherKeys] = [makeKeys(), makeKeys(), makeKeys(), makeKeys()];
const names = { root: nameOf("Root", "Acme"), ca: nameOf("CA", "Acme"), leaf: nameOf("api.corp.example", "Acme") };
const times = { from: timeOf(inDays(-1)), until: timeOf(inDays(30)) };
const authority = [basicConstraints(true), keyUsage(5)];
const host = [alternativeNames(dnsName("api.corp.example"))];

const root = (more: Partial<Parts> = {}) =>
  certificateOf({ subject: names.root, issuer: names.root, holder: rootKeys, signer: rootKeys, ...times, extensions: authority, ...more });
const ca = (more: Partial<Parts> = {}) =>
  certificateOf({ subject: names.ca, issuer: names.root, holder: caKeys, signer: rootKeys, ...times, extensions: authority, ...more });
const leaf = (more: Partial<Parts> = {}) =>
  certificateOf({ subject: names.leaf, issuer: names.ca, holder: leafKeys, signer: caKeys, ...times, extensions: host, ...more });

const key = readCertificate(pemOf(leaf())).publicKeySha256;

function expected(overrides: Partial<Expected> = {}): Expected {
  return { publicKeySha256: key, names: ["api.corp.example"], now: new Date(), orderId: 123456, certificateId: 654321, ...overrides };
}

function refusalOf(chain: readonly Buffer[], overrides: Partial<Expected> = {}): AnyDigicertError {
  try {
    verifiedChain(chain.map(pemOf), expected(overrides));
  } catch (error) {
    if (isDigicertError(error)) return error;
    throw error;
  }
  throw new Error("the chain was taken");
}

function takenOf(chain: readonly Buffer[], overrides: Partial<Expected> = {}): number {
  return verifiedChain(chain.map(pemOf), expected(overrides)).length;
}

/** The second judge. */
function opensslTakes(chain: readonly Buffer[]): boolean {
  try {
    return verdictOf(chain.map(pemOf)).includes("OK");
  } catch {
    return false;
  }
}

const UNKNOWN = "1.2.3.4.5.6";
/** RFC 6962, 3.1: such a certificate is none, only the promise of one. */
const POISON = "1.3.6.1.4.1.11129.2.4.3";

describe("a certificate with a critical extension that nobody here knows (RFC 5280, 4.2)", () => {
  const strange = extension(UNKNOWN, der(0x05), true);

  it.each([
    ["the leaf", [leaf({ extensions: [...host, strange] }), ca(), root()]],
    ["a CA", [leaf(), ca({ extensions: [...authority, strange] }), root()]],
    ["the root", [leaf(), ca(), root({ extensions: [...authority, strange] })]],
    ["a precertificate", [leaf({ extensions: [...host, extension(POISON, der(0x05), true)] }), ca(), root()]],
  ])("is refused: %s", (_, chain) => {
    expect(refusalOf(chain)).toMatchObject({ code: "DIGICERT_CHAIN_BROKEN" });
    expect(opensslTakes(chain)).toBe(false);
  });

  it("is taken where it is not critical", () => {
    const chain = [leaf({ extensions: [...host, extension(UNKNOWN, der(0x05))] }), ca(), root()];
    expect(takenOf(chain)).toBe(3);
    expect(opensslTakes(chain)).toBe(true);
  });

  it("may hold what is no DER where it is not critical, as some authorities write their own", () => {
    const raw = extension(UNKNOWN, Buffer.from("profile 7"));
    const chain = [leaf({ extensions: [...host, raw] }), ca({ extensions: [...authority, raw] }), root()];
    expect(takenOf(chain)).toBe(3);
    expect(opensslTakes(chain)).toBe(true);
  });

  it("is not in the way of a twin that has none", () => {
    expect(takenOf([leaf(), ca({ extensions: [...authority, strange], serial: 7 }), ca(), root()])).toBe(3);
  });

  it("is named in the refusal", () => {
    expect(refusalOf([leaf({ extensions: [...host, strange] }), ca(), root()]).message).toContain(
      `"api.corp.example" has the extension ${UNKNOWN}`,
    );
  });
});

describe("a certificate that has an extension twice (RFC 5280, 4.2)", () => {
  it.each([
    ["two lists of names", [leaf({ extensions: [alternativeNames(dnsName("other.corp.example")), ...host] }), ca(), root()]],
    ["no CA and a CA", [leaf(), ca({ extensions: [basicConstraints(false), ...authority] }), root()]],
    ["something unknown", [leaf({ extensions: [...host, extension(UNKNOWN, der(0x05)), extension(UNKNOWN, der(0x05))] }), ca(), root()]],
  ])("is refused: %s", (_, chain) => {
    expect(refusalOf(chain)).toMatchObject({ code: "DIGICERT_CHAIN_BROKEN" });
  });
});

describe("a chain whose CA may sign for some names only (RFC 5280, 4.2.1.10)", () => {
  const limited = (constraints: Constraints) => ca({ extensions: [...authority, nameConstraints(constraints)] });
  const of = (constraints: Constraints, ...alternatives: readonly Buffer[]) => [
    leaf({ extensions: [alternativeNames(dnsName("api.corp.example"), ...alternatives)] }),
    limited(constraints),
    root(),
  ];
  const dns = (name: string) => [dnsName(name)];

  it.each<[string, readonly Buffer[]]>([
    ["a permitted domain", of({ permitted: dns("corp.example") })],
    ["a permitted host", of({ permitted: dns("API.corp.example") })],
    ["a permitted domain with a dot", of({ permitted: dns(".corp.example") })],
    ["one of several", of({ permitted: [...dns("other.example"), ...dns("corp.example")] })],
    ["any domain", of({ permitted: dns("") })],
    ["addresses only", of({ permitted: [ipAddress(10, 0, 0, 0, 255, 0, 0, 0)] })],
    ["a permitted network", of({ permitted: [ipAddress(10, 0, 0, 0, 255, 0, 0, 0)] }, ipAddress(10, 1, 2, 3))],
    ["another domain excluded", of({ excluded: dns("other.example") })],
    ["a host excluded that only ends like it", of({ excluded: dns("pi.corp.example") })],
    ["a permitted organisation", of({ permitted: [directoryName(nameOf("", "Acme"))] })],
    ["email excluded", of({ excluded: [emailName("corp.example")] })],
  ])("is taken: %s", (_, chain) => {
    expect(takenOf(chain)).toBe(3);
    expect(opensslTakes(chain)).toBe(true);
  });

  it.each<[string, readonly Buffer[]]>([
    ["another domain permitted", of({ permitted: dns("other.example") })],
    ["a domain that only ends like it", of({ permitted: dns("orp.example") })],
    ["a host below it permitted", of({ permitted: dns("www.api.corp.example") })],
    ["its domain excluded", of({ permitted: dns("corp.example"), excluded: dns("api.corp.example") })],
    ["everything excluded", of({ excluded: dns("") })],
    ["one name of two", of({ permitted: dns("corp.example") }, dnsName("www.other.example"))],
    ["another network", of({ permitted: [ipAddress(10, 0, 0, 0, 255, 0, 0, 0)] }, ipAddress(11, 1, 2, 3))],
    ["its network excluded", of({ excluded: [ipAddress(10, 0, 0, 0, 255, 0, 0, 0)] }, ipAddress(10, 1, 2, 3))],
    ["another organisation", of({ permitted: [directoryName(nameOf("", "Other"))] })],
    ["a kind of name that nobody here compares", of({ permitted: [emailName("other.example")] }, emailName("me@corp.example"))],
    ["constraints that are none", [leaf(), ca({ extensions: [...authority, extension("2.5.29.30", der(0x05), true)] }), root()]],
  ])("is refused: %s", (_, chain) => {
    expect(refusalOf(chain)).toMatchObject({ code: "DIGICERT_CHAIN_BROKEN" });
    expect(opensslTakes(chain)).toBe(false);
  });

  it("is refused where the root says so, and where the constraint is not critical", () => {
    const says = (critical: boolean) => [...authority, nameConstraints({ permitted: dns("other.example") }, critical)];
    expect(refusalOf([leaf(), ca(), root({ extensions: says(true) })]).code).toBe("DIGICERT_CHAIN_BROKEN");
    expect(refusalOf([leaf(), ca({ extensions: says(false) }), root()]).code).toBe("DIGICERT_CHAIN_BROKEN");
  });

  it("is refused where a wildcard reaches into what is excluded", () => {
    const wild = [
      leaf({ extensions: [alternativeNames(dnsName("*.corp.example"))] }),
      limited({ excluded: dns("secret.corp.example") }),
      root(),
    ];
    expect(refusalOf(wild, { names: ["*.corp.example"] }).code).toBe("DIGICERT_CHAIN_BROKEN");
  });

  it("is judged by the common name where there are no other names", () => {
    const bare = [leaf({ extensions: [] }), limited({ permitted: dns("other.example") }), root()];
    expect(refusalOf(bare).code).toBe("DIGICERT_CHAIN_BROKEN");
    expect(opensslTakes(bare)).toBe(false);
    expect(takenOf([leaf({ extensions: [] }), limited({ permitted: dns("corp.example") }), root()])).toBe(3);
  });
});

describe("a signature that proves nothing", () => {
  const rsa = makeKeys("rsa");

  it("is refused: MD5", () => {
    const weak = [leaf({ signer: rsa, hash: "md5" }), ca({ holder: rsa }), root()];
    expect(refusalOf(weak).code).toBe("DIGICERT_CHAIN_BROKEN");
    expect(takenOf([leaf({ signer: rsa }), ca({ holder: rsa }), root()])).toBe(3);
  });

  it("is refused: that of a key which anybody can break", () => {
    for (const broken of [makeKeys("rsa-512"), makeKeys("ec-112")]) {
      expect(refusalOf([leaf({ signer: broken }), ca({ holder: broken }), root()]).code).toBe("DIGICERT_CHAIN_BROKEN");
    }
  });

  it("is taken: SHA-1, which an order may ask for by `signatureHash`", () => {
    expect(takenOf([leaf({ hash: "sha1" }), ca(), root()])).toBe(3);
  });

  it("is refused: one of another algorithm than the signed part names (RFC 5280, 4.1.1.2)", () => {
    expect(refusalOf([leaf({ named: "sha384" }), ca(), root()]).code).toBe("DIGICERT_CHAIN_BROKEN");
  });
});

describe("a CA", () => {
  it.each([
    ["whose key may not sign certificates", [leaf(), ca({ extensions: [basicConstraints(true), keyUsage(0)] }), root()]],
    ["of version 1, which has no extensions", [leaf(), ca({ version: 1 }), root()]],
    [
      "with a path length below zero",
      [leaf(), ca({ extensions: [extension("2.5.29.19", Buffer.from("30060101ff0201ff", "hex"), true)] }), root()],
    ],
    [
      "whose key identifier is another than the leaf names",
      [
        leaf({ extensions: [...host, authorityKeyIdentifier(otherKeys)] }),
        ca({ extensions: [...authority, subjectKeyIdentifier(caKeys)] }),
        root(),
      ],
    ],
  ])("%s is refused", (_, chain) => {
    expect(refusalOf(chain).code).toBe("DIGICERT_CHAIN_BROKEN");
    expect(opensslTakes(chain)).toBe(false);
  });

  it("is no server: one that has the key of the order is refused", () => {
    const asCa = leaf({ extensions: [...host, ...authority] });
    expect(refusalOf([asCa, ca(), root()]).message).toContain('"api.corp.example" is a CA');
  });

  it("makes no server of one that signed itself, though the same key and name come as a CA, too", () => {
    const itself = { issuer: names.leaf, signer: leafKeys };
    const asCa = leaf({ ...itself, extensions: [...host, ...authority] });
    const twin = leaf({ ...itself, extensions: [...host, ...authority], serial: 2 });
    for (const chain of [
      [asCa, twin],
      [leaf(itself), twin],
      [twin, leaf(itself), root()],
    ]) {
      expect(refusalOf(chain).code).toBe("DIGICERT_CHAIN_BROKEN");
    }
  });

  it("may write its name in another case than those that it signs (RFC 5280, 7.1)", () => {
    const chain = [leaf(), ca(), root({ issuer: nameOf("ROOT", "acme") })];
    expect(takenOf(chain)).toBe(3);
    expect(opensslTakes(chain)).toBe(true);
  });

  it("that names itself anew counts for no path length, though a shorter way with one CA more was found first", () => {
    const strict = [basicConstraints(true, 1), keyUsage(5)];
    const [a, b] = [makeKeys(), makeKeys()];
    const bottom = nameOf("Bottom", "Acme");
    const middle = nameOf("Middle", "Acme");
    const end = leaf({ issuer: bottom, signer: a });
    const chain = [
      end,
      // One step to the key of Middle, which counts; two steps, of which one names itself anew.
      certificateOf({ subject: bottom, issuer: middle, holder: a, signer: b, ...times, extensions: authority }),
      certificateOf({ subject: middle, issuer: names.root, holder: b, signer: rootKeys, ...times, extensions: authority }),
      root({ extensions: strict }),
    ];
    expect(refusalOf(chain).code).toBe("DIGICERT_CHAIN_BROKEN");
    expect(opensslTakes(chain)).toBe(false);
  });
});

describe("a time that is none (RFC 5280, 4.1.2.5)", () => {
  const generalized = (text: string) => der(0x18, Buffer.from(text));

  it.each([
    ["the year 49", "00490101000000Z"],
    ["the year 99", "00990101000000Z"],
    ["an offset", "20491231235959+0100"],
    ["a fraction", "20991231235959.5Z"],
    ["words", "for ever"],
    ["nothing", ""],
  ])("is refused: %s", (_, text) => {
    expect(isDigicertError(refusalOf([leaf({ until: generalized(text) }), ca(), root()]))).toBe(true);
  });

  it("is refused: the year 49 as a beginning of what is valid", () => {
    const chain = [leaf({ until: generalized("00490101000000Z"), from: generalized("00480101000000Z") }), ca(), root()];
    expect(isDigicertError(refusalOf(chain, { now: new Date("2048-06-01T00:00:00Z") }))).toBe(true);
  });
});

describe("a name in a certificate", () => {
  const withNames = (...alternatives: readonly Buffer[]) => [leaf({ extensions: [alternativeNames(...alternatives)] }), ca(), root()];

  it.each([
    [
      "only the common name has it, which no TLS client reads beside alternative names",
      withNames(dnsName("www.corp.example")),
      "api.corp.example",
    ],
    ["a zero byte cuts it for careless readers", withNames(dnsName("api.corp.example\0.evil.example")), "api.corp.example"],
    ["it has spaces around it", withNames(dnsName(" api.corp.example ")), "api.corp.example"],
    [
      "it is in another alphabet, which no DNS name of a certificate can be",
      withNames(dnsName("b\u00fccher.corp.example")),
      "b\u00fccher.corp.example",
    ],
    ["it is an email address", withNames(emailName("mail.corp.example")), "mail.corp.example"],
  ])("does not count where %s", (_, chain, wanted) => {
    expect(refusalOf(chain, { names: [wanted] }).code).toBe("DIGICERT_NAMES_MISMATCH");
  });

  it("may be the common name where there are no others, or where it is no name of a host", () => {
    expect(takenOf([leaf({ extensions: [] }), ca(), root()])).toBe(3);
    const called = leaf({ subject: nameOf("Mail of Corp", "Acme") });
    expect(takenOf([called, ca(), root()], { names: ["Mail of Corp", "api.corp.example"] })).toBe(3);
  });

  it("may be one of ten thousand", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => dnsName(`host-${String(index)}.corp.example`));
    expect(takenOf(withNames(...many, dnsName("api.corp.example")))).toBe(3);
  });

  it("never carries line ends, control characters or a book into a message", () => {
    const forged = nameOf(`x\n\u001b[2Jorder 1 was revoked\u202e${"y".repeat(100_000)}`, "Acme");
    const { message } = refusalOf([leaf({ subject: forged })]);
    for (const harmful of ["\u001b", "\u202e", "x\n"]) expect(message).not.toContain(harmful);
    expect(message.length).toBeLessThan(1_000);
  });
});

describe("what stands around certificates", () => {
  const chain = [leaf(), ca(), root()].map(pemOf);
  const secret = "-----BEGIN PRIVATE KEY-----\n" + "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----\n";

  it("is let be: words, headers between blocks, a byte order mark, a private key", () => {
    const text = `\ufeffsubject=/CN=x\r\n${chain.join(`Bag Attributes\n${secret}`)}`;
    const pems = verifiedChain([text], expected()).map(({ pem }) => pem);
    expect(pems).toEqual(chain);
  });

  it("is never shown where it cannot be read: a private key, headers within a block", () => {
    for (const text of [
      secret,
      chain.join("").replace("-----\n", "-----\nProc-Type: 4,ENCRYPTED\n\n"),
      chain.join("").replace("M", "Proc"),
    ]) {
      try {
        verifiedChain([text], expected());
        throw new Error("the chain was taken");
      } catch (error) {
        if (!isDigicertError(error)) throw error;
        expect(`${error.message}${String((error.cause as Error | undefined)?.message)}`).not.toMatch(/MIGH|PRIVATE KEY|Proc-Type/);
      }
    }
  });

  it("is read once where it is one certificate sixteen thousand times", () => {
    const again = Array.from({ length: 16 }, () => (chain[0] ?? "").repeat(1_000));
    expect(verifiedChain([...again, ...chain], expected())).toHaveLength(3);
  });
});
