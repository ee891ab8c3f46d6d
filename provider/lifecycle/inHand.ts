import type { CertificateRow, OrderInfo } from "../certcentral/answers";
import { ApiError } from "../errors";
import { wantedNames } from "../request/use";
import type { CertificateFacts } from "../x509/certificate";
import { canonicalName } from "../x509/names";
import { isWorthItsTime, renewAfter } from "./byTime";
import { namesInHand } from "./namesInHand";
import type { World } from "./run";
import type { CertificateInHand, Drift, State } from "./state";
import { isDeadStatus, isRefusedStatus } from "./status";

/** A key that may not list reissues can refresh all the same. */
function undefinedWhereRefused(error: unknown): undefined {
  if (error instanceof ApiError && !error.retryable) return undefined;
  throw error;
}

/** Expiry is no drift: the clock judges it, against the certificate itself. */
export function endOfOrder({ status, certificate }: OrderInfo): Drift | undefined {
  if (status === "revoked" || certificate.status === "revoked") return { kind: "revoked", detail: "revoked" };
  return isRefusedStatus(status) ? { kind: "ended", detail: status } : undefined;
}

/** True where only a certificate that was never in hand was revoked in the order, such as a reissue that was left: the one in use is as good as before. */
export async function isStrayRevoked(world: Pick<World, "client" | "clock">, state: State, info: OrderInfo): Promise<boolean> {
  return isBesideAnother(state, info) && info.certificate.status === "revoked" && (await isUsable(world, state, info.orderId));
}

/** The newest certificate of the order in hand is another one than that in use, and the order is alive. */
export function isBesideAnother(state: State, { status, certificate }: OrderInfo): boolean {
  return certificate.id !== undefined && certificate.id !== state.certificate?.certificateId && !isDeadStatus(status);
}

/**
 * Whether the certificate in use can stay in use. The order's info tells of its newest only, and the list of its reissues not of its first: that one was
 * revoked where a refresh saw it before, else nobody can tell.
 */
export async function isUsable(
  world: Pick<World, "client" | "clock">,
  state: State,
  orderId: number,
  whereRefused: (error: unknown) => undefined = undefinedWhereRefused,
): Promise<boolean> {
  const inUse = inUseNow(world, state);
  if (inUse === undefined) return false;
  const rows = await world.client.orders.reissues(orderId).catch(whereRefused);
  return rows?.find(({ id }) => id === inUse.certificateId)?.status !== "revoked";
}

/** The certificate in use, where it is not known to be lost, and has not ended. */
function inUseNow({ clock }: Pick<World, "clock">, { certificate, drift }: State): CertificateInHand | undefined {
  const isKnownLost = drift?.kind === "revoked" || drift?.kind === "ended";
  return certificate === undefined || isKnownLost || Date.parse(certificate.validUntil) <= clock.now().getTime() ? undefined : certificate;
}

/**
 * Whether the certificate in use stays good beside the newest of its order, which has all that is wanted and something otherwise, or a name more. DigiCert
 * revokes it where that one, or one between them, lacks a name of any before. Where the list of reissues is refused, the names of the newest are the safer
 * ones; where the one in use is near its end, one that ends later is taken with its names.
 */
export async function staysBeside(
  world: Pick<World, "client" | "clock">,
  state: State,
  orderId: number,
  newest: CertificateFacts & { readonly certificateId: number },
  isOtherwise: boolean,
): Promise<boolean> {
  const inUse = inUseNow(world, state);
  const names = [...namesInHand(state), ...(state.otherNames ?? [])];
  if (inUse === undefined || takesAway(names, [newest.names])) return false;
  if (!isOtherwise && isNearItsEnd(inUse, state, world.clock.now()) && isWorthItsTime(newest, inUse, state.wish, world.clock.now()))
    return false;
  const rows = await world.client.orders.reissues(orderId).catch(undefinedWhereRefused);
  if (rows === undefined) return isOtherwise && state.drift?.kind !== "reissued";
  const own = rows.find(({ id }) => id === inUse.certificateId);
  // The first certificate of an order is not in the list.
  const later = own === undefined ? rows : rows.filter(({ id }) => id > own.id);
  const inTurn = [...later].sort((one, other) => one.id - other.id).map(namesOf);
  // Whether the list shows a name that DigiCert added by itself, its pages do not say: the row of the newest tells.
  const row = rows.find(({ id }) => id === newest.certificateId);
  const listed = row === undefined ? names : names.filter((name) => namesOf(row).includes(name));
  return own?.status !== "revoked" && !takesAway(listed, inTurn);
}

/** As far as time counts: where the program has no renewal by time, as the default has it. */
function isNearItsEnd(inUse: CertificateInHand, { wish }: State, now: Date): boolean {
  const due = renewAfter(inUse, wish) ?? renewAfter(inUse, {});
  return due !== undefined && due <= now;
}

/** Whether one of several reissues, one after the other, lacks a name of what was before it. */
function takesAway(before: readonly string[], reissues: readonly (readonly string[])[]): boolean {
  const [names, ...others] = reissues.filter((each) => each.length > 0);
  if (names === undefined) return false;
  return before.some((name) => !names.includes(name)) || takesAway(names, others);
}

/** None where the list does not show them. */
function namesOf({ commonName, dnsNames }: CertificateRow): readonly string[] {
  return wantedNames({ commonName, dnsNames }).map(canonicalName);
}
