import type { Action, Plan } from "../../provider/lifecycle/action";
import type { State } from "../../provider/lifecycle/state";
import { statusRow } from "../../provider/lifecycle/status";
import type { StateCertificate } from "../state";
import { DAY, dayOf } from "./days";
import type { Due } from "./report";

/** What comes within so many days is shown before what comes later. */
const SOON_DAYS = 30;

type When = Pick<Due, "when" | "urgency" | "says">;

/** What is to be done about one certificate: what the next preview would name, else when time will ask for something. */
export function dueOf({ stack, name, state, isRead, isBeingDeleted }: StateCertificate, planned: Plan, now: Date): readonly Due[] {
  if (isRead || isBeingDeleted) return [];
  const today: readonly When[] = planned.actions.map((action) => ({
    when: now.toISOString(),
    urgency: "now",
    says: saysOf(action, state),
  }));
  const found = today.length > 0 ? today : later(state, now);
  return found.map((each) => ({ certificate: name, stack, ...each }));
}

/** The latest that cannot wait first; of two on one day, by name. */
export function byUrgency(one: Due, other: Due): number {
  return one.when.localeCompare(other.when) || one.certificate.localeCompare(other.certificate);
}

/** Whom the next `pulumi up` would wait for. */
function saysOf(action: Action, { pendingOrder }: State): string {
  if (action.do !== "resume" || pendingOrder === undefined) return action.says;
  const { orderId, status, placed } = pendingOrder;
  const since = `since ${dayOf(placed)}`;
  return statusRow(status).while === "person"
    ? `order ${String(orderId)} is \`${status}\` ${since}: somebody must act in CertCentral, then a \`pulumi up\` fetches the certificate`
    : `order ${String(orderId)} is \`${status}\` at DigiCert ${since}: the next \`pulumi up\` goes on waiting for it`;
}

function later({ certificate, renewAfter, wish }: State, now: Date): readonly When[] {
  if (certificate === undefined) return [];
  const { validUntil } = certificate;
  if (Date.parse(validUntil) <= now.getTime())
    return [{ when: validUntil, urgency: "now", says: `it ended on ${dayOf(validUntil)}, and nothing renews it by itself` }];
  const end = `it ends on ${dayOf(validUntil)}`;
  const when = renewAfter ?? validUntil;
  const urgency = Date.parse(when) - now.getTime() <= SOON_DAYS * DAY ? "soon" : "later";
  if (renewAfter === undefined) return [{ when, urgency, says: `${end}, and is not renewed by time (renewal.beforeDays is 0)` }];
  const who =
    wish["autoRenew"] === true
      ? "DigiCert is to renew it by itself (autoRenew); a `pulumi up` then takes that order over"
      : "the first `pulumi up` from then on renews it";
  return [{ when, urgency, says: `${who}; ${end}` }];
}
