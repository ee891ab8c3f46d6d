import type { Account, User } from "../state/account";
import { containerOf, wartsOf } from "../state/account";
import { products, type Product } from "../state/products";

/** ISO 8601 to the second, as CertCentral writes it: `2024-12-17T18:02:50+00:00`. */
export function wireTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}+00:00`;
}

export function wireDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Members that are undefined are left out, as JSON does; this makes it so for those who look before it is JSON. */
export function given(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** An id, or a number that this account's service writes as a string. */
export function idFor(account: Account, id: number): number | string {
  return wartsOf(account).idsAsStrings ? String(id) : id;
}

export function numberFor(account: Account, value: number): number | string {
  return wartsOf(account).numbersAsStrings ? String(value) : value;
}

/** A collection under its name; an empty one is `{}`, without the name, unless that wart is off. */
export function collection(account: Account, name: string, entries: readonly unknown[], page?: object): Record<string, unknown> {
  if (entries.length === 0 && wartsOf(account).emptyCollectionsAreMissing) return {};
  return { [name]: entries, ...(page !== undefined && { page }) };
}

export function productSummary(product: Product) {
  return {
    name_id: product,
    name: products[product],
    type: "ssl_certificate",
    validation_type: "ov",
    validation_name: "OV",
    validation_description: "Normal Organization Validation",
    csr_required: true,
  };
}

export function userSummary(user: User) {
  return { id: user.id, first_name: user.name, last_name: "Sandbox", email: emailOf(user) };
}

export function emailOf(user: User): string {
  return `${user.name.toLowerCase().replace(/[^a-z0-9]+/g, ".")}@sandbox.example`;
}

export function containerSummary(account: Account, id: number | undefined) {
  const container = containerOf(account, id);
  return container === undefined ? undefined : { id: container.id, name: container.name, is_active: true };
}
