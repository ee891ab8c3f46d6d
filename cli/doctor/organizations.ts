import type { Organization } from "../../provider/certcentral/answers";
import type { CertCentral } from "../../provider/certcentral/client";
import type { Validation } from "../../provider/certcentral/standing";
import { advice, askedAbout, bad, good, type Finding } from "./finding";

/** An account may have hundreds, and each costs a call: the one that is configured, else the first of them. */
const MOST_ASKED = 5;

const notToList = advice(
  "Organizations",
  "this key may not list them",
  "Orders go through all the same: give `organization: { id }`, or digicert:organizationId, as CertCentral shows it. A key restricted to `Orders` may not ask.",
);

export interface OrganizationDefaults {
  readonly organizationId: number | undefined;
  readonly containerId: number | undefined;
}

/** Which organisations may be ordered for. */
export async function organizationFindings(client: CertCentral, defaults: OrganizationDefaults): Promise<readonly Finding[]> {
  return await askedAbout(
    "Organizations",
    async () => {
      const all = await client.organizations.list(defaults.containerId);
      const active = all.filter(isActive);
      return [...countFindings(all, active), ...(await chosenFindings(client, active, defaults.organizationId))];
    },
    notToList,
  );
}

function isActive({ status, isActive: active }: Organization): boolean {
  return active ?? status !== "inactive";
}

function countFindings(all: readonly Organization[], active: readonly Organization[]): readonly Finding[] {
  if (active.length > 0)
    return active.length > MOST_ASKED
      ? [good("Organizations", `${String(active.length)} active; the first ${String(MOST_ASKED)} follow`)]
      : [];
  const says = all.length === 0 ? "there is none" : `none of ${String(all.length)} is active`;
  return [
    bad(
      "Organizations",
      says,
      "Add one in CertCentral (Certificates > Organizations), or give its details in `organization`: the first order then creates it.",
    ),
  ];
}

async function chosenFindings(client: CertCentral, active: readonly Organization[], configured?: number): Promise<readonly Finding[]> {
  const chosen = configured === undefined ? active.slice(0, MOST_ASKED) : active.filter(({ id }) => id === configured);
  if (configured !== undefined && chosen.length === 0) {
    const names = active.slice(0, MOST_ASKED).map(({ id, name }) => `${String(id)} (${name})`);
    return [
      bad(
        "Organization",
        `digicert:organizationId is ${String(configured)}, which is no active organization here`,
        `Set it to one that is: ${names.join(", ")}.`,
      ),
    ];
  }
  const findings: Finding[] = [];
  for (const organization of chosen) findings.push(...(await validated(client, organization)));
  return findings;
}

/** Whether private SSL needs a validated organisation is not documented: it is advice. */
async function validated({ standing }: CertCentral, { id, name }: Organization): Promise<readonly Finding[]> {
  const about = `Organization ${String(id)}`;
  const unseen = good(about, `${name}, active (this key may not see whether it is validated)`);
  return await askedAbout(
    about,
    async () => {
      const valid = (await standing.validations(id)).filter(({ status }) => status === "active");
      if (valid.length > 0) return [good(about, `${name}, active, validated${untilSays(valid)}`)];
      return [
        advice(
          about,
          `${name}, active, and without a valid validation`,
          "Submit it for validation in CertCentral (Certificates > Organizations): orders for it may wait until DigiCert has validated it.",
        ),
      ];
    },
    unseen,
  );
}

function untilSays(validations: readonly Validation[]): string {
  const last = validations
    .flatMap(({ validatedUntil = "" }) => (validatedUntil === "" ? [] : [validatedUntil.slice(0, "yyyy-mm-dd".length)]))
    .sort()
    .at(-1);
  return last === undefined ? "" : ` until ${last}`;
}
