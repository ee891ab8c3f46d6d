import type { Plan } from "../../provider/lifecycle/action";
import type { State } from "../../provider/lifecycle/state";
import type { StateCertificate } from "../state";
import { ordersOf } from "./orders";
import type { CertificateReport, Standing } from "./report";

/** What of one resource is shown: names, dates, orders. No PEM, no contact, no comment of a program: a report is passed on. */
export function certificateOf(certificate: StateCertificate, planned: Plan, now: Date): CertificateReport {
  const { stack, name, urn, state, isRead, isBeingDeleted } = certificate;
  const { validFrom, validUntil, serialNumber } = state.certificate ?? {};
  return {
    stack,
    name,
    urn,
    product: textIn(state, "product") ?? "private SSL",
    commonName: textIn(state, "commonName") ?? "(not readable here)",
    dnsNames: textsIn(state, "dnsNames"),
    standing: standingOf(state, planned, now),
    ...(isBeingDeleted ? { note: "being removed" } : isRead ? { note: "looked at only" } : {}),
    ...present({ orderId: state.orderId, serialNumber, validFrom, validUntil, renewAfter: state.renewAfter }),
    orders: ordersOf(state, now),
    folded: state.ordersFolded ?? 0,
  };
}

function standingOf({ certificate, pendingOrder }: State, { actions }: Plan, now: Date): Standing {
  if (certificate !== undefined && Date.parse(certificate.validUntil) <= now.getTime()) return "ended";
  if (pendingOrder !== undefined) return "waiting";
  if (certificate === undefined) return "ended";
  return actions.length > 0 ? "due" : "good";
}

function textIn({ wish }: State, name: string): string | undefined {
  const value = wish[name];
  return typeof value === "string" ? value : undefined;
}

function textsIn({ wish }: State, name: string): readonly string[] {
  const value = wish[name];
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

type Present<T> = { readonly [N in keyof T]?: NonNullable<T[N]> };

function present<T extends Readonly<Record<string, unknown>>>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
}
