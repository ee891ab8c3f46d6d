import { inputPlaces, type Place } from "../../tools/inputPlaces";
import type { Kind } from "../../provider/request/field";
import page from "./pageParameters.json";

interface Parameter {
  readonly path: string;
  readonly need: string;
  readonly type: string;
  readonly default?: unknown;
  readonly allowed?: readonly unknown[];
  readonly range?: readonly number[];
  readonly maxLength?: number;
  readonly format?: string;
  readonly example?: string;
  readonly deprecated?: boolean;
}

const parameters: readonly Parameter[] = page.parameters;
const elsewhere: Readonly<Record<string, { readonly type: string }>> = page.elsewhere;

/** Where the map differs from the page, and why. */
const exceptions = {
  flattened: { certificate: "its members are inputs by themselves" },
  need: {
    "certificate.signature_hash": "sha256 is sent where none is given",
    order_validity: "one of the deprecated forms may stand in for it; none at all is refused",
  },
  default: { "certificate.signature_hash": "this package's own" },
} as const;

/** As the page names it: a part of the URL, or a path in the body. */
function nameOf({ field, wire }: Place): string | undefined {
  return field.inUrl === undefined ? wire : `{${field.inUrl}}`;
}

const onTheWire = new Map(inputPlaces.flatMap((place) => entryOf(nameOf(place), place)));

function entryOf(name: string | undefined, place: Place): readonly (readonly [string, Place])[] {
  return name === undefined ? [] : [[name, place]];
}

function placeOf(path: string): Place {
  const place = onTheWire.get(path);
  if (place === undefined) throw new Error(`the map has nothing for ${path}`);
  return place;
}

/** The page's name for a kind. */
function typeOf(kind: Kind): string {
  switch (kind.kind) {
    case "text":
    case "oneOf":
      return "string";
    case "whole":
      return "int";
    case "flag":
      return kind.sentAs === "0 or 1" ? "int" : "bool";
    case "list":
      return "array";
    case "record":
      return "object";
    default:
      return kind.kind;
  }
}

function allowedBy(kind: Kind): readonly unknown[] | undefined {
  if (kind.kind === "oneOf") return kind.values;
  return kind.kind === "flag" && kind.sentAs === "0 or 1" ? [0, 1] : undefined;
}

/** A default as it would be sent. */
function sentDefault({ field }: Place): unknown {
  const isNumbered = field.kind.kind === "flag" && field.kind.sentAs === "0 or 1";
  return isNumbered && field.default !== undefined ? Number(field.default) : field.default;
}

/** What the form of a text finds wrong with it. */
function objection(path: string, text: string): string | undefined {
  const { kind } = placeOf(path).field;
  return kind.kind === "text" ? kind.format?.problem(text) : undefined;
}

const mapped = parameters.filter(({ path }) => !(path in exceptions.flattened));

describe("DigiCert's page and the map of inputs", () => {
  it("name the same parameters, to the last member; what is on another page of DigiCert's is listed as such", () => {
    const names = [...mapped.map(({ path }) => path), ...Object.keys(elsewhere)];
    expect([...onTheWire.keys()].sort()).toEqual(names.sort());
  });

  it("give each parameter once", () => {
    const named = inputPlaces.map(nameOf).filter((name) => name !== undefined);
    expect(named.length).toBe(new Set(named).size);
    expect(parameters.length).toBe(new Set(parameters.map(({ path }) => path)).size);
  });

  it("type each parameter alike", () => {
    const page = [...mapped, ...Object.entries(elsewhere).map(([path, { type }]) => ({ path, type }))];
    expect(page.map(({ path }) => ({ path, type: typeOf(placeOf(path).field.kind) }))).toEqual(
      page.map(({ path, type }) => ({ path, type })),
    );
  });

  it("require the same, but for what the exceptions explain", () => {
    const compared = mapped.filter(({ path }) => !(path in exceptions.need));
    expect(compared.map(({ path }) => ({ path, required: placeOf(path).field.required }))).toEqual(
      compared.map(({ path, need }) => ({ path, required: need === "required" })),
    );
  });

  it("have the same defaults, but for what the exceptions explain", () => {
    const compared = mapped.filter(({ path }) => !(path in exceptions.default));
    expect(compared.map(({ path }) => ({ path, default: sentDefault(placeOf(path)) }))).toEqual(
      compared.map((parameter) => ({ path: parameter.path, default: parameter.default })),
    );
  });

  it("allow the same values", () => {
    expect(mapped.map(({ path }) => ({ path, allowed: allowedBy(placeOf(path).field.kind) }))).toEqual(
      mapped.map(({ path, allowed }) => ({ path, allowed })),
    );
  });

  it("allow the same range, where the page has one", () => {
    const ranged = mapped.filter(({ range }) => range !== undefined);
    expect(ranged.length).toBeGreaterThan(2);
    expect(ranged.map(({ path }) => placeOf(path).field.kind)).toEqual(
      ranged.map(({ range = [] }) => ({ kind: "whole", min: range[0], max: range[1] })),
    );
  });

  it("call the same deprecated", () => {
    expect(mapped.filter(({ path }) => placeOf(path).field.deprecated !== undefined).map(({ path }) => path)).toEqual(
      mapped.filter(({ deprecated }) => deprecated === true).map(({ path }) => path),
    );
  });

  it("take a text of the greatest length, and none that is longer", () => {
    const limited = mapped.filter(({ maxLength }) => maxLength !== undefined);
    expect(limited).toHaveLength(1);
    for (const { path, maxLength = 0 } of limited) {
      expect(objection(path, "a".repeat(maxLength))).toBeUndefined();
      expect(objection(path, "a".repeat(maxLength + 1))).toBeDefined();
    }
  });

  it("write each date in its own form, and take the other's form for a mistake", () => {
    const dates = mapped.filter(({ format }) => format !== undefined);
    expect(dates).toHaveLength(2);
    for (const { path, example = "" } of dates) {
      expect(objection(path, example)).toBeUndefined();
      for (const other of dates.filter((each) => each.path !== path)) expect(objection(path, other.example ?? "")).toBeDefined();
    }
  });

  it("have no exception that explains nothing", () => {
    for (const path of Object.keys(exceptions.need)) {
      expect(parameters.find((each) => each.path === path)?.need === "required").not.toBe(placeOf(path).field.required);
    }
    for (const path of Object.keys(exceptions.default)) {
      expect(sentDefault(placeOf(path))).not.toEqual(parameters.find((each) => each.path === path)?.default);
    }
    for (const path of Object.keys(exceptions.flattened)) expect(onTheWire.has(path)).toBe(false);
  });
});
