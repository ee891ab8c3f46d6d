import { connect, type CertCentral } from "../provider/certcentral/client";
import { readConfiguration, type Configuration, type Region } from "../provider/configuration";
import { DigicertError } from "../provider/errors";
import { version } from "../provider/version";
import { note } from "./note";
import { pulumi } from "./pulumiProgram";

/** Where the API key was found. */
export type KeyPlace = "stack" | "environment";

/** Options that name an account. A key is none of them: everybody on the machine could read it in the list of processes. */
export interface AccountFlags {
  readonly region?: Region;
  readonly baseUrl?: string;
  /** @default the stack's configuration where one is named and has a key, else the environment */
  readonly keyFrom?: KeyPlace;
  /** The first one's configuration counts. */
  readonly stack?: readonly string[];
}

/** One value of a stack's configuration, as `pulumi config --json` shows it. */
export interface Setting {
  readonly value?: string;
  readonly secret?: boolean;
}

/** What is known of an account before it is asked anything. */
export interface AccountConfiguration {
  readonly configuration: Configuration;
  /** Undefined: there is no key. */
  readonly keyPlace: KeyPlace | undefined;
  /** Of the stack, where one was named: `digicert:apiKey` and the like. */
  readonly settings: Readonly<Record<string, Setting>>;
}

export interface Account extends AccountConfiguration {
  readonly client: CertCentral;
}

/** Connects to the account that the options, the stack's configuration and the environment name, in this order. */
export async function accountOf(flags: AccountFlags): Promise<Account> {
  const found = await accountConfigurationOf(flags);
  return { ...found, client: clientFor(found.configuration) };
}

/** Throws where the configuration names no account. Nothing is sent before the first call. */
export function clientFor({ problem, apiKey, baseUrl, region }: Configuration): CertCentral {
  if (problem !== undefined) throw problem;
  if (apiKey === undefined) throw new DigicertError("DIGICERT_NO_API_KEY");
  return connect({ apiKey, baseUrl, region, version, beforeChange: refuseChange });
}

/** Reads without judging, and asks DigiCert nothing. */
export async function accountConfigurationOf(flags: AccountFlags): Promise<AccountConfiguration> {
  const settings = await settingsOf(flags);
  const isEnvironmentAsked = flags.keyFrom === "environment";
  const own: Readonly<Record<string, string | undefined>> = {
    "digicert:apiKey": isEnvironmentAsked ? undefined : settings["digicert:apiKey"]?.value,
    // A URL of the stack belongs to the region of the stack.
    "digicert:region": flags.region ?? settings["digicert:region"]?.value,
    "digicert:baseUrl": flags.baseUrl ?? (flags.region === undefined ? settings["digicert:baseUrl"]?.value : undefined),
  };
  const environment = { ...process.env, ...(flags.keyFrom === "stack" ? { DIGICERT_API_KEY: undefined } : {}) };
  const withoutUrl = flags.region !== undefined && flags.baseUrl === undefined ? { DIGICERT_BASE_URL: undefined } : {};
  const configuration = readConfiguration((key) => own[key], { ...environment, ...withoutUrl });
  const isOfStack = (own["digicert:apiKey"] ?? "").trim() !== "";
  return { configuration, settings, keyPlace: configuration.apiKey === undefined ? undefined : isOfStack ? "stack" : "environment" };
}

/** The configuration of the first stack that is named; empty without one. */
async function settingsOf({ stack = [], keyFrom }: AccountFlags): Promise<Readonly<Record<string, Setting>>> {
  const [first] = stack;
  if (first === undefined) return {};
  try {
    return JSON.parse(await pulumi("config", "--json", "--show-secrets", "--stack", first)) as Record<string, Setting>;
  } catch (error) {
    // Outside of the project's folder a stack has no configuration, and without its passphrase none that can be read.
    const isKeyGiven = (process.env["DIGICERT_API_KEY"] ?? "").trim() !== "";
    const said = error instanceof Error ? error.message : String(error);
    if (keyFrom === "stack" || !isKeyGiven) throw new Error(`${said}\nWithout it, DIGICERT_API_KEY names the account.`, { cause: error });
    if (keyFrom === undefined) note(`${said}\nThe environment alone names the account.`);
    return {};
  }
}

/** These commands look: whatever would change something is not sent. */
function refuseChange(): void {
  throw new Error("The command line changes nothing at DigiCert");
}
