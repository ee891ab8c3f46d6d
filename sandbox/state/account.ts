import { randomBytes } from "node:crypto";

import type { AccountSettings, ContainerSettings, KeySettings, OrganizationSettings, Role, Warts } from "../accountSettings";
import { defaultSettings, defaultWarts } from "./defaults";

/** An account of CertCentral as it is now. */
export interface Account {
  readonly id: number;
  settings: AccountSettings;
  keys: readonly User[];
  organizations: readonly Organization[];
  balance: number;
  /** By name. */
  readonly domains: Map<string, Domain>;
}

/** A person, and the API key that has their rights. */
export interface User {
  readonly id: number;
  readonly name: string;
  readonly apiKey: string;
  readonly role: Role;
}

export interface Organization extends OrganizationSettings {
  readonly contacts: readonly unknown[];
}

export interface Domain {
  readonly id: number;
  readonly name: string;
  readonly organizationId: number;
}

const FIRST_USER = 11;
const FIRST_DOMAIN = 300_001;

export function newAccount(settings: Partial<AccountSettings>, position: number): Account {
  checkSettings(settings);
  const account: Account = {
    id: settings.id ?? position + 1,
    settings: defaultSettings,
    keys: [],
    organizations: [],
    balance: 0,
    domains: new Map(),
  };
  configureAccount(account, { ...defaultSettings, ...settings });
  return account;
}

/** From the management port, or from a program that no compiler checked, a setting that there is not would change nothing, in silence. */
export function checkSettings({ warts = {}, ...settings }: Partial<AccountSettings>): void {
  const unknown = [...unknownIn(settings, defaultSettings), ...unknownIn(warts, defaultWarts)];
  if (unknown[0] !== undefined) throw new Error(`there is no setting \`${unknown[0]}\``);
}

function unknownIn(given: object, known: object): readonly string[] {
  return Object.keys(given).filter((name) => !Object.hasOwn(known, name));
}

/** Each setting is replaced as a whole, save `warts`. What follows from a setting follows at once. */
export function configureAccount(account: Account, changes: Partial<AccountSettings>): void {
  account.settings = { ...account.settings, ...changes, id: account.id, warts: { ...account.settings.warts, ...changes.warts } };
  if (changes.keys !== undefined) account.keys = changes.keys.map((key, index) => userOf(key, account.id * 100 + FIRST_USER + index));
  if (changes.organizations !== undefined) account.organizations = changes.organizations.map((each) => ({ contacts: [], ...each }));
  for (const { name, organizationId } of changes.domains ?? []) domainOf(account, name, organizationId);
  if (changes.balance !== undefined) account.balance = changes.balance;
}

export function wartsOf(account: Account): Warts {
  return { ...defaultWarts, ...account.settings.warts };
}

export function containerOf(account: Account, id: number | undefined): ContainerSettings | undefined {
  const { containers } = account.settings;
  return id === undefined ? containers[0] : containers.find((container) => container.id === id);
}

/** Domains have ids of the account, and the organization that first named them; a wildcard belongs to the domain it is for. */
export function domainOf({ domains }: Account, name: string, organizationId: number): Domain {
  const domain = name.toLowerCase().replace(/^\*\./, "");
  const known = domains.get(domain) ?? { id: FIRST_DOMAIN + domains.size, name: domain, organizationId };
  domains.set(domain, known);
  return known;
}

function userOf(key: KeySettings, id: number): User {
  return { id, name: key.name, role: key.role ?? "administrator", apiKey: key.apiKey ?? randomBytes(24).toString("hex").toUpperCase() };
}
