import { changesBetween, digestsOf, digestsOfOrder, recordedWishOf, type RecordedWish, wishDigest } from "../../../provider/request/use";
import type { Cost, Plain } from "../../../provider/request/field";
import { readCsr } from "../../../provider/x509/csr";
import { inputPlaces, type Place } from "../../../tools/inputPlaces";
import { csrFor, makeCsr } from "../../support/csr";
import { csr, everything, least, otherCsr, unknown, valueAt, withValue } from "./wish";

/** What the outputs record of a wish, with its certificate in hand. */
function recordedOf(wanted: Plain, more: Partial<RecordedWish> = {}): RecordedWish {
  return { ...recordedWishOf(wanted), publicKeySha256: readCsr(String(wanted["csr"])).publicKeySha256, ...more };
}

const changed = (before: Plain, after: Plain) => changesBetween(recordedOf(before), after);
const costs = (before: Plain, after: Plain) => [...new Set(changed(before, after).map(({ cost }) => cost))];
const saidOf = (before: Plain, after: Plain) => changed(before, after).map(({ says }) => says);

/** Another value of the same kind as the one that stands at a place of `everything`. */
function otherValue({ path, field }: Place): unknown {
  const value = valueAt(everything, path.replaceAll("[]", "[0]"));
  const { kind } = field;
  if (path === "csr") return otherCsr;
  if (path === "product") return "private_ssl_wildcard";
  if (path.endsWith("customExpirationDate")) return typeof value === "string" && value.includes(" ") ? "01 JUL 2031" : "2031-07-01";
  if (kind.kind === "flag") return value !== true;
  if (kind.kind === "oneOf") return kind.values.find((other) => other !== value && other !== "card");
  if (kind.kind === "whole" || kind.kind === "amount") return value === 3 ? 2 : Number(value) + 1;
  return `${String(value).slice(0, 3)}x`;
}

/** The costs of design and documentation, by hand; a member without a line of its own has the cost of the line above it. */
const costTable: Readonly<Record<string, Cost>> = {
  product: "order",
  commonName: "renew",
  dnsNames: "renew",
  csr: "renew",
  signatureHash: "renew",
  caCertId: "renew",
  organizationUnits: "renew",
  serverPlatform: "nextOrder",
  profileOption: "renew",
  renewedThumbprint: "firstOrder",
  orderValidity: "renew",
  validityYears: "renew",
  validityDays: "renew",
  customExpirationDate: "renew",
  comments: "nextOrder",
  autoRenew: "nextOrder",
  customRenewalMessage: "inPlace",
  disableRenewalNotifications: "inPlace",
  additionalEmails: "inPlace",
  renewalOfOrderId: "firstOrder",
  paymentMethod: "nextOrder",
  creditCard: "nextOrder",
  billingAddress: "nextOrder",
  vatNumber: "nextOrder",
  skipApproval: "nextOrder",
  disableCt: "nextOrder",
  organizationContact: "nextOrder",
  technicalContact: "nextOrder",
  organization: "order",
  "organization.contacts": "nextOrder",
  "organization.validations": "nextOrder",
  "organization.container": "nextOrder",
  "organization.skipDuplicateOrgCheck": "firstOrder",
  container: "order",
  customFields: "inPlace",
  alternativeOrderId: "firstOrder",
  enableGuestAccess: "nextOrder",
  locale: "nextOrder",
  renewal: "setting",
  "renewal.trigger": "renew",
  changeStrategy: "setting",
  issuance: "setting",
  onDelete: "setting",
  revocationReason: "setting",
  onDrift: "setting",
  adoptOrderId: "firstOrder",
};

