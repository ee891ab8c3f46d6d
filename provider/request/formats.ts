import { isIP } from "node:net";
import { canonicalName } from "../x509/names";
import { dayOf, dayOfNumbers, dayOfWords, inWords } from "./dates";
import type { Format } from "./field";

const lowered = (text: string) => text.toLowerCase();

function matching(says: string, pattern: RegExp, more: Partial<Format> = {}): Format {
  return { says, problem: (text) => (pattern.test(text) ? undefined : ""), ...more };
}

/** Names of private hosts may have a single label or an underscore: a private CA signs them, so they are let through. */
const label = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/i;

function isDnsName(name: string): boolean {
  return name.length <= 253 && name.split(".").every((part) => label.test(part));
}

/** True of a name whose first label is `*`. */
export function isWildcard(name: string): boolean {
  return name.startsWith("*.");
}

function nameProblem(name: string): string | undefined {
  // A dotted number is an IP address or a mistake, never a host.
  if (isIP(name) !== 0) return name.includes("%") ? "leave out the zone of the address" : undefined;
  if (/^\d+(\.\d+){3}$/.test(name)) return "no such IP address exists";
  if (isDnsName(isWildcard(name) ? name.slice(2) : name)) return undefined;
  if (/[^ -~]/.test(name)) return "write an international name in its xn-- form";
  if (/^[a-z]+:\/\//i.test(name)) return "leave out the scheme of a URL";
  return name.endsWith(".") ? "leave out the dot at the end" : "";
}

export const hostName: Format = {
  says: 'a DNS name ("api.corp.example"), a wildcard ("*.corp.example") or an IP address',
  problem: nameProblem,
  normal: canonicalName,
};

export const email = matching("an email address", /^[^\s@,;<>]+@[^\s@,;<>]+$/, { normal: lowered });

/** The CSR is judged by rules.ts, which reads it; its text is never shown, since a private key may stand there by mistake. */
export const csr: Format = {
  says: "a certificate signing request in PEM",
  problem: () => undefined,
  unshown: true,
};

export const hashName = matching('the name of a hash algorithm, such as "sha256"', /^[a-z0-9][a-z0-9_-]*$/i, { normal: lowered });

export const caId = matching('the id of a CA certificate, such as "10A101A05684"', /^[a-z0-9_-]+$/i, { normal: lowered });

export const dateInWords: Format = {
  says: 'a date in the form dd MMM YYYY, such as "09 JUN 2030"',
  problem: (text) => {
    if (dayOfWords(text) !== undefined) return undefined;
    const day = dayOf(text);
    return day === undefined ? "" : `write "${inWords(day)}"`;
  },
  normal: (text) => dayOf(text) ?? text,
  sent: (text) => text.toUpperCase(),
};

export const dateInNumbers: Format = {
  says: 'a date in the form yyyy-MM-dd, such as "2030-06-09"',
  problem: (text) => {
    if (dayOfNumbers(text) !== undefined) return undefined;
    const day = dayOf(text);
    return day === undefined ? "" : `write "${day}"`;
  },
  normal: (text) => dayOf(text) ?? text,
};

const hexDigits = (text: string) => text.replace(/[:\s]/g, "").toUpperCase();

export const thumbprint: Format = {
  says: "the SHA-1 thumbprint of a certificate: 40 hexadecimal digits",
  problem: (text) => (/^[0-9A-F]{40}$/.test(hexDigits(text)) ? undefined : ""),
  normal: hexDigits,
  sent: hexDigits,
};

export const alternativeId = matching("letters and digits, at most 64 of them", /^[a-z0-9]{1,64}$/i);

export const cardNumber = matching("12 to 19 digits", /^\d{12,19}$/);
