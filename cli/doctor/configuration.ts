import { regionUrls } from "../../provider/configuration";
import { DigicertError } from "../../provider/errors";
import type { AccountConfiguration } from "../account";
import { bad, failed, good, type Finding } from "./finding";

type Environment = Readonly<Record<string, string | undefined>>;

/** Key, region, address and proxy, as they were found; asks nobody. */
export function configurationFindings(found: AccountConfiguration, environment: Environment = process.env): readonly Finding[] {
  const { problem } = found.configuration;
  if (problem !== undefined) return [failed("Configuration", problem)];
  return [keyFinding(found), addressFinding(found), ...proxyFindings(found, environment)];
}

function keyFinding({ configuration, keyPlace, settings }: AccountConfiguration): Finding {
  if (configuration.apiKey === undefined) return failed("API key", new DigicertError("DIGICERT_NO_API_KEY"));
  if (keyPlace === "environment") return good("API key", "from the environment (DIGICERT_API_KEY)");
  if (settings["digicert:apiKey"]?.secret === true)
    return good("API key", "from the stack's configuration (digicert:apiKey), where it is a secret");
  return bad(
    "API key",
    "from the stack's configuration (digicert:apiKey), where it stands in clear text",
    "Whoever reads the stack's file can order with it. Store it with `pulumi config set --secret digicert:apiKey`, and replace the key in CertCentral (Automation > API Keys).",
  );
}

function addressFinding({ configuration: { region, baseUrl } }: AccountConfiguration): Finding {
  return baseUrl === regionUrls[region]
    ? good("Region", `${region}, ${baseUrl}`)
    : good("Address", `${baseUrl}, which is none of DigiCert's own (a sandbox, or a proxy)`);
}

/** Of a proxy the host is shown: its URL may hold a password. */
function proxyFindings({ configuration: { baseUrl } }: AccountConfiguration, environment: Environment): readonly Finding[] {
  const scheme = baseUrl.startsWith("https:") ? "https_proxy" : "http_proxy";
  const name = [scheme, scheme.toUpperCase()].find((each) => (environment[each] ?? "") !== "");
  if (name === undefined) return [];
  const value = environment[name] ?? "";
  const url = URL.canParse(value) ? value : `http://${value}`;
  const host = URL.canParse(url) ? new URL(url).host : "a host that cannot be read";
  const exceptions = [environment["no_proxy"], environment["NO_PROXY"]].find((each) => each !== undefined && each !== "");
  return [good("Proxy", `${host} (${name})${exceptions === undefined ? "" : `, but for ${exceptions} (NO_PROXY)`}`)];
}
