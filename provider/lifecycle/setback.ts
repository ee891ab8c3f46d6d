import type { OrderInfo } from "../certcentral/answers";
import { changesBetween, isLeftOpen, wantedNames } from "../request/use";
import { canonicalName } from "../x509/names";
import type { Inputs } from "./action";
import { namesInHand } from "./namesInHand";
import type { Run } from "./run";
import { askedOtherwise, recordedWish } from "./wish";

/** An order that is alive and not as wanted, or not any more. */
interface Candidate {
  readonly info: OrderInfo;
  /** What it was asked with. */
  readonly asked: Readonly<Record<string, string>>;
  /** @default that of its info */
  readonly organizationId?: number | undefined;
}

/**
 * What the certificate in use has of the wish and another order has not, in words; undefined where there is nothing, or no valid certificate to lose. Taken
 * into use on the way to what is wanted, such an order would take away what works, for as long as the next one waits.
 */
export function setback(
  run: Pick<Run, "state" | "wanted" | "clock">,
  { info, asked, organizationId = info.organizationId }: Candidate,
): string | undefined {
  const { certificate, drift } = run.state;
  const isUsable = certificate !== undefined && Date.parse(certificate.validUntil) > run.clock.now().getTime();
  if (!isUsable || drift?.kind === "revoked" || drift?.kind === "ended") return undefined;
  const otherwise = Object.keys(askedOtherwise(run.wanted, asked, organizationId));
  const names = otherwise.some((name) => areNames.has(name)) ? namesLost(run, info) : [];
  if (names.length > 0) return `lacks ${names.join(", ")}`;
  const missing = new Set<string>(changesBetween(recordedWish(run.state), run.wanted).map(({ field }) => field));
  const lost = otherwise.filter(
    (name) => !missing.has(name) && !areNames.has(name) && !isNoLoss.has(name) && !isLeftOpen(name, run.wanted),
  );
  return differsIn(lost);
}

export function differsIn(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `differs in ${names.join(", ")}`;
}

/** These are compared name by name. */
const areNames: ReadonlySet<string> = new Set(["commonName", "dnsNames"]);
/** How long an order is valid, and which question it answers, nobody sees who connects. */
const isNoLoss: ReadonlySet<string> = new Set(["validity", "renewal.trigger"]);

/** Wanted names that the certificate in use has, and the other order has not. */
function namesLost({ state, wanted }: Pick<Run, "state" | "wanted">, info: OrderInfo): readonly string[] {
  const inUse = new Set(namesInHand(state));
  return namesLacking(info, wanted).filter((name) => inUse.has(canonicalName(name)));
}

/** Wanted names that an order has not. */
export function namesLacking({ certificate: { commonName, dnsNames } }: OrderInfo, wanted: Inputs): readonly string[] {
  const theirs = new Set(wantedNames({ commonName, dnsNames }).map(canonicalName));
  return wantedNames(wanted).filter((name) => !theirs.has(canonicalName(name)));
}
