/** Chains as an issuer, a careless network or an attacker would send them: what each certificate says is kept beside its bytes, so that a model can judge it. */
import fc from "fast-check";

import {
  alternativeNames,
  authorityKeyIdentifier,
  basicConstraints,
  certificateOf,
  der,
  dnsName,
  extension,
  keyUsage,
  makeKeys,
  nameConstraints,
  nameOf,
  pemOf,
  subjectKeyIdentifier,
  timeOf,
} from "../support/derCertificate";

/** One flaw of a certificate, each of which forbids to rely on it. */
export type Flaw =
  "critical" | "poison" | "twice" | "otherAlgorithm" | "brokenSignature" | "flippedBit" | "badTime" | "yearFortyNine" | "md5";

/** What a certificate says. Keys and names are numbered. */
export interface Said {
  readonly subject: string;
  readonly issuer: string;
  readonly holder: number;
  readonly signer: number;
  readonly fromDays: number;
  readonly untilDays: number;
  readonly isCa: boolean;
  readonly version: 1 | 3;
  readonly pathLength?: number;
  /** Its key may sign certificates; undefined: it does not say what its key may do. */
  readonly maySign?: boolean;
  /** It names the keys of issuer and holder; `other`: that of the issuer wrongly. */
  readonly identifiers?: "right" | "other";
  readonly names: readonly string[];
  readonly permitted: readonly string[];
  readonly excluded: readonly string[];
  readonly flaw?: Flaw;
  readonly serial: number;
  /** Where a bit is flipped. */
  readonly place: number;
}

/** A case: the certificates in the order in which they come, and the text that they come in. */
export interface World {
  readonly said: readonly Said[];
  readonly form: Form;
}

export const forms = ["apart", "together", "crlf", "base64", "words", "mark", "headers", "privateKey", "repeated", "oneLine"] as const;
export type Form = (typeof forms)[number];

export const wantedNames = ["api.corp.example", "www.api.corp.example"] as const;
export const LEAF_KEY = 0;
const OTHER_KEY = 1;
const RSA_KEY = 9;
export const keys = Array.from({ length: 10 }, (_, index) => makeKeys(index === RSA_KEY ? "rsa" : "ec"));

const keyOf = (number: number) => keys[number] ?? makeKeys();

const plain = { fromDays: -10, untilDays: 30, version: 3, names: [], permitted: [], excluded: [], serial: 1, place: 0 } as const;

/** A good chain, leaf first: the leaf has key 0, CAs have keys from 2 on. */
function goodChain(intermediates: number): readonly Said[] {
  const names = ["api.corp.example", ...Array.from({ length: intermediates }, (_, index) => `CA ${String(index + 1)}`), "Root"];
  return names.map((subject, index) => {
    const holder = index === 0 ? LEAF_KEY : index + 1;
    const isRoot = index === names.length - 1;
    const issued = { ...plain, subject, holder, issuer: names[index + 1] ?? subject, signer: isRoot ? holder : index + 2 };
    return index === 0 ? { ...issued, isCa: false, names: wantedNames } : { ...issued, isCa: true, maySign: true };
  });
}

/** Changes one certificate of a chain, `at` counted from the leaf. */
type Change = (chain: readonly Said[], at: number, amount: number) => readonly Said[];

const withAt = (chain: readonly Said[], at: number, more: Partial<Said>): readonly Said[] =>
  chain.map((said, index) => (index === at % chain.length ? { ...said, ...more } : said));
const added = (chain: readonly Said[], at: number, more: (said: Said) => readonly Said[]): readonly Said[] => {
  const said = chain[at % chain.length];
  return said === undefined ? chain : [...chain, ...more(said)];
};
const flaws: readonly Flaw[] = [
  "critical",
  "poison",
  "twice",
  "otherAlgorithm",
  "brokenSignature",
  "flippedBit",
  "badTime",
  "yearFortyNine",
];
const pick = <T>(from: readonly T[], amount: number, otherwise: T): T => from[amount % from.length] ?? otherwise;
const days = [-400, -10, -2, -0.5, 0.5, 2, 10, 400];
const domains = ["corp.example", ".corp.example", "api.corp.example", "other.example", "orp.example", "", "www.api.corp.example", "com"];

