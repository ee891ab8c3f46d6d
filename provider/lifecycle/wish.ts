import { digestsOf, hasUnknown, type RecordedWish } from "../request/use";
import { readCsr } from "../x509/csr";
import type { Inputs } from "./action";
import type { State } from "./state";

/** The inputs that DigiCert has a call for, so that they change without an order. */
export const editable = ["additionalEmails", "customRenewalMessage", "disableRenewalNotifications", "customFields"] as const;

export type Editable = (typeof editable)[number];

/** Of a wish, what can be edited in place. */
export function editableOf(wish: Inputs): Inputs {
  return Object.fromEntries(editable.filter((field) => wish[field] !== undefined).map((field) => [field, wish[field]]));
}

/** The wish with other values for what can be edited in place: what stands in an order is not always what is wanted by now. */
export function withEditable(wish: Inputs, settings: Inputs): Inputs {
  const others = Object.entries(wish).filter(([field]) => !(editable as readonly string[]).includes(field));
  return { ...Object.fromEntries(others), ...editableOf(settings) };
}

/** What a comparison needs: the wish as recorded, and what only the books know. */
export function recordedWish(state: State): RecordedWish {
  return {
    ...state.wish,
    ...(state.publicKeySha256 === undefined ? {} : { publicKeySha256: state.publicKeySha256 }),
    ...(state.organizationId === undefined ? {} : { organizationId: state.organizationId }),
    ...(state.askedWith === undefined ? {} : { askedWith: state.askedWith }),
  };
}

/** The organisation that details led to stands for them, as long as the program still gives these details. */
export function organizationOf(state: State, wanted: Inputs): number | undefined {
  return organizationDigest(wanted) === organizationDigest(state.wish) ? state.organizationId : undefined;
}

function organizationDigest({ organization }: Inputs): string | undefined {
  return digestsOf({ organization })["organization"];
}

/** The organisation that is wanted by its id. */
export function givenOrganization({ organization }: Inputs): number | undefined {
  const id = typeof organization === "object" && organization !== null ? (organization as { readonly id?: unknown }).id : undefined;
  return typeof id === "number" ? id : undefined;
}

/** The public key of the wanted CSR; undefined while it is unknown (a preview), or where there is none to read. */
export function wantedKey({ csr }: Inputs): string | undefined {
  if (typeof csr !== "string" || hasUnknown(csr)) return undefined;
  try {
    return readCsr(csr).publicKeySha256;
  } catch {
    // check has refused it; a plan must be total all the same.
    return undefined;
  }
}

/** What was asked with, where it is not what is wanted. An organisation by id is the one that details led to. */
export function askedOtherwise(
  wanted: Inputs,
  asked: Readonly<Record<string, string>>,
  organizationId: number | undefined,
): Readonly<Record<string, string>> {
  const { organization, ...others } = differing(asked, digestsOf(wanted));
  const sameOrganization = organization === undefined || (organizationId !== undefined && givenOrganization(wanted) === organizationId);
  return sameOrganization ? others : { ...others, organization };
}

/** Nothing that costs an order is wanted otherwise than it was asked for: the trigger counts, a mere setting does not. */
export function isAsAsked(wanted: Inputs, asked: Readonly<Record<string, string>>, organizationId: number | undefined): boolean {
  return Object.keys(askedOtherwise(wanted, asked, organizationId)).length === 0;
}

/** Of two sets of digests, those of the first that the second has not. */
function differing(asked: Readonly<Record<string, string>>, wish: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const fields = new Set([...Object.keys(asked), ...Object.keys(wish)]);
  return Object.fromEntries([...fields].filter((field) => asked[field] !== wish[field]).map((field) => [field, asked[field] ?? ""]));
}

/** The value at a path of the inputs; what is not known yet is given back as it is, at whatever depth it begins. */
export function settingAt(inputs: Inputs, group: string, name: string): unknown {
  const around = inputs[group];
  if (hasUnknown(around) && typeof around === "string") return around;
  return typeof around === "object" && around !== null ? (around as Inputs)[name] : undefined;
}

export function numberAt(inputs: Inputs, group: string, name: string): number | undefined {
  const value = settingAt(inputs, group, name);
  return typeof value === "number" ? value : undefined;
}
