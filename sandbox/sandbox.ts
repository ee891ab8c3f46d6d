import type { ServerResponse } from "node:http";

import type { AccountSettings } from "./accountSettings";
import { BASE_PATH, handleApi, type Api } from "./api";
import { pem } from "./authority/pem";
import type { AccountBook } from "./books";
import { controlOf, type Control } from "./control";
import { newArmedFaults } from "./faults/armed";
import { listen, type Listening } from "./http/listen";
import { newTurns } from "./http/turns";
import { newJournal } from "./journal";
import { handleManagement } from "./management";
import { documentedLimits, newRateLimiter, type RateLimit } from "./rateLimit";
import { newAccount, type Account } from "./state/account";
import { newCertCentral } from "./state/certCentral";

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
export interface Sandbox extends Control {
  /** `http://127.0.0.1:PORT/services/v2` */
  readonly baseUrl: string;
  readonly managementUrl: string;
  /** The first key of the first account: an administrator's, unless the accounts were given otherwise. */
  readonly apiKey: string;
  readonly accounts: readonly AccountBook[];
  /** Root of the first authority of the first account. */
  readonly rootPem: string;
  stop(): Promise<void>;
}

/** Starts a sandbox; both ports listen when it returns. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const ready: { api?: Api; sandbox?: Sandbox } = {};
  const onApi = await listen(options.port ?? 0, (received, response) => {
    answered(ready.api && handleApi(received, response, ready.api), response);
  });
  const onManagement = await listen(options.managementPort ?? 0, (received, response) => {
    answered(ready.sandbox && handleManagement(received, response, ready.sandbox), response);
  }).catch(async (error: unknown) => {
    await onApi.stop();
    throw error;
  });
  const timers = new Set<NodeJS.Timeout>();
  ready.api = newApi(options, onApi.origin, timers);
  ready.sandbox = await sandboxOf(ready.api, onApi, onManagement, timers);
  return ready.sandbox;
}

function newApi(options: SandboxOptions, origin: string, timers: Set<NodeJS.Timeout>): Api {
  const accounts = (options.accounts ?? [{}]).map(newAccount);
  return {
    centre: newCertCentral({ now: options.now ?? new Date(), strict: options.strict ?? false, accounts, origin }),
    journal: newJournal(),
    faults: newArmedFaults(),
    limiter: newRateLimiter(limitsFrom(options.rateLimits ?? "documented")),
    turns: newTurns(),
    later: (seconds, work) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        work();
      }, seconds * 1000);
      timers.add(timer);
    },
  };
}

async function sandboxOf(api: Api, onApi: Listening, onManagement: Listening, timers: Set<NodeJS.Timeout>): Promise<Sandbox> {
  const { centre } = api;
  const [account] = centre.accounts;
  const authority = account?.settings.authorities[0];
  const [key] = account?.keys ?? [];
  if (account === undefined || authority === undefined || key === undefined) throw new Error("an account has a key and an authority");
  const root = (await centre.authority(account, authority)).links.at(-1);
  return {
    ...controlOf(api),
    baseUrl: `${onApi.origin}${BASE_PATH}`,
    managementUrl: onManagement.origin,
    apiKey: key.apiKey,
    get accounts() {
      return centre.accounts.map(accountBook);
    },
    rootPem: root === undefined ? "" : pem(root.certificate.der, "CERTIFICATE", "\n"),
    stop: async () => {
      for (const timer of timers) clearTimeout(timer);
      await Promise.all([onApi.stop(), onManagement.stop()]);
    },
  };
}

function accountBook({ id, keys, organizations }: Account): AccountBook {
  return {
    id,
    keys: keys.map(({ apiKey, name, role }) => ({ apiKey, name, role })),
    organizations: organizations.map((each) => ({ id: each.id, name: each.name })),
  };
}

function limitsFrom(limits: NonNullable<SandboxOptions["rateLimits"]>): readonly RateLimit[] {
  if (limits === "documented") return documentedLimits;
  return limits === "off" ? [] : limits;
}

/** What no handler could answer, or came before the sandbox was ready, is cut off; it never ends the process that the sandbox runs in. */
function answered(work: Promise<void> | undefined, response: ServerResponse): void {
  if (work === undefined) response.destroy();
  work?.catch((error: unknown) => {
    response.destroy(error instanceof Error ? error : new Error(String(error)));
  });
}
