import { digestOf, isLeftToDigicert } from "./digests";
import type { Cost, Plain } from "./field";
import type { FieldName } from "./fields";
import { type Aspect, aspects, canonical, type Context, memberOf } from "./normal";
import { wantedNames } from "./names";
import { effectiveValidity, inWordsOf } from "./validity";

export interface Change {
  readonly field: FieldName;
  readonly cost: Cost;
  /** Not known yet: it may turn out to be no change. */
  readonly unknown: boolean;
  /** Short words for the preview. */
  readonly says: string;
}

/** What the outputs record of a wish: the inputs under their own names, and what stands there in place of some. */
export interface RecordedWish extends Readonly<Record<string, unknown>> {
  /** In place of the CSR. */
  readonly publicKeySha256?: string;
  /** The organisation that the order is for: the one that details led to. */
  readonly organizationId?: number;
  /** What the certificate in hand was asked with, where that is not what is recorded: a digest by the name of what differs. */
  readonly askedWith?: Readonly<Record<string, string>>;
}

const costsNow: ReadonlySet<Cost> = new Set(["renew", "order", "inPlace", "setting"]);
const compared = aspects.filter((aspect) => costsNow.has(aspect.cost));

/** What differs between the recorded and the wanted wish and costs something now. Equality is each field's own. */
export function changesBetween(recorded: RecordedWish, wanted: Plain): readonly Change[] {
  return compared.flatMap((aspect): readonly Change[] => {
    const { field, cost } = aspect;
    if (aspect.isUnknown(wanted)) return [{ field, cost, unknown: true, says: `${labelOf(aspect)} is not known yet` }];
    const differs = isAskedOtherwise(aspect, recorded, wanted) ?? isOther(aspect, recorded, wanted);
    return differs ? [{ field, cost, unknown: false, says: saysOf(aspect, recorded, wanted) }] : [];
  });
}

/** Compares with what the certificate in hand was asked with; undefined where that is what is recorded. */
function isAskedOtherwise(aspect: Aspect, recorded: RecordedWish, wanted: Plain): boolean | undefined {
  const { askedWith = {} } = recorded;
  if (!Object.hasOwn(askedWith, aspect.name)) return undefined;
  const wish = digestOf(aspect, wanted);
  if (wish === undefined && isLeftToDigicert(aspect)) return false;
  if (aspect.field === "organization" && isRecordedOrganization(recorded, wanted)) return false;
  return (wish ?? "") !== askedWith[aspect.name];
}

/** The organisation that is wanted by its id is the one that details led to. */
function isRecordedOrganization({ organizationId }: RecordedWish, { organization }: Plain): boolean {
  return organizationId !== undefined && memberOf(organization, "id") === organizationId;
}

function isOther(aspect: Aspect, recorded: RecordedWish, wanted: Plain): boolean {
  if (aspect.field === "csr") return aspect.normal(wanted, {}) !== recorded.publicKeySha256;
  const context: Context = { organizationId: recorded.organizationId };
  const sameDetails = aspect.field === "organization" && same(aspect.normal(recorded, {}), aspect.normal(wanted, {}));
  return !sameDetails && !same(aspect.normal(recorded, context), aspect.normal(wanted, {}));
}

function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function labelOf(aspect: Aspect): string {
  return aspect.name === "validity" ? "the validity" : aspect.name;
}

function saysOf(aspect: Aspect, recorded: RecordedWish, wanted: Plain): string {
  switch (aspect.name) {
    case "csr":
      return "the CSR has another key";
    case "dnsNames":
      return namesSay(wantedNames(recorded), wantedNames(wanted));
    case "validity":
      return `the validity is ${validitySays(wanted)}${instead(validitySays(recorded), validitySays(wanted))}`;
    default:
      return valueSays(aspect, recorded, wanted);
  }
}

function namesSay(before: readonly string[], after: readonly string[]): string {
  const added = after.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !after.includes(name));
  const parts = [saysNames(added, "added"), saysNames(removed, "removed")].filter((part) => part !== undefined);
  return parts.length === 0 ? "the names are not those of the certificate in hand" : parts.join(", ");
}

const NAMES_SHOWN = 3;

function saysNames(names: readonly string[], done: string): string | undefined {
  if (names.length === 0) return undefined;
  const shown = names.slice(0, NAMES_SHOWN).map((name) => `"${name}"`);
  const more = names.length > NAMES_SHOWN ? ` and ${String(names.length - NAMES_SHOWN)} more` : "";
  return names.length === 1 ? `the name ${shown.join()} is ${done}` : `the names ${shown.join(", ")}${more} are ${done}`;
}

function validitySays(inputs: Plain): string {
  const validity = effectiveValidity(inputs);
  return validity === undefined ? "not given" : inWordsOf(validity);
}

function instead(before: string, after: string): string {
  return before === "not given" || before === after ? "" : ` instead of ${before}`;
}

const LONGEST_SHOWN = 64;

/** Values that are short and plain are shown; `renewal.trigger` and objects are only named. */
function valueSays(aspect: Aspect, recorded: RecordedWish, wanted: Plain): string {
  const [before, after] = [recorded, wanted].map((plain) => shown(asWritten(aspect, plain)));
  if (before === "…" || after === "…" || aspect.name.startsWith("renewal.")) return `${aspect.name} is changed`;
  if (after === undefined) return `${aspect.name} is removed`;
  return before === undefined || before === after ? `${aspect.name} is ${after}` : `${aspect.name} is ${after} instead of ${before}`;
}

/** A text is shown as the program has it, not in the form in which it is compared. */
function asWritten(aspect: Aspect, plain: Plain): unknown {
  const given = plain[aspect.name];
  return typeof given === "string" ? given : aspect.normal(plain, {});
}

function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === "object" ? "…" : JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? "…" : text;
}
