import { isAbsent, isPlain, UNKNOWN } from "../provider/request/field";
import { shown } from "../provider/request/words";
import { certificatePolicy } from "./certificatePolicy";
import { listed } from "./listed";

export interface AllowedOrganizationsSettings {
  /** CertCentral's ids of the organisations that certificates may be ordered for. @default any */
  readonly organizationIds?: readonly number[];
}

/** Which organisations certificates may be ordered for. */
export const allowedOrganizations = certificatePolicy<AllowedOrganizationsSettings>({
  name: "digicert-allowed-organizations",
  displayName: "Allowed organisations",
  description: "A private certificate is for an organisation that the account knows and the policy names: no order makes a new one.",
  severity: "high",
  schema: {
    organizationIds: {
      type: "array",
      items: { type: "integer", minimum: 1 },
      minItems: 1,
      uniqueItems: true,
      description: "CertCentral's ids of the organisations that may be named (organization.id). Without it any may.",
    },
  },
  defaults: {},
  judge: ({ organization }, { organizationIds: allowed }) => {
    if (allowed === undefined) return { notApplicable: "organizationIds is not configured: any organisation may be named" };
    if (!isPlain(organization)) return [];
    const { id } = organization;
    const instead = `allowed ${listed(allowed)}. Set organization: { id: ${String(allowed[0])} }`;
    if (isAbsent(id)) return [`organization is given by its details, which may make a new one: ${instead}`];
    return id === UNKNOWN || allowed.some((each) => each === id) ? [] : [`organization.id is ${shown(id)}: ${instead}`];
  },
});
