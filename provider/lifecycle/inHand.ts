import type { CertificateRow, OrderInfo } from "../certcentral/answers";
import { ApiError } from "../errors";
import type { World } from "./run";
import type { Drift, State } from "./state";
import { isDeadStatus, isRefusedStatus } from "./status";

/** A key that may not list reissues can refresh all the same. */
function noneWhereRefused(error: unknown): readonly CertificateRow[] {
  if (error instanceof ApiError && !error.retryable) return [];
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
  { certificate, drift }: State,
  orderId: number,
  whereRefused = noneWhereRefused,
): Promise<boolean> {
  if (certificate === undefined || drift?.kind === "revoked" || drift?.kind === "ended") return false;
  if (Date.parse(certificate.validUntil) <= world.clock.now().getTime()) return false;
  const rows = await world.client.orders.reissues(orderId).catch(whereRefused);
  return rows.find(({ id }) => id === certificate.certificateId)?.status !== "revoked";
}
