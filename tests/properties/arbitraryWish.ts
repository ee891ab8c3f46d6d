import fc from "fast-check";
import type { Field, Format, Kind, Members, Plain } from "../../provider/request/field";
import { allFields } from "../../provider/request/fields";
import * as formats from "../../provider/request/formats";
import { makeCsr } from "../support/csr";

/** A few keys, made once: a law needs others to differ from, not many. */
const csrs = [makeCsr(["a.corp.example"]).csrPem, makeCsr(["b.corp.example"]).csrPem, makeCsr(["c.corp.example"]).csrPem];

const mixedCase = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.boolean()).map(([plain, upper]) => (upper ? plain.toUpperCase() : plain));

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/);
const dnsName = fc.tuple(label, label).map((labels) => `${labels.join(".")}.example`);
export const hostName = mixedCase(fc.oneof({ weight: 6, arbitrary: dnsName }, fc.ipV4(), fc.ipV6()));

const day = fc.date({ min: new Date("2027-01-01"), max: new Date("2060-12-31"), noInvalidDate: true });
const inNumbers = day.map((date) => date.toISOString().slice(0, 10));
const inWords = inNumbers.map((text) => formats.dateInWords.problem(text)?.slice(-12, -1) ?? text);

/** Of every format of the map what it takes. */
const formatted = new Map<Format | undefined, fc.Arbitrary<string>>([
  [undefined, fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }).filter((text) => text.trim() !== "")],
  [formats.hostName, hostName],
  [formats.email, mixedCase(label.map((name) => `${name}@corp.example`))],
  [formats.csr, fc.constantFrom(...csrs)],
  [formats.hashName, mixedCase(fc.constantFrom("sha256", "sha384", "sha512"))],
  [formats.caId, mixedCase(fc.stringMatching(/^[0-9a-f]{12}$/))],
  [formats.dateInWords, inWords],
  [formats.dateInNumbers, inNumbers],
  [formats.thumbprint, mixedCase(fc.stringMatching(/^[0-9a-f]{40}$/))],
  [formats.alternativeId, fc.stringMatching(/^[a-zA-Z0-9]{1,64}$/)],
  [formats.cardNumber, fc.stringMatching(/^[0-9]{12,19}$/)],
]);

function valueOf(kind: Kind): fc.Arbitrary<unknown> {
  switch (kind.kind) {
    case "text":
      return formattedAs(kind.format);
    case "whole":
      return fc.integer({ min: kind.min, max: kind.max ?? 1_000_000_000 });
    case "amount":
      return fc.double({ min: kind.min, max: 1_000_000, minExcluded: kind.exclusive, noNaN: true });
    case "flag":
      return fc.boolean();
    case "oneOf":
      return fc.constantFrom(...kind.values);
    case "list":
      return listOf(kind.of, kind.key);
    case "record":
      return membersOf(kind.members);
    case "any":
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function formattedAs(format: Format | undefined): fc.Arbitrary<string> {
  const text = formatted.get(format);
  if (text === undefined) throw new RangeError(`no arbitrary text for: ${format?.says ?? "-"}`);
  return text;
}

function listOf(of: Kind, key: string | undefined): fc.Arbitrary<unknown> {
  const selector = (item: unknown) => (key === undefined ? item : (item as Plain)[key]);
  return key === undefined ? fc.array(valueOf(of), { maxLength: 3 }) : fc.uniqueArray(valueOf(of), { maxLength: 3, selector });
}

function membersOf(members: Members): fc.Arbitrary<Plain> {
  const entries = Object.entries(members);
  const values = Object.fromEntries(entries.map(([name, field]) => [name, valueOf(field.kind)]));
  return fc.record(values, { requiredKeys: entries.filter(([, field]) => isAlwaysThere(field)).map(([name]) => name) });
}

function isAlwaysThere(field: Field): boolean {
  return field.required;
}

/** Everything that a user may rightly ask for: of each kind what the map takes, and the rules between inputs kept. */
export const wish: fc.Arbitrary<Plain> = fc
  .tuple(membersOf(allFields), fc.boolean(), valueOf(allFields.creditCard.kind), valueOf(allFields.billingAddress.kind), label)
  .map(([inputs, byCard, creditCard, billingAddress, name]) => {
    const { paymentMethod: _method, creditCard: _card, billingAddress: _address, orderValidity, organization, ...others } = inputs;
    return {
      ...others,
      orderValidity: { years: 1, ...(orderValidity as Plain | undefined) },
      organization: { name, ...(organization as Plain) },
      ...(byCard ? { paymentMethod: "card", creditCard, billingAddress } : {}),
    };
  });
