/** What a request's body must look like: the table of a page of DigiCert's, as data. */
export type Shape =
  | { readonly kind: "text"; readonly maxLength?: number; readonly format?: Format; readonly oneOf?: readonly string[] }
  | { readonly kind: "whole"; readonly range?: readonly [number, number] }
  | { readonly kind: "flag" }
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "object"; readonly members: Readonly<Record<string, Member>> };

export interface Format {
  readonly name: string;
  readonly pattern: RegExp;
}

export interface Member {
  readonly shape: Shape;
  /** By the whole body, for what is required under a condition. */
  readonly isRequired: (body: unknown) => boolean;
}

const always = () => true;
const never = () => false;

export function required(shape: Shape): Member {
  return { shape, isRequired: always };
}

export function optional(shape: Shape): Member {
  return { shape, isRequired: never };
}

export function requiredIf(isRequired: (body: unknown) => boolean, shape: Shape): Member {
  return { shape, isRequired };
}

export function text(rules: { readonly maxLength?: number; readonly format?: Format; readonly oneOf?: readonly string[] } = {}): Shape {
  return { kind: "text", ...rules };
}

export function whole(from?: number, to = Number.MAX_SAFE_INTEGER): Shape {
  return from === undefined ? { kind: "whole" } : { kind: "whole", range: [from, to] };
}

export function flag(): Shape {
  return { kind: "flag" };
}

export function listOf(of: Shape): Shape {
  return { kind: "list", of };
}

export function object(members: Readonly<Record<string, Member>>): Shape {
  return { kind: "object", members };
}

export const formats = {
  alphanumeric: { name: "letters and digits", pattern: /^[A-Za-z0-9]*$/ },
  email: { name: "an email address", pattern: /^[^@\s]+@[^@\s]+$/ },
  thumbprint: { name: "a SHA-1 thumbprint", pattern: /^[0-9A-Fa-f]{40}$/ },
  dateInWords: { name: "dd MMM YYYY", pattern: /^\d{2} [A-Za-z]{3} \d{4}$/ },
  isoDate: { name: "yyyy-MM-dd", pattern: /^\d{4}-\d{2}-\d{2}$/ },
  digits: { name: "digits", pattern: /^\d+$/ },
} satisfies Record<string, Format>;
