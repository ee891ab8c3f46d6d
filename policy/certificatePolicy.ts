import type { EnforcementLevel, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";

import type { Plain } from "../provider/request/field";
import { closest } from "../provider/request/spelling";
import type { typeToken } from "../sdk/providerText";
import { knownInputs } from "./knownInputs";
import { matchesText } from "./matchesText";

/** Where and when a certificate is judged. */
export interface Circumstances {
  /** Name of the stack, without its organisation. */
  readonly stack: string;
  readonly now: Date;
  /** How many certificates this run has judged by this policy, this one included. */
  readonly seen: number;
}

/** Nothing to judge, and why: Pulumi's summary of policies shows it as "not applicable". */
export interface NotApplicable {
  readonly notApplicable: string;
}

/** Each violation a sentence: what was found on which input, what is allowed, what to change. */
export type Verdict = readonly string[] | NotApplicable;

/** One rule about certificates. Its `judge` gets the inputs with `UNKNOWN` for what is not known yet, and lets that pass. */
export interface Rule<Settings extends object> {
  readonly name: `digicert-${string}`;
  readonly displayName: string;
  readonly description: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  /** What the pack's configuration may say of it. */
  readonly schema: Readonly<Record<keyof Settings, PolicyConfigJSONSchema>>;
  readonly defaults: Settings;
  readonly judge: (inputs: Plain, settings: Settings, circumstances: Circumstances) => Verdict;
}

/** What every policy takes besides its own settings. */
export interface CertificatePolicyOptions {
  /** Whether a violation stops the run (`"mandatory"`) or is only shown (`"advisory"`). @default that of the pack */
  readonly enforcementLevel?: EnforcementLevel;
  /** Certificates that it does not apply to: names of resources or whole URNs; `*` stands for any text. @default none */
  readonly exempt?: readonly string[];
}

/** Makes the policy. What is given here becomes the default of the pack's configuration, which wins. */
export type CertificatePolicy<Settings extends object> = (
  options?: Partial<Settings> & CertificatePolicyOptions,
) => ResourceValidationPolicy;

const certificateType: typeof typeToken = "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate";

const exemptSchema: PolicyConfigJSONSchema = {
  type: "array",
  items: { type: "string", minLength: 1 },
  description: "Certificates that the policy does not apply to: names of resources or whole URNs; * stands for any text.",
};

/** The policy that a rule describes, for the resources of this package and no others. */
export function certificatePolicy<Settings extends object>(rule: Rule<Settings>): CertificatePolicy<Settings> {
  return ({ enforcementLevel, ...given } = {}) => {
    const defaults = { exempt: [] as readonly string[], ...rule.defaults, ...given };
    const schema = { ...rule.schema, exempt: exemptSchema };
    // One process of a pack serves one run of the engine, which may ask for a resource more than once.
    const seen = new Set<string>();
    return {
      name: rule.name,
      displayName: rule.displayName,
      description: rule.description,
      severity: rule.severity,
      tags: ["digicert", "certificates"],
      ...(enforcementLevel === undefined ? {} : { enforcementLevel }),
      configSchema: { properties: withDefaults(schema, defaults) },
      validateResource: (args, reportViolation) => {
        if (args.type !== certificateType) args.notApplicable(`It is about resources of type ${certificateType}`);
        const configured = args.getConfig();
        for (const problem of strangersIn(configured, Object.keys(schema))) reportViolation(problem);
        for (const violation of judge(rule, { ...defaults, ...configured }, args, seen)) reportViolation(violation);
      },
    };
  };
}

/** The engine lets a misspelt setting pass, which would leave the policy as lax as it was: a mistake in the configuration must not open the gate. */
function strangersIn(configured: object, known: readonly string[]): readonly string[] {
  const strangers = Object.keys(configured).filter((name) => !known.includes(name));
  return strangers.map((name) => {
    const meant = closest(name, known);
    const instead = meant === undefined ? `it takes ${known.join(", ")}` : `did you mean "${meant}"?`;
    return `the configuration of this policy has "${name}", which is no setting of it: ${instead}`;
  });
}

function judge<Settings extends object>(
  rule: Rule<Settings>,
  settings: Settings & { readonly exempt: readonly string[] },
  args: ResourceValidationArgs,
  seen: Set<string>,
): readonly string[] {
  const exemption = settings.exempt.find((pattern) => matchesText(pattern, args.name) || matchesText(pattern, args.urn));
  if (exemption !== undefined) return args.notApplicable(`${args.name} is exempt (${exemption})`);
  seen.add(args.urn);
  const verdict = rule.judge(knownInputs(args.props), settings, { stack: stackOf(args.urn), now: new Date(), seen: seen.size });
  return "notApplicable" in verdict ? args.notApplicable(verdict.notApplicable) : verdict;
}

/** `urn:pulumi:<stack>::<project>::<type>::<name>` */
function stackOf(urn: string): string {
  return urn.split("::")[0]?.replace(/^urn:pulumi:/, "") ?? "";
}

/** The engine fills the defaults in, shows them, and holds the configuration against the rest. */
function withDefaults(
  schema: Readonly<Record<string, PolicyConfigJSONSchema>>,
  defaults: Readonly<Record<string, unknown>>,
): Record<string, PolicyConfigJSONSchema> {
  return Object.fromEntries(
    Object.entries(schema).map(([name, each]) => {
      const value = defaults[name] as PolicyConfigJSONSchema["default"];
      return [name, value === undefined ? each : { ...each, default: value }];
    }),
  );
}
