import type { OrderInfo } from "../certcentral/answers";
import { changesBetween, wantedNames } from "../request/use";
import { canonicalName } from "../x509/names";
import { areNamesShown } from "./asked";
import type { Run } from "./run";
import { askedOtherwise, recordedWish } from "./wish";

/** An order that is alive and not as wanted, or not any more. */
interface Candidate {
  readonly info: OrderInfo;
  /** What it was asked with. */
  readonly asked: Readonly<Record<string, string>>;
}

/**
 * What the certificate in use has of the wish and another order has not, in words; undefined where there is nothing, or no valid certificate to lose. Taken
 * into use on the way to what is wanted, such an order would take away what works, for as long as the next one waits.
 */
export function setback(run: Run, { info, asked }: Candidate): string | undefined {
  const { certificate, drift } = run.state;
  const isUsable = certificate !== undefined && Date.parse(certificate.validUntil) > run.clock.now().getTime();
  if (!isUsable || drift?.kind === "revoked" || drift?.kind === "ended") return undefined;
  const missing = new Set<string>(changesBetween(recordedWish(run.state), run.wanted).map(({ field }) => field));
  const lost = Object.keys(askedOtherwise(run.wanted, asked, info.organizationId)).filter(
    (name) => !missing.has(name) && !isNoLoss.has(name),
  );
  const names = namesLost(run, info);
  if (names.length > 0) return `lacks ${names.join(", ")}`;
  return lost.length === 0 ? undefined : `differs in ${lost.join(", ")}`;
}

/** Names are compared one by one; how long an order is valid nobody sees who connects. */
const isNoLoss: ReadonlySet<string> = new Set(["commonName", "dnsNames", "validity"]);

/** Wanted names that the certificate in use has, as far as its wish tells, and the other order has not. */
function namesLost({ state, wanted }: Run, info: OrderInfo): readonly string[] {
  if (!areNamesShown(info)) return [];
  const { commonName, dnsNames } = info.certificate;
  const theirs = new Set(wantedNames({ commonName, dnsNames }).map(canonicalName));
  const inUse = new Set(wantedNames(state.wish).map(canonicalName));
  return wantedNames(wanted).filter((name) => inUse.has(canonicalName(name)) && !theirs.has(canonicalName(name)));
}
