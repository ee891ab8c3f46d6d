import "reflect-metadata";
import { isIP } from "node:net";

import { SubjectAlternativeNameExtension, type JsonName } from "@peculiar/x509";

/** Who a certificate is for. Members that are absent or empty are left out of its subject. */
export interface Subject {
  readonly commonName: string;
  readonly organizationUnits?: readonly string[];
  readonly organization?: string;
  readonly city?: string;
  readonly state?: string;
  readonly country?: string;
}

/** From the country down to the common name, as certificates have it. */
export function subjectName(subject: Subject): JsonName {
  const parts: readonly (readonly [string, readonly string[] | string | undefined])[] = [
    ["C", subject.country?.toUpperCase()],
    ["ST", subject.state],
    ["L", subject.city],
    ["O", subject.organization],
    ["OU", subject.organizationUnits],
    ["CN", subject.commonName],
  ];
  return parts.flatMap(([type, value]) =>
    [value ?? []]
      .flat()
      .filter((text) => text !== "")
      .map((text) => ({ [type]: [text] })),
  );
}

/** The common name is always among the alternative names; IP addresses are there as what they are. */
export function alternativeNames(commonName: string, dnsNames: readonly string[]): SubjectAlternativeNameExtension {
  const names = [...new Set([commonName, ...dnsNames])];
  return new SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) === 0 ? "dns" : "ip", value })));
}
