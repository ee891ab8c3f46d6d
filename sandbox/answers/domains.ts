import type { Account, Domain } from "../state/account";
import { organizationInfo } from "./organizations";
import { containerSummary, idFor } from "./wording";

/** [DOC] List domains: what is a boolean for the domain is `"1"` for its organization. */
export function domainInList({ id, name, organizationId }: Domain, account: Account) {
  const organization = account.organizations.find((each) => each.id === organizationId);
  const { name: legalName, display_name, status } = organization === undefined ? {} : organizationInfo(organization, account);
  return {
    id,
    is_active: true,
    status: "active",
    name,
    organization: { id: idFor(account, organizationId), status, name: legalName, display_name, is_active: status === "active" ? "1" : "0" },
    container: containerSummary(account, organization?.containerId),
  };
}
