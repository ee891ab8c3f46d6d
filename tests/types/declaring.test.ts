import { allFields, fieldNames } from "../../provider/request/fields";
import { inputPlaces, type Place } from "../../tools/inputPlaces";
import { complaintsAbout, deprecatedMembersOf, type Setting, settings } from "./compiling";

/** Source text of the value of a place, from the map itself; other text may stand at some places, and empty text leaves a place out. */
type Instead = Readonly<Record<string, string>>;

function textOf({ path, field }: Place, instead: Instead = {}): string {
  const { kind } = field;
  switch (kind.kind) {
    case "text":
      return '"text"';
    case "whole":
    case "amount":
      return "2";
    case "flag":
      return "true";
    case "oneOf":
      return JSON.stringify(kind.values[0]);
    case "any":
      return '{ any: "value" }';
    case "list":
      return kind.of.kind === "record" ? `[${objectOf(`${path}[]`, instead)}]` : '["text"]';
    case "record":
      return objectOf(path, instead);
  }
}

function objectOf(path: string, instead: Instead): string {
  const members = inputPlaces.filter((place) => parentOf(place.path) === path);
  const texts = members.map((member) => [nameOf(member), instead[member.path] ?? textOf(member, instead)] as const);
  return `{ ${texts.flatMap(([name, text]) => (text === "" ? [] : [`${name}: ${text}`])).join(", ")} }`;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(".")));
}

function nameOf({ path }: Place): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** Required by the types; for what a stack may set, `check` says what is missing. */
const isRequired = ({ field }: Place) => field.required && field.defaultSays === undefined;

const everything = objectOf("", {});
const least = objectOf(
  "",
  Object.fromEntries(inputPlaces.filter((place) => parentOf(place.path) === "" && !isRequired(place)).map(({ path }) => [path, ""])),
);

