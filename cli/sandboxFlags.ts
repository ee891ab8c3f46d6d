import { InvalidArgumentError } from "commander";

import type { AccountSettings, AuthoritySettings, SandboxOptions } from "../sandbox";

/** What stands after `pulumi-digicert sandbox`, read. */
export interface SandboxFlags {
  readonly port?: number;
  readonly managementPort?: number;
  readonly apiKey?: string;
  readonly clock?: Date;
  readonly approval: AccountSettings["approval"];
  readonly issueAfter?: AccountSettings["issuance"];
  readonly chain: Chain;
  readonly rateLimits: "documented" | "off";
  readonly strict?: true;
  readonly json?: true;
  readonly quiet?: true;
  readonly stopAtEof?: true;
}

/** Each kind of chain that a private authority of DigiCert's may have. */
const authorities = {
  rsa2: { keyType: "RSA", chainLength: 2 },
  rsa3: { keyType: "RSA", chainLength: 3 },
  rsa4: { keyType: "RSA", chainLength: 4 },
  ec2: { keyType: "EC", chainLength: 2 },
  ec3: { keyType: "EC", chainLength: 3 },
  ec4: { keyType: "EC", chainLength: 4 },
} as const satisfies Readonly<Record<string, Pick<AuthoritySettings, "keyType" | "chainLength">>>;

export type Chain = keyof typeof authorities;

export const chains = Object.keys(authorities) as Chain[];

const HIGHEST_PORT = 65_535;

/** @throws {InvalidArgumentError} */
export function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= HIGHEST_PORT) return port;
  throw new InvalidArgumentError(`A port is a number from 1 to ${String(HIGHEST_PORT)}; 0 takes a free one.`);
}

/** A day, which begins at midnight UTC, or a moment with its offset: without one it would mean another moment on another machine. */
export function dateOf(text: string): Date {
  const date = new Date(text);
  if (/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text) && !Number.isNaN(date.getTime())) return date;
  throw new InvalidArgumentError("A date is written 2026-01-31 or 2026-01-31T12:00:00Z.");
}

/** Seconds, or "manual". */
export function issuanceOf(text: string): AccountSettings["issuance"] {
  if (text === "manual") return "manual";
  if (/^\d+(\.\d+)?$/.test(text)) return { afterSeconds: Number(text) };
  throw new InvalidArgumentError("It takes seconds, or the word `manual`.");
}

/** What the sandbox is started with. */
export function sandboxOptionsOf(flags: SandboxFlags): SandboxOptions {
  const { port, managementPort, clock, strict, rateLimits } = flags;
  return {
    ...(port === undefined ? {} : { port }),
    ...(managementPort === undefined ? {} : { managementPort }),
    ...(clock === undefined ? {} : { now: clock }),
    strict: strict === true,
    rateLimits,
    accounts: [accountOf(flags)],
  };
}

function accountOf({ apiKey, approval, issueAfter, chain }: SandboxFlags): Partial<AccountSettings> {
  return {
    approval,
    ...(apiKey === undefined ? {} : { keys: [{ name: "administrator", apiKey }] }),
    ...(issueAfter === undefined ? {} : { issuance: issueAfter }),
    ...(chain === "rsa3" ? {} : { authorities: [{ id: "10A101A05684", name: "Private CA", ...authorities[chain] }] }),
  };
}
