import fc from "fast-check";
import { type Plain, UNKNOWN } from "../../provider/request/field";
import {
  changesBetween,
  digestsOf,
  encodeOrder,
  encodeReissue,
  problemsIn,
  type RecordedWish,
  recordedWishOf,
  remarksOn,
  wantedEnd,
  wantedNames,
  wholeDigest,
  wishDigest,
} from "../../provider/request/use";
import { readCsr } from "../../provider/x509/csr";
import { inputPlaces, type Place } from "../../tools/inputPlaces";
import { hostName, wish } from "./arbitraryWish";
import { runs } from "./runs";

const now = new Date("2026-11-24T12:00:00Z");

function recordedOf(wanted: Plain): RecordedWish {
  return { ...recordedWishOf(wanted), publicKeySha256: readCsr(String(wanted["csr"])).publicKeySha256 };
}

/** A place of the map, and how to put something there. */
const place = fc.constantFrom(...inputPlaces);

function put(into: unknown, path: string, value: unknown): unknown {
  const [, step = "", inList = "", rest = ""] = /^([^.[]+)(\[\])?\.?(.*)$/.exec(path) ?? [];
  const members = isMembers(into) ? into : {};
  const before = members[step];
  const after = rest === "" ? value : inList === "" ? put(before, rest, value) : [put(Array.isArray(before) ? before[0] : {}, rest, value)];
  return { ...members, [step]: after };
}

function isMembers(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** All values at a place: several, or none, where lists are on the way. */
function valuesAt(value: unknown, path: string): readonly unknown[] {
  if (path === "") return value === undefined ? [] : [value];
  const [, step = "", inList = "", rest = ""] = /^([^.[]+)(\[\])?\.?(.*)$/.exec(path) ?? [];
  if (!isMembers(value)) return [];
  const inner = value[step];
  if (inList === "") return valuesAt(inner, rest);
  return Array.isArray(inner) ? inner.flatMap((item) => valuesAt(item, rest)) : [];
}

/** Everything that the rest of the provider asks of a wish. */
function useAll(inputs: Plain, other: Plain): void {
  problemsIn(inputs, { now });
  problemsIn(inputs, { now, previous: other });
  remarksOn(inputs);
  remarksOn(inputs, { previous: other });
  changesBetween(other, inputs);
  digestsOf(inputs, { organizationId: 7 });
  wishDigest(inputs);
  wholeDigest(inputs);
  recordedWishOf(inputs);
  encodeOrder(inputs, { alternativeOrderId: "a1", organizationId: 7 });
  encodeReissue(inputs);
  wantedEnd(inputs, now);
  wantedNames(inputs);
}

describe("every wish that the map allows", () => {
  it("has no problem", () => {
    fc.assert(
      fc.property(wish, (wanted) => {
        expect(problemsIn(wanted, { now })).toEqual([]);
      }),
      runs(),
    );
  });

  it("has no change against itself, and no remark that something changed", () => {
    fc.assert(
      fc.property(wish, (wanted) => {
        const copy = structuredClone(wanted);
        expect(changesBetween(recordedOf(wanted), copy)).toEqual([]);
        expect(remarksOn(copy, { previous: wanted }).filter((said) => said.includes("changed"))).toEqual([]);
        expect(wishDigest(copy)).toBe(wishDigest(wanted));
      }),
      runs(),
    );
  });

  it("has no change when its names come in another order or case, twice, or with the common name among them", () => {
    const shuffled = fc.tuple(wish, fc.array(hostName, { maxLength: 5 }), fc.infiniteStream(fc.integer()));
    fc.assert(
      fc.property(shuffled, ([wanted, names, numbers]) => {
        const draw = () => Number(numbers.next().value);
        const again = [...names, ...names.slice(0, 1), String(wanted["commonName"])]
          .map((name) => ({ name: draw() % 2 === 0 ? name.toUpperCase() : name.toLowerCase(), rank: draw() }))
          .sort((one, other) => one.rank - other.rank)
          .map(({ name }) => name);
        const [before, after] = [
          { ...wanted, dnsNames: names },
          { ...wanted, dnsNames: again },
        ];
        expect(changesBetween(recordedOf(before), after)).toEqual([]);
        expect(wishDigest(after)).toBe(wishDigest(before));
      }),
      runs(),
    );
  });

  /** A wish and another one that differs from it in some inputs only. */
  const variations = fc
    .tuple(
      wish,
      wish,
      fc.subarray(["product", "commonName", "csr", "dnsNames", "orderValidity", "validityDays", "organization", "renewal", "comments"]),
    )
    .map(([one, other, names]) => [one, { ...one, ...Object.fromEntries(names.map((name) => [name, other[name]])) }] as const);

  it("has a change that costs an order exactly where the digests of two wishes differ", () => {
    fc.assert(
      fc.property(variations, ([one, another]) => {
        const ordering = changesBetween(recordedOf(one), another).filter(({ cost }) => cost === "renew" || cost === "order");
        expect(ordering.length > 0).toBe(wishDigest(one) !== wishDigest(another));
      }),
      runs(),
    );
  });

  const leaves = inputPlaces.filter(({ leaf, wire }) => leaf && wire !== undefined);
  const ofTheOrder = ["alternativeOrderId", "renewalOfOrderId", "renewedThumbprint"];

  it("is sent whole: each value stands where DigiCert's page has it, and nothing else does", () => {
    fc.assert(
      fc.property(wish, (wanted) => {
        const body = encodeOrder(wanted, { alternativeOrderId: "a1" });
        for (const each of leaves.filter(({ path }) => !ofTheOrder.includes(path))) {
          const given = valuesAt(wanted, each.path).filter((value) => !Array.isArray(value) || value.length > 0);
          const expected = given.length === 0 && each.path === "signatureHash" ? ["sha256"] : given.map((value) => sentAs(each, value));
          expect([each.path, valuesAt(body, each.wire ?? "")]).toEqual([each.path, expected]);
        }
        expect(Object.keys(body).sort()).toEqual([...new Set(topLevel(wanted))].sort());
      }),
      runs(),
    );
  });

  function topLevel(wanted: Plain): readonly string[] {
    const given = leaves.filter(({ path }) => !ofTheOrder.includes(path) && valuesAt(wanted, path).some(isSent));
    return ["alternative_order_id", "certificate", ...given.map(({ wire = "" }) => wire.split(/[.[]/)[0] ?? "")];
  }

  it("lets a value that is not known yet pass anywhere, and counts it as changed where a change counts", () => {
    const counted = ["renew", "order", "inPlace", "setting"];
    fc.assert(
      fc.property(wish, place, (wanted, { path, cost }) => {
        const unknown = put(wanted, path, UNKNOWN) as Plain;
        useAll(unknown, wanted);
        const at = path.replaceAll("[]", "[0]");
        expect(problemsIn(unknown, { now }).filter(({ property }) => property === at)).toEqual([]);
        const maybe = changesBetween(recordedOf(wanted), unknown).filter((change) => change.unknown);
        const isOverridden = /alidity|customExpirationDate/.test(path);
        if (counted.includes(cost) && !isOverridden) expect(maybe.map((change) => change.cost)).toContain(cost);
      }),
      runs(),
    );
  });
});

/** A value as DigiCert's page types it. */
function sentAs({ field }: Place, value: unknown): unknown {
  const { kind } = field;
  if (kind.kind === "flag" && kind.sentAs === "0 or 1") return value === true ? 1 : 0;
  return kind.kind === "text" && typeof value === "string" ? (kind.format?.sent?.(value) ?? value) : value;
}

function isSent(value: unknown): boolean {
  return !Array.isArray(value) || value.length > 0;
}

describe("whatever a program gives", () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  const anything = fc.oneof(json, fc.anything({ maxDepth: 3, withNullPrototype: true, withBigInt: true, withDate: true }));
  const inputs = fc.dictionary(fc.oneof(fc.constantFrom(...inputPlaces.map(({ path }) => path.split(/[.[]/)[0] ?? "")), fc.string()), json);

  it("is judged, compared and encoded without an exception", () => {
    fc.assert(
      fc.property(inputs, inputs, (one, other) => {
        useAll(one, other);
      }),
      runs(),
    );
  });

  it("gets problems that name a property and say what is allowed", () => {
    fc.assert(
      fc.property(wish, place, anything, (wanted, { path }, value) => {
        for (const { property, reason } of problemsIn(put(wanted, path, value) as Plain, { now })) {
          expect(property).not.toBe("");
          expect(reason).toMatch(/^(is|has|holds|cannot) /);
          expect(reason.length).toBeLessThan(1200);
        }
      }),
      runs(),
    );
  });

  it("of a card never comes back in a message", () => {
    const secret = "4929-1234-5678-9012";
    const secretPlaces = inputPlaces.filter((each) => each.secret);
    const wrong = fc.oneof(fc.constant(secret), fc.constant([secret]), fc.constant({ [`x`]: secret }), fc.constant(4929123456789012));
    fc.assert(
      fc.property(wish, fc.constantFrom(...secretPlaces), wrong, (wanted, { path }, value) => {
        const said = problemsIn(put(wanted, path, value) as Plain, { now });
        expect(said.map(({ reason }) => reason).join()).not.toMatch(/4929/);
      }),
      runs(),
    );
  });
});