/** A program with other text at one place, and no more around it than is needed. */
function declaring({ path }: Place, text: string): string {
  const [top = ""] = path.split(/[.[]/);
  const others = inputPlaces.filter((place) => parentOf(place.path) === "" && place.path !== top && !isRequired(place));
  return order(objectOf("", { ...Object.fromEntries(others.map((other) => [other.path, ""])), [path]: text }));
}

function order(args: string, options = "{}"): string {
  return `new digicert.PrivateSslCertificate("api", ${args}, ${options});`;
}

const kinds = (...wanted: readonly string[]) => inputPlaces.filter(({ field }) => wanted.includes(field.kind.kind));
const optional = inputPlaces.filter((place) => !isRequired(place));
const named = (title: string, places: readonly Place[], program: (place: Place) => string) =>
  places.map((place) => [`${title} at ${place.path}`, program(place)] as const);

const reading = (name: string) => `declare const cert: digicert.PrivateSslCertificate; export const value = cert.${name};`;
const neverRecorded = ["csr", "creditCard", "billingAddress"];
const eu = `const eu = new digicert.Provider("eu", { apiKey: pulumi.secret("key"), region: "eu" });`;

/** Programs that must compile. */
const right: readonly (readonly [string, string])[] = [
  ["no more than is needed", order(least)],
  ["everything", order(everything)],
  ["everything, declared apart", `const args: digicert.PrivateSslCertificateArgs = ${everything}; ${order("args")}`],
  ...named("an output", inputPlaces, (place) => declaring(place, `pulumi.output(${textOf(place)})`)),
  ...named("a promise", inputPlaces, (place) => declaring(place, `Promise.resolve(${textOf(place)})`)),
  ...named("nothing", optional, (place) => declaring(place, "")),
  ...named("undefined", optional, (place) => declaring(place, "undefined")),
  ...named("an output of undefined", optional, (place) => declaring(place, "pulumi.output(undefined)")),
  ...fieldNames.filter((name) => !neverRecorded.includes(name)).map((name) => [`reading ${name}`, reading(name)] as const),
  [
    "looking at an order that is managed elsewhere",
    `export const seen: digicert.PrivateSslCertificate = digicert.PrivateSslCertificate.get("seen", "123456");`,
  ],
  ["looking at an order whose id is an output", `digicert.PrivateSslCertificate.get("seen", pulumi.output("1"), { protect: true });`],
  [
    "telling a certificate from other things",
    `export const id = (x: unknown) => (digicert.PrivateSslCertificate.isInstance(x) ? x.orderId : undefined);`,
  ],
  ["another account", `${eu} ${order(least, "{ provider: eu }")}`],
  [
    "a provider whose every option is an output",
    `new digicert.Provider("p", { apiKey: pulumi.output("a"), region: pulumi.output("us" as const), baseUrl: pulumi.output("b"), organizationId: pulumi.output(1), containerId: pulumi.output(2), skipApproval: pulumi.output(true) });`,
  ],
  ["a provider of the environment", `new digicert.Provider("p", {});`],
  [
    "options of a resource",
    order(least, `{ protect: true, dependsOn: [], customTimeouts: { create: "30m" }, aliases: [{ name: "old" }], ignoreChanges: ["csr"] }`),
  ],
  [
    "outputs with their types",
    `const cert = ${order(least)}
    export const numbers: pulumi.Output<number>[] = [cert.orderId, cert.certificateId];
    export const texts: pulumi.Output<string>[] = [
      cert.orderStatus, cert.serialNumber, cert.sha1Thumbprint, cert.validFrom, cert.validUntil, cert.publicKeySha256, cert.commonName,
      cert.certificatePem, cert.chainPem, cert.fullChainPem, cert.rootPem, cert.caBundlePem,
    ];
    export const chain: pulumi.Output<string[]> = cert.certificateChain.apply((all) => all.map((one) => one.subjectCommonName + one.pem));
    export const after: pulumi.Output<string | undefined> = cert.renewAfter;
    export const names: pulumi.Output<string> = cert.dnsNames.apply((all) => (all ?? []).join());
    export const days: pulumi.Output<number | undefined> = cert.renewal.apply((renewal) => renewal?.beforeDays);
    export const product: pulumi.Output<"private_ssl_flex" | "private_ssl_plus" | "private_ssl_wildcard" | "private_ssl_multi_domain"> = cert.product;
    export const first: pulumi.Output<boolean> = cert.orders.apply((rows) => rows.every((row) => row.kind === "first"));`,
  ],
  [
    "what look-ups find, in the place it is for",
    `export async function declare(eu: digicert.Provider, key: pulumi.Output<string>) {
      const organization = await digicert.getOrganization({ name: "Corp" }, { provider: eu });
      const [product] = await digicert.listProducts({ apiKey: key, region: "eu" });
      const { allowedCaCertificates, allowedSignatureHashes, allowedValidityYears } = await digicert.getProduct({ name: product?.name ?? "private_ssl_plus" });
      const cert = new digicert.PrivateSslCertificate("api", {
        product: digicert.getProductOutput({ name: "private_ssl_flex", containerId: pulumi.output(5) }).name,
        commonName: "api.corp.example", csr: "csr", caCertId: allowedCaCertificates[0]?.id ?? "", signatureHash: allowedSignatureHashes[0] ?? "sha256",
        orderValidity: { years: allowedValidityYears[0] ?? 1 }, organization: { id: organization.id },
      });
      const other: { readonly names: pulumi.Input<pulumi.Input<string>[]> } = { names: digicert.getOrderOutput({ orderId: cert.orderId }, { dependsOn: cert }).dnsNames };
      const all = [digicert.PrivateSslCertificate.get("seen", "1"), cert];
      const ids: pulumi.Output<number[]> = digicert.listOrganizationsOutput({ parent: cert, dependsOn: all }).apply((found) => found.map((each) => each.id));
      const code: (error: digicert.LookupError) => boolean = (error) => error.code === "DIGICERT_ORGANIZATION_NOT_FOUND";
      return { other, ids, code };
    }`,
  ],
  [
    "every product as a look-up names it, and no other",
    `export declare const found: digicert.ProductName;
    type Declared = digicert.PrivateSslCertificateArgs["product"];
    export const declared: Declared = found;
    export const named: digicert.ProductName[] = [found].concat(null! as Extract<Declared, string>[]);`,
  ],
  [
    "the ledger, each row as the provider writes it",
    `import type { LedgerRow, RowKind } from "../../provider/lifecycle/state";
    export declare const [written, shown]: [Required<LedgerRow>, Required<digicert.CertificateOrder>];
    export const rows: [Required<digicert.CertificateOrder>, Required<LedgerRow>] = [written, shown];
    export const kinds: [RowKind, digicert.CertificateOrder["kind"]] = [shown.kind, written.kind];`,
  ],
];

/** Programs that must not compile, and the word by which the compiler shows that it saw the fault. */
const wrong: readonly (readonly [string, string, string | RegExp])[] = [
  ...faults("nothing", inputPlaces.filter(isRequired), ""),
  ...faults("a number for a text", kinds("text"), "5"),
  ...faults("a text for a number", kinds("whole", "amount"), '"5"'),
  ...faults("a number for a flag", kinds("flag"), "1"),
  ...faults("another word than those that are allowed", kinds("oneOf"), '"another"'),
  ...faults("a text for a list", kinds("list"), '"text"'),
  ...faults("a text for an object", kinds("record"), '"text"'),
  ...faults("an output of the wrong type", kinds("text", "oneOf"), "pulumi.output(5)"),
  ...kinds("record").map(
    (place) => [`a misspelt member at ${place.path}`, declaring(place, `{ ...${textOf(place)}, mispelt: 1 }`), "'mispelt'"] as const,
  ),
  ["a misspelt input", order(`{ ...${least}, mispelt: 1 }`), "'mispelt'"],
  ["DigiCert's spelling", order(`{ ...${least}, dns_names: [] }`), "dnsNames"],
  ...neverRecorded.map((name) => [`reading ${name}, which no output has`, reading(name), `'${name}'`] as const),
  ["no name", `new digicert.PrivateSslCertificate(${least});`, "Expected"],
  ["no arguments", `new digicert.PrivateSslCertificate("api");`, "Expected"],
  ["looking at an order without its id", `digicert.PrivateSslCertificate.get("seen");`, "Expected"],
  ["looking at an order whose id is a number", `digicert.PrivateSslCertificate.get("seen", 123456);`, "'number'"],
  ["writing to an output", `declare const cert: digicert.PrivateSslCertificate; cert.orderId = pulumi.output(1);`, "read-only"],
  [
    "changing an argument afterwards",
    `declare const args: digicert.PrivateSslCertificateArgs; args.commonName = "b.example";`,
    "read-only",
  ],
  ["a region that there is not", `new digicert.Provider("uk", { region: "uk" });`, '"uk"'],
  ["a key that is no text", `new digicert.Provider("p", { apiKey: 5 });`, "'number'"],
  ["something that a provider does not take", `new digicert.Provider("p", { key: "x" });`, "'key'"],
  ["a provider by its name", order(least, `{ provider: "eu" }`), "'string'"],
  ["looking up a product that there is not", `digicert.getProduct({ name: "public_ssl" });`, '"public_ssl"'],
  ["looking up nothing", `digicert.getOrganization({});`, "'name'"],
  ["looking up by an output without waiting for it", `digicert.getOrganization({ name: pulumi.output("Corp") });`, "not assignable"],
  ["looking up in a region that there is not", `digicert.listProducts({ region: "uk" });`, '"uk"'],
];

/** The same fault at many places. */
function faults(title: string, places: readonly Place[], text: string): readonly (readonly [string, string, string | RegExp])[] {
  return places.map((place) => [`${title} at ${place.path}`, declaring(place, text), /is missing|not assignable|missing the following/]);
}

describe.each(Object.keys(settings) as readonly Setting[])("with the settings of the %s", (setting) => {
  let complaints: Readonly<Record<string, readonly string[]>> = {};
  beforeAll(() => {
    complaints = complaintsAbout(Object.fromEntries([...right, ...wrong].map(([title, program]) => [title, program])), setting);
  }, 120_000);

  it.each(right.map(([title]) => title))("%s compiles", (title) => {
    expect(complaints[title]).toEqual([]);
  });

  it.each(wrong.map(([title, , word]) => [title, word]))("%s does not compile", (title, word) => {
    expect(complaints[title]?.join("\n") ?? "").toMatch(word);
  });
});

describe("what DigiCert deprecates", () => {
  it("is marked so for editors, and nothing else is", () => {
    const deprecated = fieldNames.filter((name) => allFields[name].deprecated !== undefined);
    expect(deprecated).toEqual(["validityYears", "validityDays", "customExpirationDate"]);
    expect(deprecatedMembersOf("PrivateSslCertificateArgs")).toEqual(deprecated);
  });
});
