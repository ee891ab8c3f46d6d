import { wantedNames } from "../request/use";
import { readCertificate } from "../x509/certificate";
import { canonicalName } from "../x509/names";
import type { Inputs } from "./action";
import type { State } from "./state";

/** Names of the recorded certificate, asked for or not, and of another one that stands beside it, that the wish leaves out. */
export function namesDropped(state: State, wanted: Inputs): readonly string[] {
  const recorded = [...wantedNames(state.wish).map(canonicalName), ...namesInHand(state), ...(state.otherNames ?? [])];
  return namesLeftOut([...new Set(recorded)], wanted);
}

/** Of these names, those that the wish leaves out. */
export function namesLeftOut(names: readonly string[], wanted: Inputs): readonly string[] {
  const wish = new Set(wantedNames(wanted).map(canonicalName));
  return names.filter((name) => !wish.has(canonicalName(name)));
}

/** Of the names of another certificate, those that neither the recorded wish nor the certificate in use has. */
export function namesBeside(state: State, others: readonly string[]): readonly string[] {
  const known = new Set([...wantedNames(state.wish).map(canonicalName), ...namesInHand(state)]);
  return others.filter((name) => !known.has(canonicalName(name)));
}

export function namesInHand(state: State): readonly string[] {
  const [leaf] = state.certificate?.certificateChain ?? [];
  try {
    return leaf === undefined ? [] : readCertificate(leaf.pem).names;
  } catch {
    // It was verified when it was recorded; a plan must be total all the same.
    return [];
  }
}

/** Since DigiCert revokes the older certificates of an order when a reissue drops a name, none may go. */
export function goneSays(lost: readonly string[]): string {
  return `a reissue without ${lost.join(", ")} would make DigiCert revoke the certificate in use within 72 hours`;
}
