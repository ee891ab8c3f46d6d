import { PolicyPack, type EnforcementLevel, type ResourceValidationPolicy } from "@pulumi/policy";

import { allowedAuthorities } from "./allowedAuthorities";
import { allowedKeys } from "./allowedKeys";
import { allowedNames } from "./allowedNames";
import { allowedOrganizations } from "./allowedOrganizations";
import { allowedPayment } from "./allowedPayment";
import { allowedProducts } from "./allowedProducts";
import { maximumCertificates } from "./maximumCertificates";
import { maximumValidity } from "./maximumValidity";
import { nothingKeptInProduction } from "./nothingKeptInProduction";
import { predecessorGrace } from "./predecessorGrace";
import { renewalWindow } from "./renewalWindow";

const policies = {
  maximumValidity,
  maximumCertificates,
  allowedProducts,
  allowedAuthorities,
  allowedOrganizations,
  allowedNames,
  allowedKeys,
  renewalWindow,
  predecessorGrace,
  nothingKeptInProduction,
  allowedPayment,
} as const;

/** Settings of each policy, by the name of its function. What the pack's configuration says wins. */
export type CertificatePolicySettings = {
  readonly [Name in keyof typeof policies]?: NonNullable<Parameters<(typeof policies)[Name]>[0]>;
};

export interface CertificatePolicyPackArgs {
  /** Name of the pack, as the engine shows it. @default `"private-certificates"` */
  readonly name?: string;
  /** Of every policy whose settings say nothing else. @default `"mandatory"` */
  readonly enforcementLevel?: EnforcementLevel;
  /** @default that of each policy */
  readonly settings?: CertificatePolicySettings;
  /** Policies of your own, in the same pack. @default none */
  readonly more?: readonly ResourceValidationPolicy[];
}

/** Every policy of this package, for a pack of your own. */
export function certificatePolicies(settings: CertificatePolicySettings = {}): ResourceValidationPolicy[] {
  return Object.entries(policies).map(([name, policy]) =>
    // Each function takes the settings under its own name: what the compiler cannot follow through a table.
    (policy as (options: unknown) => ResourceValidationPolicy)(settings[name as keyof typeof policies] ?? {}),
  );
}

/** The whole pack: one call is a policy pack's program. */
export function certificatePolicyPack(args: CertificatePolicyPackArgs = {}): PolicyPack {
  return new PolicyPack(args.name ?? "private-certificates", {
    displayName: "Private certificates of DigiCert CertCentral",
    description:
      "What private certificates an organisation buys: how long, which, for whom, for which names and keys, and how they are renewed.",
    enforcementLevel: args.enforcementLevel ?? "mandatory",
    policies: [...certificatePolicies(args.settings), ...(args.more ?? [])],
  });
}
