import type { Account, Organization } from "../state/account";
import { containerSummary, given, idFor } from "./wording";

export function organizationSummary(organization: Organization, account: Account) {
  return given({
    id: idFor(account, organization.id),
    name: organization.name,
    assumed_name: organization.assumedName,
    display_name: displayName(organization),
    city: organization.city,
    state: organization.state,
    country: organization.country,
  });
}

/** [DOC] Organization info; the list has the same members. */
export function organizationInfo(organization: Organization, account: Account) {
  const { address, address2, zip, telephone, contacts } = organization;
  const isActive = organization.active !== false;
  return given({
    ...organizationSummary(organization, account),
    status: isActive ? "active" : "inactive",
    is_active: isActive,
    address,
    address2,
    zip,
    telephone,
    container: containerSummary(account, organization.containerId),
    organization_contact: contacts[0],
  });
}

function displayName({ name, assumedName }: Organization): string {
  return assumedName === undefined ? name : `${name} (${assumedName})`;
}