function tabledCost(path: string): Cost | undefined {
  const steps = path.split(/[.[]/);
  return steps.map((_, index) => costTable[steps.slice(0, steps.length - index).join(".")]).find((cost) => cost !== undefined);
}

/** Forms of validity that another one overrides: alone they change nothing. */
const overridden = ["orderValidity.years", "orderValidity.days", "validityYears", "validityDays", "customExpirationDate"];
const leaves = inputPlaces.filter(({ leaf }) => leaf);

describe("what a change costs", () => {
  it("is in the table for every input, and every line of the table is an input", () => {
    for (const { path, cost } of inputPlaces) expect([path, cost]).toEqual([path, tabledCost(path)]);
    expect(Object.keys(costTable).filter((path) => !inputPlaces.some((place) => place.path === path))).toEqual([]);
  });

  const shown = ["renew", "order", "inPlace", "setting"];
  const counted = leaves.filter(({ path, cost }) => shown.includes(cost) && !overridden.includes(path));
  // Once an organisation has an id, its details are no longer compared.
  const base = withValue(everything, "organization.id", undefined);
  it.each(counted.map((place) => [place.path, place] as const))("is what the map says when %s changes", (path, place) => {
    const at = path.replaceAll("[]", "[0]");
    if (path === "organization.id") {
      expect(costs(everything, withValue(everything, at, 7))).toEqual(["order"]);
      return;
    }
    const after = withValue(base, at, place.field.kind.kind === "list" ? ["other.corp.example"] : otherValue(place));
    expect(costs(base, after)).toEqual([place.cost]);
  });

  const silent = leaves.filter(({ path, cost }) => !shown.includes(cost) || overridden.includes(path));
  it.each(silent.map((place) => [place.path, place] as const))("is nothing now when %s changes", (path, place) => {
    expect(changed(base, withValue(base, path.replaceAll("[]", "[0]"), otherValue(place)))).toEqual([]);
  });

  it.each(overridden)("is a renewal when %s changes and is the only form of validity", (path) => {
    const wish = (value: unknown) => withValue({ ...least, orderValidity: undefined }, path, value);
    const [before, after] = path.endsWith("Date") ? ["2030-06-09", "2030-06-10"] : [1, 2];
    expect(costs(wish(before), wish(after))).toEqual(["renew"]);
  });

  it("is counted for every input that is not known yet, as what may change", () => {
    for (const { path, cost } of counted) {
      const found = changed(base, withValue(base, path.replaceAll("[]", "[0]"), unknown)).filter((change) => change.unknown);
      expect([path, found.map((change) => change.cost)]).toEqual([path, expect.arrayContaining([cost])]);
    }
    for (const { path } of silent.filter(({ cost }) => !shown.includes(cost))) {
      expect([path, changed(base, withValue(base, path.replaceAll("[]", "[0]"), unknown))]).toEqual([path, []]);
    }
  });
});

describe("equal inputs", () => {
  it("have no change", () => {
    expect(changed(everything, everything)).toEqual([]);
    expect(changed(least, least)).toEqual([]);
  });

  it.each<[string, Plain, Plain]>([
    ["names in another order and case", { dnsNames: ["a.example", "B.example"] }, { dnsNames: ["b.example", "A.EXAMPLE", "a.example"] }],
    ["names with the common name among them or not", { dnsNames: ["a.example"] }, { dnsNames: ["a.example", "API.corp.example"] }],
    ["no names, and an empty list of them", {}, { dnsNames: [] }],
    ["addresses of version 6 however they are written", { dnsNames: ["2001:db8::1"] }, { dnsNames: ["2001:0DB8:0:0::1"] }],
    ["the common name in another case", {}, { commonName: "API.corp.example" }],
    ["a CSR without line ends", {}, { csr: csr.replaceAll("\n", "") }],
    [
      "a default that is given",
      {},
      { signatureHash: "sha256", changeStrategy: "renew", renewal: { beforeDays: 30 }, disableRenewalNotifications: false },
    ],
    ["a hash in capitals", {}, { signatureHash: "SHA256" }],
    ["units in another order", { organizationUnits: ["A", "B"] }, { organizationUnits: ["B", "A"] }],
    [
      "emails in another order and case",
      { additionalEmails: ["a@b.example", "c@d.example"] },
      { additionalEmails: ["C@d.example", "a@b.example"] },
    ],
    [
      "custom fields in another order",
      {
        customFields: [
          { metadataId: 1, value: "x" },
          { metadataId: 2, value: "y" },
        ],
      },
      {
        customFields: [
          { value: "y", metadataId: 2 },
          { metadataId: 1, value: "x" },
        ],
      },
    ],
    ["years in the old form and the new", { orderValidity: { years: 1 } }, { orderValidity: undefined, validityYears: 1 }],
    ["days in the old form and the new", { orderValidity: { days: 90 } }, { orderValidity: undefined, validityDays: 90 }],
    [
      "a date in the old form and the new",
      { orderValidity: { customExpirationDate: "09 JUN 2030" } },
      { orderValidity: {}, customExpirationDate: "2030-06-09" },
    ],
    [
      "a date in small letters",
      { orderValidity: { customExpirationDate: "09 JUN 2030" } },
      { orderValidity: { customExpirationDate: "09 jun 2030" } },
    ],
    [
      "validities of which the same one counts",
      { orderValidity: { days: 90 } },
      { orderValidity: { days: 90, years: 2 }, validityYears: 3, customExpirationDate: "2030-06-09" },
    ],
    ["nothing, null and an empty object", { renewal: null, container: undefined }, { renewal: {}, container: null }],
    [
      "a trigger with nothing in its list, which no output records",
      { renewal: { trigger: [null, 1] } },
      { renewal: { trigger: [1, null] } },
    ],
    ["a trigger whose members stand otherwise", { renewal: { trigger: { a: 1, b: [1] } } }, { renewal: { trigger: { b: [1], a: 1 } } }],
  ])("are %s", (_, before, after) => {
    const [one, other] = [
      { ...least, ...before },
      { ...least, ...after },
    ];
    expect(changed(one, other)).toEqual([]);
    expect(changed(other, one)).toEqual([]);
    expect(wishDigest(one)).toBe(wishDigest(other));
  });

  it("have another request for the same key", () => {
    const { privateKeyPem, csrPem } = makeCsr(["api.corp.example"]);
    const again = csrFor(privateKeyPem, ["other.corp.example"]);
    expect(changed({ ...least, csr: csrPem }, { ...least, csr: again })).toEqual([]);
  });

  it("have the details that led to the organization's id, in place of it", () => {
    const byDetails = { ...least, organization: { name: "Corp Ltd", city: "London" } };
    const recorded = recordedOf(byDetails, { organizationId: 77 });
    expect(changesBetween(recorded, byDetails)).toEqual([]);
    expect(changesBetween(recorded, { ...least, organization: { id: 77 } })).toEqual([]);
    expect(changesBetween(recorded, { ...least, organization: { id: 78 } }).map(({ cost }) => cost)).toEqual(["order"]);
    expect(changesBetween(recorded, { ...least, organization: { name: "Other Ltd", city: "London" } }).map(({ cost }) => cost)).toEqual([
      "order",
    ]);
    expect(
      changesBetween(recordedOf(least, { organizationId: 123456 }), { ...least, organization: { id: 123456, name: "Corp Ltd" } }),
    ).toEqual([]);
  });

  it("are not the values of another type in a trigger", () => {
    expect(costs({ ...least, renewal: { trigger: 1 } }, { ...least, renewal: { trigger: "1" } })).toEqual(["renew"]);
    expect(costs(least, { ...least, renewal: { trigger: 1 } })).toEqual(["renew"]);
    expect(costs({ ...least, renewal: { trigger: 1 } }, least)).toEqual(["renew"]);
  });

  it("are not onDelete given and not given", () => {
    expect(costs(least, { ...least, onDelete: "revoke" })).toEqual(["setting"]);
  });
});

describe("what the preview says of a change", () => {
  it.each<[Plain, Plain, readonly string[]]>([
    [{}, { csr: otherCsr }, ["the CSR has another key"]],
    [{}, { dnsNames: ["a.example"] }, ['the name "a.example" is added']],
    [
      { dnsNames: ["a.example", "b.example"] },
      { dnsNames: ["c.example"] },
      ['the name "c.example" is added, the names "a.example", "b.example" are removed'],
    ],
    [{}, { dnsNames: ["a.a", "b.a", "c.a", "d.a", "e.a"] }, ['the names "a.a", "b.a", "c.a" and 2 more are added']],
    [{}, { orderValidity: { days: 90 } }, ["the validity is 90 days instead of 1 year"]],
    [{}, { orderValidity: { customExpirationDate: "09 JUN 2030" } }, ["the validity is until 2030-06-09 instead of 1 year"]],
    [{}, { signatureHash: "sha384" }, ['signatureHash is "sha384" instead of "sha256"']],
    [{}, { caCertId: "10A101" }, ['caCertId is "10A101"']],
    [{ caCertId: "10A101" }, {}, ["caCertId is removed"]],
    [{}, { organization: { id: 7 } }, ["organization is changed"]],
    [{ caCertId: "10A101A05684" }, { caCertId: "3EE6E4F6" }, ['caCertId is "3EE6E4F6" instead of "10A101A05684"']],
    [{}, { product: "private_ssl_flex" }, ['product is "private_ssl_flex" instead of "private_ssl_plus"']],
    [{}, { renewal: { trigger: "s3cret" } }, ["renewal.trigger is changed"]],
    [{}, { csr: unknown }, ["csr is not known yet"]],
    [{}, { orderValidity: unknown }, ["the validity is not known yet"]],
    [{}, { customRenewalMessage: "x".repeat(200) }, ["customRenewalMessage is changed"]],
  ])("from %j to %j", (before, after, said) => {
    expect(saidOf({ ...least, ...before }, { ...least, ...after })).toEqual(said);
  });
});

describe("what the outputs record", () => {
  it("is every input but the CSR, payment data and what is hidden", () => {
    const recorded = recordedWishOf({ ...everything, __provider: "x", nonsense: 1, comments: null });
    const { csr: _csr, creditCard: _card, billingAddress: _address, comments: _comments, ...expected } = everything;
    expect(recorded).toEqual(expected);
  });
});

describe("a certificate that was asked with something else than what is recorded", () => {
  it("differs there, and nowhere else", () => {
    const asked = digestsOf({ ...least, commonName: "old.corp.example" });
    const recorded = recordedOf(least, { askedWith: { commonName: asked["commonName"] ?? "" } });
    expect(changesBetween(recorded, least).map(({ field }) => field)).toEqual(["commonName"]);
    expect(changesBetween(recorded, { ...least, commonName: "old.corp.example" })).toEqual([
      expect.objectContaining({ field: "dnsNames" }) as unknown,
    ]);
  });

  it("does not differ where the wish leaves the choice to DigiCert", () => {
    const asked = digestsOf({ ...least, caCertId: "10A101", container: { id: 5 } });
    const askedWith = { caCertId: asked["caCertId"] ?? "", container: asked["container"] ?? "" };
    expect(changesBetween(recordedOf(least, { askedWith }), least)).toEqual([]);
    expect(changesBetween(recordedOf(least, { askedWith }), { ...least, caCertId: "20B202" }).map(({ field }) => field)).toEqual([
      "caCertId",
    ]);
  });
});

describe("the digests of an order's info", () => {
  const info = {
    orderId: 1,
    status: "issued",
    requests: [],
    product: "private_ssl_plus",
    organizationId: 123456,
    containerId: 5,
    validity: { years: 1 },
    certificate: { commonName: "API.corp.example", dnsNames: ["api.corp.example", " "], csr, signatureHash: "sha256", caCertId: "10A101" },
  };

  it("are those of the wish it was ordered with, where DigiCert chose nothing", () => {
    expect(digestsOfOrder(info, least)).toEqual(digestsOf(least));
    expect(digestsOfOrder(info)).toEqual(digestsOf({ ...least, caCertId: "10a101", container: { id: 5 } }));
  });

  it("are only of what the info carries", () => {
    const { certificate, ...rest } = info;
    const bare = { ...rest, certificate: { dnsNames: [] as string[] } };
    expect(certificate.csr).toBe(csr);
    expect(Object.keys(digestsOfOrder(bare)).sort()).toEqual(["container", "organization", "product", "validity"]);
  });
});
