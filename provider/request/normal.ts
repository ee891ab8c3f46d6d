import { readCsr } from "../x509/csr";
import { allFields, type FieldName } from "./fields";
import { type Cost, type Field, hasUnknown, isAbsent, isHidden, isPlain, type Kind, type Members, type Plain } from "./field";
import { wantedNames } from "./names";
import { effectiveValidity, isValidityUnknown } from "./validity";

/** What is known beside the inputs when they are compared. */
export interface Context {
  /** The organisation that details led to: it stands in their place. */
  readonly organizationId?: number | undefined;
}

/** One thing that can change by itself: a field, or members of it with a cost of their own, or several fields that mean one thing. */
export interface Aspect {
  /** What digests and messages call it. */
  readonly name: string;
  readonly field: FieldName;
  readonly cost: Cost;
  readonly secret: boolean;
  /** The form in which two values are equal or not; undefined where there is none. */
  readonly normal: (inputs: Plain, context: Context) => unknown;
  readonly isUnknown: (inputs: Plain) => boolean;
}

/** Everything that can change, in the order of the map. */
export const aspects: readonly Aspect[] = Object.entries(allFields).flatMap(([name, field]) => aspectsOf(name as FieldName, field));

function aspectsOf(name: FieldName, field: (typeof allFields)[FieldName]): readonly Aspect[] {
  const secret = field.secret === true;
  const { cost } = field;
  switch (field.equality) {
    case "validity":
      // The first of its inputs stands for all of them.
      return name === "orderValidity"
        ? [{ name: "validity", field: name, cost, secret, normal: effectiveValidity, isUnknown: isValidityUnknown }]
        : [];
    case "names":
      return [{ name, field: name, cost, secret, normal: (inputs) => filled(wantedNames(inputs)), isUnknown: areNamesUnknown }];
    case "publicKey":
      return [
        { name, field: name, cost, secret, normal: (inputs) => publicKeyOf(inputs[name]), isUnknown: (inputs) => hasUnknown(inputs[name]) },
      ];
    case "organization":
      return ownAndOthers(name, field).map((aspect) => (aspect.name === name ? { ...aspect, normal: organizationOf } : aspect));
    default:
      return ownAndOthers(name, field);
  }
}

/** A field whose members have costs of their own comes apart: what has the field's cost, and each of the others. */
function ownAndOthers(name: FieldName, field: (typeof allFields)[FieldName]): readonly Aspect[] {
  const { kind, cost } = field;
  const secret = field.secret === true;
  if (kind.kind !== "record") {
    const isUnknown = (inputs: Plain) => hasUnknown(inputs[name]);
    return [{ name, field: name, cost, secret, normal: (inputs) => normalField(field, inputs[name]), isUnknown }];
  }
  const own = ownField(field);
  const others = Object.entries(kind.members).filter(([, member]) => !isOwn(field, member));
  return [
    {
      name,
      field: name,
      cost,
      secret,
      normal: (inputs) => normalField(own, inputs[name]),
      isUnknown: (inputs) => areMembersUnknown(own.kind, inputs[name]),
    },
    ...others.map(([member, { cost: itsCost = cost, ...traits }]) => ({
      name: `${name}.${member}`,
      field: name,
      cost: itsCost,
      secret,
      normal: (inputs: Plain) => normalField(traits, memberOf(inputs[name], member)),
      isUnknown: (inputs: Plain) => hasUnknown(isPlain(inputs[name]) ? inputs[name][member] : inputs[name]),
    })),
  ];
}

function isOwn(field: Field, member: Field): boolean {
  return member.cost === undefined || member.cost === field.cost;
}

/** The field with those of its members only that have its cost. */
function ownField(field: Field): Field {
  const { kind } = field;
  if (kind.kind !== "record") return field;
  const members = Object.fromEntries(Object.entries(kind.members).filter(([, member]) => isOwn(field, member)));
  return { ...field, kind: { ...kind, members } };
}

function areMembersUnknown(kind: Kind, value: unknown): boolean {
  if (kind.kind !== "record" || !isPlain(value)) return hasUnknown(value);
  return Object.keys(kind.members).some((member) => hasUnknown(memberOf(value, member)));
}

function areNamesUnknown(inputs: Plain): boolean {
  return hasUnknown(inputs["commonName"]) || hasUnknown(inputs["dnsNames"]);
}

/** A CSR by its public key; what cannot be read, by itself. An output has the key where an input has the CSR. */
function publicKeyOf(csr: unknown): unknown {
  if (typeof csr !== "string") return undefined;
  try {
    return readCsr(csr).publicKeySha256;
  } catch {
    // check has refused it; a comparison must be total all the same.
    return csr;
  }
}

/** An organisation by its id, given or led to; without one, by its details. */
function organizationOf(inputs: Plain, context: Context): unknown {
  const { organization } = inputs;
  if (!isPlain(organization)) return undefined;
  const id = organization["id"] ?? context.organizationId;
  if (!isAbsent(id)) return { id };
  return normalField(ownField(allFields.organization), organization);
}

/** The form in which two values of a field are equal or not: absent and default are one. */
export function normalField(field: Omit<Field, "required" | "doc">, value: unknown): unknown {
  const { kind } = field;
  if (!isAbsent(value)) return normalValue(kind, value);
  if (field.default !== undefined) return normalValue(kind, field.default);
  return kind.kind === "record" ? normalMembers(kind.members, {}) : undefined;
}

function normalValue(kind: Kind, value: unknown): unknown {
  if (kind.kind === "text" && typeof value === "string") return kind.format?.normal?.(value) ?? value;
  if (kind.kind === "list" && Array.isArray(value)) return normalList(kind.of, value);
  if (kind.kind === "record" && isPlain(value)) return normalMembers(kind.members, value);
  return value;
}

/** Every list is a set: no order means anything on DigiCert's page. */
function normalList(of: Kind, values: readonly unknown[]): unknown {
  const items = values.filter((value) => !isAbsent(value)).map((value) => canonical(normalValue(of, value)));
  return filled([...new Set(items)].sort());
}

function normalMembers(members: Members, value: Plain): unknown {
  const entries = Object.entries(members)
    .map(([name, member]) => [name, normalField(member, memberOf(value, name))] as const)
    .filter(([, normal]) => normal !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function filled(list: readonly string[]): readonly string[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** The member of an object; undefined of anything else. */
export function memberOf(value: unknown, name: string): unknown {
  return isPlain(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** One text for all values that are equal: names of members sorted, what is absent (in lists, too: no output records it) or hidden left out. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.filter((item) => !isAbsent(item));
    return `[${items.map(canonical).join()}]`;
  }
  if (!isPlain(value)) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([name, member]) => !isAbsent(member) && !isHidden(name));
  return `{${entries
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
    .sort()
    .join()}}`;
}
