/** One certificate of a program, and every change that a person makes to it. */
import { createHash, createPublicKey } from "node:crypto";

import { makeCsr } from "../support/csr";
import type { Dice } from "./dice";

export type Wish = Readonly<Record<string, unknown>>;

export interface Key {
  readonly csr: string;
  /** SHA-256 of its SubjectPublicKeyInfo, as the sandbox's books have it. */
  readonly sha256: string;
}

export interface Certificate {
  /** The name it was first declared with: of no other one, in no stack. */
  readonly birth: string;
  /** The name in the program. */
  name: string;
  /** Names it had before. */
  aliases: readonly string[];
  /** Its own: no other certificate has one of them. */
  readonly keys: Key[];
  wish: Wish;
  /** What was wanted before, the newest last. */
  earlier: readonly Wish[];
  /** Has an explicit provider, and so a process of its own. */
  readonly isExplicit: boolean;
  /** A replacement deletes first. */
  readonly deletesFirst: boolean;
}

export interface Birth {
  readonly birth: string;
  readonly base: Wish;
  readonly dice: Dice;
  readonly now: Date;
}

const cardNumber = "4111111111111111";
/** Values that no output, state or message may show. */
export const secrets: Readonly<Record<string, string>> = { "the card number": cardNumber };

export function newCertificate({ birth, base, dice, now }: Birth): Certificate {
  const key = newKey();
  const certificate: Certificate = {
    birth,
    name: birth,
    aliases: [],
    keys: [key],
    wish: {
      product: "private_ssl_plus",
      commonName: `${birth}.corp.example`,
      dnsNames: [`${birth}.corp.example`, `www.${birth}.corp.example`],
      csr: key.csr,
      organization: { id: 123456 },
      orderValidity: { years: 1 },
      issuance: { timeoutSeconds: 3 },
      ...base,
      ...(dice.chance(0.15) ? { paymentMethod: "card", creditCard: card, billingAddress: address } : {}),
      ...(dice.chance(0.15) ? { onDelete: "keep" } : {}),
    },
    earlier: [],
    isExplicit: dice.chance(0.15),
    deletesFirst: dice.chance(0.1),
  };
  change(certificate, dice, now);
  return certificate;
}

const card = { number: cardNumber, expirationMonth: 7, expirationYear: 2060, cvv: 817, cardholderName: "Ada Lovelace" };
const address = { address: "12 St James's Square", city: "London", country: "gb" };

function newKey(): Key {
  const { csrPem, privateKeyPem } = makeCsr(["soak.corp.example"]);
  const spki = createPublicKey(privateKeyPem).export({ type: "spki", format: "der" });
  return { csr: csrPem, sha256: createHash("sha256").update(spki).digest("hex") };
}

const DAY = 86_400_000;
const KEYS_AT_MOST = 3;
let changes = 0;

type Change = (wish: Wish, dice: Dice, about: { readonly certificate: Certificate; readonly now: Date }) => Wish;

