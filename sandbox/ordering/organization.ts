import { invalidValue, notFound, requiredParams } from "../http/refusal";
import { at, flagAt, isGiven, listAt, numberAt, textAt } from "../http/wire";
import type { Account, Organization } from "../state/account";
import type { Register } from "../state/register";

const details = ["name", "assumed_name", "address", "address2", "zip", "city", "state", "country"] as const;

/** What an order's `organization` comes to: one that is there, or details that are checked for a duplicate when the order is accepted. */
export type OrganizationWish = { readonly existing: Organization } | { readonly create: unknown };

/** Looks, and creates nothing: an order that is refused later leaves no organization behind. */
export function organizationWishOf(body: unknown, account: Account): OrganizationWish {
  const id = numberAt(body, "organization.id");
  const given = at(body, "organization");
  if (id === undefined) {
    if (textAt(given, "name") === undefined) throw requiredParams(["organization.id"]);
    const existing = flagAt(given, "skip_duplicate_org_check") === true ? undefined : oldestMatch(account, given);
    return existing === undefined ? { create: given } : { existing };
  }
  const existing = account.organizations.find((organization) => organization.id === id);
  if (existing === undefined) throw invalidValue("organization.id", "there is no such organization in this account");
  if (existing.active === false) throw invalidValue("organization.id", "the organization is not active");
  return { existing };
}

export function createOrganization(given: unknown, account: Account, register: Register): Organization {
  const text = (name: string) => textAt(given, name);
  const organization: Organization = withoutAbsent({
    id: register.nextId("organization"),
    name: text("name") ?? "",
    assumedName: text("assumed_name"),
    address: text("address"),
    address2: text("address2"),
    zip: text("zip"),
    city: text("city"),
    state: text("state"),
    country: text("country"),
    telephone: text("telephone"),
    containerId: numberAt(given, "container.id"),
    contacts: listAt(given, "contacts"),
  });
  account.organizations = [...account.organizations, organization];
  return organization;
}

export function organizationById(account: Account, id: number): Organization {
  const found = account.organizations.find((organization) => organization.id === id);
  if (found === undefined) throw notFound("organization");
  return found;
}

/** [Page] Of several matches the oldest in the account is taken: the list is in order of age. What makes a match is not said: every detail that was given. */
function oldestMatch(account: Account, given: unknown): Organization | undefined {
  return account.organizations.find((organization) => {
    const own: Readonly<Record<string, unknown>> = { ...organization, assumed_name: organization.assumedName };
    return organization.active !== false && details.every((detail) => !isGiven(at(given, detail)) || same(at(given, detail), own[detail]));
  });
}

function same(a: unknown, b: unknown): boolean {
  return String(a).trim().toLowerCase() === String(b).trim().toLowerCase();
}

function withoutAbsent<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
