import type { Cost, Field, Kind, Members } from "../provider/request/field";
import { allFields } from "../provider/request/fields";

/** One input or member of an input, with what the map says of it at its place. */
export interface Place {
  /** As a problem names it, with `[]` for the entries of a list: `customFields[].metadataId`. */
  readonly path: string;
  /** As DigiCert's page names it, written the same way; undefined for inputs of our own. */
  readonly wire: string | undefined;
  readonly field: Field;
  readonly cost: Cost;
  readonly secret: boolean;
  /** Has no members: it holds a value itself. */
  readonly leaf: boolean;
}

interface Around {
  readonly path: string;
  readonly wire: string | undefined;
  readonly cost: Cost;
  readonly secret: boolean;
}

/** Every place of the map, an object before its members, in the order of the map. */
export const inputPlaces: readonly Place[] = Object.entries(allFields).flatMap(([name, field]) =>
  placesOf(field, { path: name, wire: field.wire, cost: field.cost, secret: field.secret === true }),
);

function placesOf(field: Field, at: Around): readonly Place[] {
  const inner = membersOf(field.kind);
  const here: Place = { ...at, field, leaf: inner === undefined };
  if (inner === undefined) return [here];
  const members = Object.entries(inner.members).flatMap(([name, member]) =>
    placesOf(member, {
      path: `${at.path}${inner.suffix}.${name}`,
      wire: at.wire === undefined || member.wire === undefined ? undefined : `${at.wire}${inner.suffix}.${member.wire}`,
      cost: member.cost ?? at.cost,
      secret: at.secret || member.secret === true,
    }),
  );
  return [here, ...members];
}

function membersOf(kind: Kind): { readonly members: Members; readonly suffix: "" | "[]" } | undefined {
  if (kind.kind === "record") return { members: kind.members, suffix: "" };
  return kind.kind === "list" && kind.of.kind === "record" ? { members: kind.of.members, suffix: "[]" } : undefined;
}
