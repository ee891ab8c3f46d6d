import { isActive, named } from "../certcentral/account";
import type { Organization } from "../certcentral/answers";
import { DigicertError } from "../errors";
import { closest } from "../request/spelling";
import type { GetOrganizationResult } from "./results";

/** The only active organisation of a name, from a program that no compiler may have checked. `account` is for the messages. */
export function organizationNamed(wanted: unknown, all: readonly Organization[], account: string): Organization {
  const name = String(wanted).trim();
  const matching = all.filter((each) => each.name.trim() === name || each.displayName?.trim() === name);
  const [found, ...others] = matching.filter(isActive);
  if (found === undefined) throw notFound(name, matching, all.filter(isActive), account);
  if (others.length > 0) throw ambiguous(name, [found, ...others], account);
  return found;
}

function notFound(name: string, inactive: readonly Organization[], active: readonly Organization[], account: string): DigicertError {
  if (inactive.length > 0) return new DigicertError("DIGICERT_ORGANIZATION_INACTIVE", { name, found: named(inactive.map(byId)), account });
  const names = active.map((each) => each.name);
  const meant = closest(name, names) ?? names.find((each) => each.toLowerCase().startsWith(name.toLowerCase()));
  return new DigicertError("DIGICERT_ORGANIZATION_NOT_FOUND", {
    name,
    account,
    meant: meant === undefined ? "" : `, did you mean \`${meant}\`?`,
    found: active.length === 0 ? "none at all" : named(active.map(byName)),
  });
}

function ambiguous(name: string, found: readonly Organization[], account: string): DigicertError {
  return new DigicertError("DIGICERT_ORGANIZATION_AMBIGUOUS", { name, count: found.length, found: named(found.map(byId)), account });
}

/** For whoever has mistaken the name. */
function byName({ id, name }: Organization): string {
  return `\`${name}\` (${String(id)})`;
}

/** For whoever must choose among some of one name. */
function byId({ id, name, displayName = name, city }: Organization): string {
  return `${String(id)} (${displayName}${city === undefined ? "" : `, ${city}`})`;
}

export function organizationResult(organization: Organization): GetOrganizationResult {
  const { status: _, ...shown } = organization;
  return { ...shown, isActive: isActive(organization) };
}
