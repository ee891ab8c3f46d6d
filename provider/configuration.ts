import { DigicertError } from "./errors";
import { keepSecret } from "./redact";

/** The instances of CertCentral: https://dev.digicert.com/en/certcentral-apis/services-api.html */
export const regionUrls = {
  us: "https://www.digicert.com/services/v2",
  eu: "https://certcentral.digicert.eu/services/v2",
} as const;

export type Region = keyof typeof regionUrls;

/** One account, and the defaults of its certificates. */
export interface Configuration {
  readonly apiKey: string | undefined;
  /** Where the key of the state has become stale, this one is tried (docs/decisions: secrets and state). */
  readonly apiKeyFromEnvironment: string | undefined;
  readonly region: Region;
  readonly baseUrl: string;
  readonly organizationId: number | undefined;
  readonly containerId: number | undefined;
  readonly skipApproval: boolean | undefined;
  /** Why none of it can be used: thrown at the first call that needs it, since `configure` must not throw. */
  readonly problem?: DigicertError<"DIGICERT_BAD_CONFIGURATION">;
}

type Look = (key: string) => string | undefined;
type Environment = Readonly<Record<string, string | undefined>>;

/** Reads one account: each value from Pulumi's configuration, else from the environment. Never throws. */
export function readConfiguration(get: Look, environment: Environment): Configuration {
  const problems: string[] = [];
  const from = (key: string, variable?: string): Given | undefined =>
    given(`digicert:${key}`, get(`digicert:${key}`)) ?? (variable === undefined ? undefined : given(variable, environment[variable]));

  const apiKey = readKey(from("apiKey", "DIGICERT_API_KEY"), problems);
  const apiKeyFromEnvironment = readKey(given("DIGICERT_API_KEY", environment["DIGICERT_API_KEY"]), []);
  const region = readRegion(from("region", "DIGICERT_REGION"), problems);
  const configuration = {
    apiKey,
    apiKeyFromEnvironment,
    region,
    baseUrl: readBaseUrl(from("baseUrl", "DIGICERT_BASE_URL"), problems) ?? regionUrls[region],
    organizationId: readId(from("organizationId"), problems),
    containerId: readId(from("containerId"), problems),
    skipApproval: readFlag(from("skipApproval"), problems),
  };
  return problems.length === 0
    ? configuration
    : { ...configuration, problem: new DigicertError("DIGICERT_BAD_CONFIGURATION", { problems: problems.join("; ") }) };
}

/** A value, and what it is called where it was found. */
interface Given {
  readonly name: string;
  readonly value: string;
}

/** Empty is not given: pipelines set variables to nothing. */
function given(name: string, value: unknown): Given | undefined {
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? undefined : { name, value: text };
}

function readKey(found: Given | undefined, problems: string[]): string | undefined {
  if (found === undefined) return undefined;
  keepSecret(found.value);
  // A header takes nothing else; what else is in it must not be shown.
  if (/^[\x21-\x7e]+$/.test(found.value)) return found.value;
  problems.push(`${found.name} has characters that no API key has, such as a line break or a letter outside ASCII`);
  return undefined;
}

function readRegion(found: Given | undefined, problems: string[]): Region {
  if (found === undefined) return "us";
  if (found.value === "us" || found.value === "eu") return found.value;
  problems.push(`${found.name} is \`${found.value}\`: it takes \`us\` or \`eu\``);
  return "us";
}

function readBaseUrl(found: Given | undefined, problems: string[]): string | undefined {
  if (found === undefined) return undefined;
  const problem = baseUrlProblem(found.value);
  if (problem === undefined) return found.value.replace(/\/+$/, "");
  problems.push(`${found.name} ${problem}`);
  return undefined;
}

/** Never shows the URL whole: it may hold a password. */
function baseUrlProblem(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:")) return "is not a URL that begins with https://";
  if (url.username !== "" || url.password !== "") return "holds a user name or password: CertCentral takes an API key only";
  if (url.search !== "" || url.hash !== "") return "has a query or a fragment: it takes the part up to /services/v2";
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    return `is a plain http: URL of ${url.hostname}: the API key would be readable on the way, so plain http: is accepted for loopback only`;
  }
  return undefined;
}

/** `localhost` is a name, but one that every system keeps to itself (RFC 6761, section 6.3). */
function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function readId(found: Given | undefined, problems: string[]): number | undefined {
  if (found === undefined) return undefined;
  const id = /^\d+$/.test(found.value) ? Number(found.value) : Number.NaN;
  if (Number.isSafeInteger(id) && id > 0) return id;
  problems.push(`${found.name} is \`${found.value}\`: it takes a whole number from 1 on`);
  return undefined;
}

function readFlag(found: Given | undefined, problems: string[]): boolean | undefined {
  if (found === undefined) return undefined;
  if (found.value === "true" || found.value === "false") return found.value === "true";
  problems.push(`${found.name} is \`${found.value}\`: it takes \`true\` or \`false\``);
  return undefined;
}
