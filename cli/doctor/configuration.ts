import { regionUrls } from "../../provider/configuration";
import { DigicertError } from "../../provider/errors";
import type { AccountConfiguration } from "../account";
import { bad, failed, good, type Finding } from "./finding";

/** Key, region and address, as they were found; asks nobody. */
export function configurationFindings(found: AccountConfiguration): readonly Finding[] {
  const { problem } = found.configuration;
  if (problem !== undefined) return [failed("Configuration", problem)];
  return [keyFinding(found), addressFinding(found)];
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