export const changes: Readonly<Record<string, Change>> = {
  flaw: (chain, at, amount) => withAt(chain, at, { flaw: pick(flaws, amount, "critical"), place: amount }),
  md5: (chain, at) => withAt(withAt(chain, at, { signer: RSA_KEY, flaw: "md5" }), at + 1, { holder: RSA_KEY }),
  from: (chain, at, amount) => withAt(chain, at, { fromDays: pick(days, amount, 0) }),
  until: (chain, at, amount) => withAt(chain, at, { untilDays: pick(days, amount, 0) }),
  notCa: (chain, at) => withAt(chain, at, { isCa: false }),
  asCa: (chain, at) => withAt(chain, at, { isCa: true }),
  oldVersion: (chain, at) => withAt(chain, at, { version: 1 }),
  pathLength: (chain, at, amount) => withAt(chain, at, { pathLength: amount % 4 }),
  mayNotSign: (chain, at) => withAt(chain, at, { maySign: false }),
  identifiers: (chain) => chain.map((said) => ({ ...said, identifiers: "right" as const })),
  otherIdentifier: (chain, at) =>
    chain.map((said, index) => ({ ...said, identifiers: index === at % chain.length ? ("other" as const) : ("right" as const) })),
  permitted: (chain, at, amount) => withAt(chain, at, { permitted: [pick(domains, amount, ""), pick(domains, amount >> 3, "")] }),
  excluded: (chain, at, amount) => withAt(chain, at, { excluded: [pick(domains, amount, "")] }),
  otherNames: (chain, _, amount) =>
    withAt(chain, 0, { names: pick([["other.example"], ["api.corp.example"], [], [...wantedNames, "*.corp.example"]], amount, []) }),
  otherKey: (chain, at) => withAt(chain, at, { holder: OTHER_KEY }),
  otherSigner: (chain, at) => withAt(chain, at, { signer: OTHER_KEY }),
  otherIssuer: (chain, at) => withAt(chain, at, { issuer: "Somebody else" }),
  ofItself: (chain, at) => {
    const { subject = "", holder = 0 } = chain[at % chain.length] ?? {};
    return withAt(chain, at, { issuer: subject, signer: holder });
  },
  missing: (chain, at) => chain.filter((_, index) => index !== at % chain.length),
  twin: (chain, at) => added(chain, at, (said) => [{ ...said, serial: 2 }]),
  goodTwin: (chain, at, amount) => added(chain, at, (said) => [{ ...goodOne(said), serial: 3 + (amount % 5) }]),
  namesake: (chain, at) => added(chain, at, (said) => [{ ...said, holder: OTHER_KEY, serial: 8 }]),
  crossSigned: (chain, at) =>
    added(chain, at, (said) => [
      { ...said, issuer: "Other Root", signer: 8, serial: 9 },
      { ...plain, subject: "Other Root", issuer: "Other Root", holder: 8, signer: 8, isCa: true, maySign: true },
    ]),
  anew: (chain, at) =>
    // The CA names itself anew with another key, which signed what the old one had signed.
    added(withAt(chain, at, { signer: 7, issuer: chain[(at % chain.length) + 1]?.subject ?? "Root" }), at + 1, (said) => [
      { ...said, issuer: said.subject, signer: said.holder, holder: 7, serial: 11 },
    ]),
  circle: (chain, at) =>
    added(chain, at, (said) => [
      { ...said, issuer: "Circle", signer: 8, serial: 12 },
      { ...plain, subject: "Circle", issuer: said.subject, holder: 8, signer: said.holder, isCa: true, maySign: true, serial: 13 },
    ]),
  strangers: (chain) => [
    ...chain,
    { ...plain, subject: "other.example", issuer: "Stranger", holder: OTHER_KEY, signer: 8, isCa: false, names: ["other.example"] },
    { ...plain, subject: "Stranger", issuer: "Stranger", holder: 8, signer: 8, isCa: true, maySign: true },
  ],
  olderLeaf: (chain) => added(chain, 0, (said) => [{ ...said, untilDays: -1, fromDays: -300, serial: 14 }]),
};

function goodOne(said: Said): Said {
  const { flaw: _, pathLength: __, ...rest } = said;
  return { ...rest, fromDays: -10, untilDays: 30, version: 3, permitted: [], excluded: [] };
}

const change = fc.record({ kind: fc.constantFrom(...Object.keys(changes)), at: fc.nat({ max: 5 }), amount: fc.nat({ max: 1_000_000 }) });

