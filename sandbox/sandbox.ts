import type { AccountSettings, Role } from "./accountSettings";
import type { OrderBook } from "./books";
import type { FaultScript } from "./faultScript";
import type { JournalEntry } from "./journal";
import type { RateLimit } from "./rateLimit";

export interface SandboxOptions {
  /** @default 0: a free one */
  readonly port?: number;
  /** @default 0: a free one */
  readonly managementPort?: number;
  /** Where its clock starts; from there it runs. @default the real clock */
  readonly now?: Date;
  /** Refuses unknown members and wrong types. @default false */
  readonly strict?: boolean;
  /** Per key, in rolling windows. @default "documented": 100 in 5 s, 1,000 in 3 min */
  readonly rateLimits?: "documented" | "off" | readonly RateLimit[];
  /** @default one, with the default of every setting */
  readonly accounts?: readonly Partial<AccountSettings>[];
}

/** A local CertCentral that runs, and what a test does to it and sees of it. Each method is also a call of the management port. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT/services/v2` */
  readonly baseUrl: string;
  readonly managementUrl: string;
  /** The first key of the first account: an administrator's, unless the accounts were given otherwise. */
  readonly apiKey: string;
  readonly accounts: readonly AccountBook[];
  /** Root of the first authority of the first account. */
  readonly rootPem: string;
  stop(): Promise<void>;

  /** Changes settings of an account, each as a whole (`warts` by its members). @default accountId: the first */
  configure(settings: Partial<AccountSettings>, accountId?: number): Promise<void>;
  /** Approves what waits for approval. @default by: a manager of the account */
  approve(target: { readonly orderId: number } | { readonly requestId: number }, by?: string): Promise<void>;
  reject(target: { readonly orderId: number } | { readonly requestId: number }, comment: string): Promise<void>;
  /** Issues what waits for issuance. */
  issue(orderId: number): Promise<void>;

  // What somebody does in CertCentral's console.
  cancelOutside(orderId: number): Promise<void>;
  revokeOutside(orderId: number, options?: { readonly certificateOnly?: boolean }): Promise<void>;
  /** Issued at once. @default csr and dnsNames: those of the newest certificate */
  reissueOutside(
    orderId: number,
    options?: { readonly csr?: string; readonly dnsNames?: readonly string[] },
  ): Promise<{ readonly certificateId: number }>;
  /** Issued at once. @default csr: that of the newest certificate */
  renewOutside(orderId: number, options?: { readonly csr?: string }): Promise<{ readonly orderId: number; readonly certificateId: number }>;
  /** From now on the API answers 404 for it. */
  forget(orderId: number): Promise<void>;

  clock(): Promise<Date>;
  setClock(to: Date | { readonly offsetSeconds: number }): Promise<void>;
  advance(seconds: number): Promise<void>;

  journal(): Promise<readonly JournalEntry[]>;
  clearJournal(): Promise<void>;
  /** Replaces all scripts. */
  faults(scripts: readonly FaultScript[]): Promise<void>;
  orders(): Promise<readonly OrderBook[]>;
}

export interface AccountBook {
  readonly id: number;
  readonly keys: readonly { readonly apiKey: string; readonly name: string; readonly role: Role }[];
  readonly organizations: readonly { readonly id: number; readonly name: string }[];
}

/** Starts a sandbox; both ports listen when it returns. */
export function startSandbox(_options: SandboxOptions = {}): Promise<Sandbox> {
  return Promise.reject(new Error("the sandbox is being built: its interface comes first"));
}
