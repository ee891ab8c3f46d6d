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
  /** Ids by name. */
  readonly domains: Map<string, number>;
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
  if (changes.balance !== undefined) account.balance = changes.balance;
}

export function wartsOf(account: Account): Warts {
  return { ...defaultWarts, ...account.settings.warts };
}

export function containerOf(account: Account, id: number | undefined): ContainerSettings | undefined {
  const { containers } = account.settings;
  return id === undefined ? containers[0] : containers.find((container) => container.id === id);
}

/** Domains have ids of the account; a wildcard belongs to the domain it is for. */
export function domainOf(account: Account, name: string): { readonly id: number; readonly name: string } {
  const domain = name.toLowerCase().replace(/^\*\./, "");
  const id = account.domains.get(domain) ?? FIRST_DOMAIN + account.domains.size;
  account.domains.set(domain, id);
  return { id, name: domain };
}

function userOf(key: KeySettings, id: number): User {
  return { id, name: key.name, role: key.role ?? "administrator", apiKey: key.apiKey ?? randomBytes(24).toString("hex").toUpperCase() };
}
