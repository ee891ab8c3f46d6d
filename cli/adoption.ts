import type { OrderInfo } from "../provider/certcentral/answers";
import { UNKNOWN } from "../provider/request/field";
import { inWords } from "../provider/request/dates";
import { effectiveValidity, problemsIn } from "../provider/request/use";
import { readCsr } from "../provider/x509/csr";
import { derOfRequest } from "../provider/x509/pem";

/** An existing order as a resource of a program. */
export interface Adoption {
  readonly orderId: number;
  readonly status: string;
  readonly endsOn: string | undefined;
  /** Of the resource, in the program. */
  readonly name: string;
  /** PEM; undefined where DigiCert does not show it: then only whoever ordered has it. */
  readonly csrPem: string | undefined;
  /** Every input but the CSR, in the order of the reference. */
  readonly inputs: Inputs;
  /** What a person should know before `pulumi up`, a sentence each. */
  readonly notes: readonly string[];
}

export type Inputs = Readonly<Record<string, unknown>>;

/** What a program declares to take an order over as it is: whatever DigiCert's info shows of it. `name` must be its own in the program. */
export function adoptionOf(info: OrderInfo, name: string, now: Date): Adoption {
  const { orderId, status, certificate } = info;
  const csrPem = pemOf(certificate.csr);
  const inputs = inputsOf(info);
  const problems = problemsIn({ ...inputs, csr: csrPem ?? UNKNOWN }, { now });
  return {
    orderId,
    status,
    endsOn: certificate.validTill,
    name,
    csrPem,
    inputs,
    notes: [...notesOn(info), ...problems.map(({ property, reason }) => `\`${property}\` ${reason}`)],
  };
}

function inputsOf(info: OrderInfo): Inputs {
  const { certificate, organizationId, containerId } = info;
  const { commonName = "", signatureHash, serverPlatformId } = certificate;
  const others = certificate.dnsNames.filter((name) => name.toLowerCase() !== commonName.toLowerCase());
  return present({
    product: info.product,
    commonName,
    dnsNames: filled(others),
    signatureHash: signatureHash === "sha256" ? undefined : signatureHash,
    caCertId: certificate.caCertId,
    organizationUnits: filled(certificate.organizationUnits),
    serverPlatform: serverPlatformId === undefined || serverPlatformId === -1 ? undefined : { id: serverPlatformId },
    profileOption: certificate.profileOption,
    orderValidity: validityOf(info),
    autoRenew: info.autoRenew === true ? true : undefined,
    customRenewalMessage: info.customRenewalMessage,
    disableRenewalNotifications: info.disableRenewalNotifications === true ? true : undefined,
    additionalEmails: filled(info.additionalEmails),
    organization: organizationId === undefined ? undefined : { id: organizationId },
    container: containerId === undefined ? undefined : { id: containerId },
    customFields: filled(info.customFields),
    adoptOrderId: info.orderId,
  });
}

function present(inputs: Inputs): Inputs {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined));
}

function filled<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}

const DAY = 86_400_000;
/** DigiCert gives days without a time, and a year may have a day more: a whole number of years is one within so many days. */
const YEAR_SLACK_DAYS = 2;
const YEAR_DAYS = 365.25;
const MOST_YEARS = 3;

/** The form that counts; where the info shows none, the one that leads to the same end. */
function validityOf(info: OrderInfo): Inputs {
  const shown = effectiveValidity({ orderValidity: info.validity });
  if (shown?.kind === "date") return { customExpirationDate: inWords(shown.date) };
  if (shown?.kind === "days") return { days: shown.days };
  return shown === undefined ? spanOf(info) : { years: shown.years };
}

function spanOf({ certificate, orderValidUntil, dateCreated }: OrderInfo): Inputs {
  const from = Date.parse(certificate.validFrom ?? certificate.dateIssued ?? dateCreated ?? "");
  const until = Date.parse(orderValidUntil ?? certificate.validTill ?? "");
  const days = Math.round((until - from) / DAY);
  if (Number.isNaN(days)) return { years: 1 };
  const years = Math.round(days / YEAR_DAYS);
  const isWhole = years >= 1 && years <= MOST_YEARS && Math.abs(days - years * YEAR_DAYS) <= YEAR_SLACK_DAYS;
  return isWhole ? { years } : { days };
}

/** The request in lines of 64 characters, as RFC 7468 writes it, whatever form DigiCert shows; undefined of what is none. */
function pemOf(csr: string | undefined): string | undefined {
  if (csr === undefined) return undefined;
  try {
    readCsr(csr);
    const lines =
      derOfRequest(csr)
        .toString("base64")
        .match(/.{1,64}/g) ?? [];
    return ["-----BEGIN CERTIFICATE REQUEST-----", ...lines, "-----END CERTIFICATE REQUEST-----", ""].join("\n");
  } catch {
    // DigiCert's samples show other things under `csr`, too.
    return undefined;
  }
}

function notesOn({ status, validity, autoRenew, certificate, dateCreated }: OrderInfo): readonly string[] {
  const isDated = effectiveValidity({ orderValidity: validity })?.kind === "date";
  const isEndKnown = validity !== undefined || certificate.validTill !== undefined || dateCreated !== undefined;
  return [
    ...(status === "issued" ? [] : [`it is \`${status}\`: \`pulumi up\` records it and waits for its certificate`]),
    ...(isDated ? ["a fixed date is never renewed by time: give `years` or `days` to have it renewed"] : []),
    ...(isEndKnown ? [] : ["DigiCert does not show how long it is valid: one year is assumed"]),
    ...(autoRenew === true
      ? ["DigiCert renews it by itself (`autoRenew`): this resource then takes those renewals over, and orders none"]
      : []),
  ];
}
