/** One policy and one certificate, judged as @pulumi/policy does it, with its own guard over values that are not known yet. */
import * as library from "@pulumi/policy";
import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";

/** What @pulumi/policy gets in a preview for a value that is not known yet, by the type that the engine knows it to have. */
export const unknown = { text: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421" } as const;

export interface Judged {
  readonly violations: readonly string[];
  readonly notApplicable?: string;
}

export interface Case {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly stack?: string;
  readonly name?: string;
  readonly type?: string;
  /** What the configuration of the pack says of the policy. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Exported by the library, and left out of its declarations. */
const { unknownCheckingProxy } = library as unknown as { readonly unknownCheckingProxy: (inputs: object) => Record<string, unknown> };

class NotApplicable extends Error {}

/** What the policy has against the certificate. */
export function judged(policy: ResourceValidationPolicy, { inputs, stack = "dev", name = "api", type, config = {} }: Case): Judged {
  const violations: string[] = [];
  const resourceType = type ?? "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate";
  const args: Partial<ResourceValidationArgs> = {
    type: resourceType,
    name,
    urn: `urn:pulumi:${stack}::shop::${resourceType}::${name}`,
    props: unknownCheckingProxy(inputs),
    getConfig: (() => config) as ResourceValidationArgs["getConfig"],
    notApplicable: (reason) => {
      throw new NotApplicable(reason);
    },
  };
  if (typeof policy.validateResource !== "function") throw new Error("a policy here has one function");
  try {
    void policy.validateResource(args as ResourceValidationArgs, (violation) => violations.push(violation));
    return { violations };
  } catch (error) {
    if (error instanceof NotApplicable) return { violations, notApplicable: error.message };
    throw error;
  }
}