const changesOf = {
  names: (wish, dice, { certificate }) => {
    const names = wish["dnsNames"] as readonly string[];
    const added = `n${String((changes += 1))}.${certificate.birth}.corp.example`;
    return { ...wish, dnsNames: dice.chance(0.6) || names.length < 3 ? [...names, added] : names.slice(0, -1) };
  },
  commonName: (wish, dice) => ({ ...wish, commonName: dice.oneOf(wish["dnsNames"] as readonly string[]) ?? wish["commonName"] }),
  key: (wish, dice, { certificate: { keys } }) => {
    if (keys.length < KEYS_AT_MOST) keys.push(newKey());
    return { ...wish, csr: dice.oneOf(keys.filter(({ csr }) => csr !== wish["csr"]))?.csr ?? wish["csr"] };
  },
  validity: (wish, dice, { now }) => ({
    ...wish,
    orderValidity: dice.one<Wish>([
      { years: 1 },
      { years: 2 },
      { days: 90 },
      { days: 200 },
      { customExpirationDate: inDays(now, 300 + dice.whole(300)) },
    ]),
  }),
  product: (wish, dice) => ({ ...wish, product: dice.one(["private_ssl_plus", "private_ssl_flex"]) }),
  organization: (wish, dice) => ({ ...wish, organization: { id: dice.one([123456, 77]) } }),
  container: (wish, dice) => ({ ...wish, container: { id: dice.one([5, 7]) } }),
  hash: (wish, dice) => ({ ...wish, signatureHash: dice.one(["sha256", "sha384"]) }),
  units: (wish, dice) => ({ ...wish, organizationUnits: [dice.one(["Operations", "Network"])] }),
  emails: (wish) => ({ ...wish, additionalEmails: [`team${String((changes += 1))}@corp.example`] }),
  message: (wish) => ({ ...wish, customRenewalMessage: `Ask team ${String((changes += 1))}.` }),
  notices: (wish) => ({ ...wish, disableRenewalNotifications: wish["disableRenewalNotifications"] !== true }),
  customField: (wish) => ({ ...wish, customFields: [{ metadataId: 12, value: `INV-${String((changes += 1))}` }] }),
  comments: (wish) => ({ ...wish, comments: `change ${String((changes += 1))}` }),
  trigger: (wish) => withRenewal(wish, { trigger: (changes += 1) }),
  window: (wish, dice) => withRenewal(wish, { beforeDays: dice.one([0, 10, 30, 60]) }),
  tolerance: (wish) => withRenewal(wish, { tolerateFailureUntilDays: 5 }),
  retirement: (wish, dice) => withRenewal(wish, { revokePredecessorAfterDays: dice.one([1, 7, 30]) }),
  strategy: (wish, dice) => ({ ...wish, changeStrategy: dice.one(["renew", "auto", "reissue"]) }),
  drift: (wish, dice) => ({ ...wish, onDrift: dice.one(["renew", "fail", "ignore"]) }),
  deletion: (wish, dice) => ({ ...wish, onDelete: dice.one(["keep", "revoke", "revoke"]) }),
  autoRenew: (wish) => ({ ...wish, autoRenew: wish["autoRenew"] !== true }),
} satisfies Readonly<Record<string, Change>>;

const weights: Readonly<Record<keyof typeof changesOf, number>> = {
  names: 6,
  commonName: 2,
  key: 5,
  validity: 4,
  product: 2,
  organization: 2,
  container: 1,
  hash: 1,
  units: 1,
  emails: 2,
  message: 1,
  notices: 1,
  customField: 2,
  comments: 1,
  trigger: 4,
  window: 1,
  tolerance: 1,
  retirement: 2,
  strategy: 2,
  drift: 1,
  deletion: 1,
  autoRenew: 1,
};

/** One change that a person makes; its name. */
export function change(certificate: Certificate, dice: Dice, now: Date): string {
  const name = dice.weighted(weights);
  setWish(certificate, changesOf[name](certificate.wish, dice, { certificate, now }));
  return name;
}

/** Asks once more, as messages advise where something was refused, or where a date has come. */
export function askAnew(certificate: Certificate, validity?: Wish): void {
  setWish(certificate, {
    ...withRenewal(certificate.wish, { trigger: (changes += 1) }),
    ...(validity === undefined ? {} : { orderValidity: validity }),
    autoRenew: false,
  });
}

export function setWish(certificate: Certificate, wish: Wish): void {
  certificate.earlier = [...certificate.earlier, certificate.wish];
  certificate.wish = wish;
}

function withRenewal(wish: Wish, more: Wish): Wish {
  return { ...wish, renewal: { ...(wish["renewal"] as Wish | undefined), ...more } };
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** As the page wants it: `dd MMM YYYY`. */
function inDays(now: Date, days: number): string {
  const date = new Date(now.getTime() + days * DAY);
  return `${String(date.getUTCDate()).padStart(2, "0")} ${MONTHS[date.getUTCMonth()] ?? ""} ${String(date.getUTCFullYear())}`;
}

/** What a wish asks DigiCert for, in one text: two orders of one text are one too many, unless time or a person has ended the first. */
export function askedFor(wish: Wish): string {
  const { product, organization, container, commonName, dnsNames, csr, signatureHash = "sha256", organizationUnits, orderValidity } = wish;
  const names = [...new Set([commonName, ...((dnsNames ?? []) as readonly unknown[])])].sort();
  return JSON.stringify([
    triggerIn(wish),
    [product, organization, container, commonName, names, csr, signatureHash, organizationUnits, orderValidity],
  ]);
}

/** The same, with the trigger of another wish, or of outputs. */
export function withTrigger(asked: string, wish: Wish): string {
  const [, rest] = JSON.parse(asked) as readonly unknown[];
  return JSON.stringify([triggerIn(wish), rest]);
}

function triggerIn(wish: Wish): unknown {
  return (wish["renewal"] as Wish | undefined)?.["trigger"];
}

/** What is in the certificate itself. */
export function namesOf(wish: Wish): readonly string[] {
  return [...new Set([String(wish["commonName"]), ...(wish["dnsNames"] as readonly string[])])].sort();
}
