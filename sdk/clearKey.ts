import * as pulumi from "@pulumi/pulumi";

let warned = false;

/** Exported by Pulumi's runtime, and left out of its declarations. */
const { isConfigSecret } = pulumi.runtime as { readonly isConfigSecret?: (key: string) => boolean };

/** Only the program can tell whether a configuration value is a secret: the provider process gets it in clear either way. */
export function warnOfClearKey(): void {
  if (warned || new pulumi.Config("digicert").get("apiKey") === undefined || isConfigSecret?.("digicert:apiKey") !== false) return;
  warned = true;
  void pulumi.log.warn(
    "digicert:apiKey is stored in clear text. Store it as a secret: `pulumi config set --secret digicert:apiKey`, and replace the key at DigiCert.",
  );
}