/** Every kind of chain in every order; of every eight about one as good as it was made. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    intermediates: fc.nat({ max: 4 }),
    made: fc.array(change, { maxLength: 4 }),
    order: fc.array(fc.nat({ max: 1000 }), { minLength: 24, maxLength: 24 }),
    form: fc.constantFrom(...forms),
  })
  .map(({ intermediates, made, order, form }) => {
    const chain = made
      .reduce<readonly Said[]>((changed, { kind, at, amount }) => changes[kind]?.(changed, at, amount) ?? changed, goodChain(intermediates))
      .map(signable);
    const places = new Map(chain.map((said, index) => [said, order[index] ?? 0]));
    return { form, said: [...chain].sort((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0)) };
  });

/** Only RSA signs MD5. */
function signable(said: Said): Said {
  const { flaw, ...rest } = said;
  return flaw === "md5" && said.signer !== RSA_KEY ? rest : said;
}

const DAY = 24 * 60 * 60 * 1000;

/** Its bytes. */
export function madeOf(said: Said, now: Date): Buffer {
  const inDays = (number: number) => timeOf(new Date(now.getTime() + number * DAY));
  const { flaw } = said;
  const bytes = certificateOf({
    subject: nameOf(said.subject, "Acme"),
    issuer: nameOf(said.issuer, "Acme"),
    holder: keyOf(said.holder),
    signer: keyOf(said.signer),
    from: flaw === "badTime" ? der(0x17, Buffer.from("261332250000Z")) : inDays(said.fromDays),
    until: flaw === "yearFortyNine" ? der(0x18, Buffer.from("00490101000000Z")) : inDays(said.untilDays),
    extensions: extensionsOf(said),
    version: said.version,
    serial: said.serial,
    ...(flaw === "md5" ? { hash: "md5" } : {}),
    ...(flaw === "otherAlgorithm" ? { named: "sha384" } : {}),
  });
  if (flaw === "brokenSignature") return flipped(bytes, bytes.length * 8 - 1 - (said.place % 64));
  return flaw === "flippedBit" ? flipped(bytes, said.place % (bytes.length * 8)) : bytes;
}

function extensionsOf(said: Said): readonly Buffer[] {
  const { flaw, names, permitted, excluded, maySign, identifiers } = said;
  const odd = (critical: boolean) => extension("1.2.3.4.5.6", der(0x05), critical);
  return [
    basicConstraints(said.isCa, said.isCa ? said.pathLength : undefined),
    ...(maySign === undefined ? [] : [keyUsage(maySign ? 5 : 0)]),
    ...(names.length === 0 ? [] : [alternativeNames(...names.map(dnsName))]),
    ...(permitted.length + excluded.length === 0
      ? []
      : [nameConstraints({ permitted: permitted.map(dnsName), excluded: excluded.map(dnsName) })]),
    ...(identifiers === undefined ? [] : identifiersOf(said)),
    ...(flaw === "critical" ? [odd(true)] : []),
    ...(flaw === "twice" ? [odd(false), odd(false)] : []),
    ...(flaw === "poison" ? [extension("1.3.6.1.4.1.11129.2.4.3", der(0x05), true)] : []),
  ];
}

function identifiersOf({ identifiers, holder, signer }: Said): readonly Buffer[] {
  return [subjectKeyIdentifier(keyOf(holder)), authorityKeyIdentifier(keyOf(identifiers === "other" ? (signer + 1) % RSA_KEY : signer))];
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
}

/** No error may show it. */
export const privateKeyPem =
  "-----BEGIN PRIVATE KEY-----\n" + "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----\n";

/** The texts in which certificates come. */
export function textsOf(certificates: readonly Buffer[], form: Form): readonly string[] {
  const pems = certificates.map(pemOf);
  switch (form) {
    case "apart":
      return pems;
    case "together":
      return [pems.join("")];
    case "crlf":
      return pems.map((pem) => pem.replaceAll("\n", "\r\n"));
    case "base64":
      return certificates.map((bytes) => bytes.toString("base64"));
    case "words":
      return [`${pems.join("\nsubject=CN = x - y\n\n<p>issuer</p>\n")}\nthe end\u0000`];
    case "mark":
      return pems.map((pem) => `\ufeff${pem}`);
    case "headers":
      return pems.map((pem) => `Bag Attributes\n    localKeyID: 01\nKey Attributes: <No Attributes>\n${pem}`);
    case "privateKey":
      return pems.map((pem) => `${privateKeyPem}${pem}${privateKeyPem}`);
    case "repeated":
      return [...pems, pems.join(""), ...pems];
    case "oneLine":
      return pems.map((pem) => pem.replaceAll("\n", "").replace(/(-----BEGIN CERTIFICATE-----)(.*)(-----END)/, "$1 $2 $3"));
  }
}
