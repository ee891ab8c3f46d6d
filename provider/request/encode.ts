import { type Field, isAbsent, isPlain, type Kind, type Plain } from "./field";
import { allFields } from "./fields";

/** What an order carries that is not simply wanted. */
export interface OrderParticulars {
  readonly alternativeOrderId: string;
  readonly renewalOfOrderId?: number;
  readonly renewedThumbprint?: string;
  /** In place of the organisation's details. */
  readonly organizationId?: number;
}

type Body = Readonly<Record<string, unknown>>;

/** The body of an order: everything of DigiCert's page, typed as the page types it. */
export function encodeOrder(wanted: Plain, order: OrderParticulars): Body {
  const { alternativeOrderId, renewalOfOrderId, renewedThumbprint, organizationId } = order;
  const organization = organizationFor(wanted["organization"], organizationId);
  const inputs = { ...wanted, alternativeOrderId, renewalOfOrderId, renewedThumbprint, organization };
  return bodyOf(inputs, (field) => field.alwaysSent === "order");
}

/** The body of a reissue: of the wish, what an order that exists can still take. */
export function encodeReissue(wanted: Plain): Body {
  const carried = Object.entries(allFields).filter(([, field]) => field.inReissue === true);
  return bodyOf(
    Object.fromEntries(carried.map(([name]) => [name, wanted[name]])),
    (field) => field.inReissue === true && field.alwaysSent !== undefined,
  );
}

/** Once details led to an id, sending them again could make another organisation. */
function organizationFor(organization: unknown, organizationId: number | undefined): unknown {
  const given = isPlain(organization) ? organization["id"] : undefined;
  return organizationId === undefined || !isAbsent(given) ? organization : { id: organizationId };
}

function bodyOf(inputs: Plain, isDefaultSent: (field: Field) => boolean): Body {
  const body: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(allFields)) {
    const value = inputs[name] ?? (isDefaultSent(field) ? field.default : undefined);
    const sent = encodeValue(field.kind, value);
    if (field.wire !== undefined && sent !== undefined) put(body, field.wire.split("."), sent);
  }
  return body;
}

function put(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [step = "", ...rest] = path;
  if (rest.length === 0) {
    into[step] = value;
    return;
  }
  const inner = (into[step] ??= {}) as Record<string, unknown>;
  put(inner, rest, value);
}

/** A value as DigiCert types it; undefined where there is nothing to send: never null, never an empty object or list. */
function encodeValue(kind: Kind, value: unknown): unknown {
  if (isAbsent(value)) return undefined;
  switch (kind.kind) {
    case "text":
      return typeof value === "string" ? (kind.format?.sent?.(value) ?? value) : value;
    case "flag":
      return kind.sentAs === "0 or 1" ? (value === true ? 1 : 0) : value;
    case "list":
      return Array.isArray(value)
        ? filledList(value.map((item) => encodeValue(kind.of, item)).filter((item) => item !== undefined))
        : undefined;
    case "record":
      return isPlain(value) ? encodeMembers(kind.members, value) : undefined;
    default:
      return value;
  }
}

function filledList(items: readonly unknown[]): readonly unknown[] | undefined {
  return items.length === 0 ? undefined : items;
}

function encodeMembers(members: Readonly<Record<string, Field>>, value: Plain): Body | undefined {
  const entries = Object.entries(members)
    .map(([name, member]) => [member.wire ?? name, encodeValue(member.kind, value[name])] as const)
    .filter(([, sent]) => sent !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
