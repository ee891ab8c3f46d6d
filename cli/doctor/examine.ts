import type { CertCentral } from "../../provider/certcentral/client";
import type { AccountConfiguration } from "../account";
import type { Progress } from "../progress";
import type { StackState } from "../state";
import { clockFinding } from "./clock";
import { configurationFindings } from "./configuration";
import { good, type Finding, type Section } from "./finding";
import { introduction } from "./key";
import { machineFindings } from "./machine";
import { orderFindings } from "./orders";
import { organizationFindings } from "./organizations";
import { productFindings } from "./products";
import { stackFindings } from "./stack";

export interface Patient {
  readonly found: AccountConfiguration;
  /** Undefined where the configuration names no account that could be asked. */
  readonly client: CertCentral | undefined;
  /** Of the stack; undefined where none was named. */
  readonly state: StackState | undefined;
  /** Where `pulumi` would be run. */
  readonly folder: string;
  readonly progress: Progress;
}

/** Looks at everything a deployment stands on. Of DigiCert it only asks: nothing is ordered, nothing changed. */
export async function examine({ found, client, state, folder, progress }: Patient): Promise<readonly Section[]> {
  const configuration: Section = { title: "Configuration", findings: configurationFindings(found) };
  const account = client === undefined ? [] : await accountSections(client, { configuration: found.configuration, state }, progress);
  const machine: Section = { title: "This machine", findings: await machineFindings(folder) };
  progress.end();
  return [configuration, ...account, machine];
}

type Asked = Pick<AccountConfiguration, "configuration"> & Pick<Patient, "state">;

/** What the account tells. */
export async function accountSections(
  client: CertCentral,
  { configuration, state }: Asked,
  progress: Progress,
): Promise<readonly Section[]> {
  progress.say("Asking DigiCert whose key this is…");
  const { user, findings, goesOn } = await introduction(client);
  if (!goesOn) return [{ title: `Account (${client.account})`, findings }];
  const clock = clockFinding(user?.answeredAt, new Date());
  progress.say("Asking for products…");
  const products = await productFindings(client, configuration.containerId);
  progress.say("Asking for organizations…");
  const organizations = await organizationFindings(client, configuration);
  progress.say("Asking for orders…");
  const orders = [...(await orderFindings(client)), ...(state === undefined ? [] : await stackFindings(client, state))];
  return [
    { title: `Account (${client.account})`, findings: [...findings, approvalFinding(configuration.skipApproval), clock, limits] },
    { title: "Products", findings: products },
    { title: "Organizations", findings: organizations },
    { title: "Orders", findings: orders },
  ];
}

function approvalFinding(skipApproval: boolean | undefined): Finding {
  return good(
    "Approval",
    skipApproval === true
      ? "orders ask to skip it (digicert:skipApproval)"
      : "orders that do not say `skipApproval` wait for it where the account's setting asks for it",
  );
}

/** https://dev.digicert.com/en/certcentral-apis/services-api/rate-limits.html; how much of them is used up, no answer tells. */
const limits = good(
  "Limits",
  "100 requests in 5 s and 1,000 in 3 min for each key, which this package keeps; how near others bring it, DigiCert does not show",
);
