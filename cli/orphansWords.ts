import { statusRow, type StatusRow } from "../provider/lifecycle/status";
import { count } from "./accountOrders";
import { hasManyStacks } from "./holdings";
import { namesSay } from "./ordersWords";
import type { Orphan, OrphanKind } from "./orphans";
import type { StackState } from "./state";
import { tableOf, wrapped, type Column } from "./table";

export interface Orphans {
  readonly account: string;
  readonly orphans: readonly Orphan[];
  readonly states: readonly StackState[];
}

interface Words {
  readonly says: string;
  readonly advice: string;
}

/** In the order in which they are shown: what is surest first. */
export const orphanWords: Readonly<Record<OrphanKind, Words>> = {
  interrupted: {
    says: "Ordered for a resource whose creation was interrupted before it was recorded",
    advice:
      "Run `pulumi up`: it finds the order by its id and takes it over, and orders nothing. If the resource is no longer wanted, end the order.",
  },
  unrecorded: {
    says: "Ordered for a resource that does not know of it: the run ended before it was recorded",
    advice:
      "If the change that asked for it is still in the program, run `pulumi up`: it takes the order over. Else end it; the next renewal or `pulumi destroy` would find it, too.",
  },
  duplicate: {
    says: "A second order under the id of one that is in use: paid twice",
    advice:
      'End it, unless something uses its certificate. DigiCert\'s setting "Require unique alternative order IDs" keeps this from happening again.',
  },
  unclaimed: {
    says: "Met under a resource's id, but with another key: a run left it alone",
    advice: "If nothing uses its certificate, end it. If it is wanted, declare the CSR that it was ordered with.",
  },
  elsewhere: {
    says: "Of no resource in the states that were looked at",
    advice:
      "If other stacks order from this account, give their states as well (--stack and --state may be repeated): an order of theirs is no orphan. If a creation failed lately, run `pulumi up`: it finds what it ordered. What is left then belongs to a resource that is gone: take it into a program (`pulumi-digicert adopt ORDER`), or end it.",
  },
};

/** What an orphan is, and what to do with it. */
export function orphanSays(kind: OrphanKind): string {
  return `${orphanWords[kind].says}. ${orphanWords[kind].advice}`;
}

const ends: Readonly<Record<StatusRow["retire"], string>> = {
  cancel: "cancel",
  rejectRequest: "reject its request",
  revoke: "revoke",
  cancelReissueAndRevoke: "cancel its reissue, revoke",
  nothing: "",
};

export function orphansForPeople(result: Orphans, width: number): string {
  const { orphans } = result;
  if (orphans.length === 0)
    return wrapped(`No orphans: ${lookedAt(result)}, and every live order of this package has its resource.`, width);
  const kinds = (Object.keys(orphanWords) as readonly OrphanKind[]).filter((kind) => orphans.some((orphan) => orphan.kind === kind));
  const parts = kinds.map((kind) => partFor(kind, result, width));
  const head = `${count(orphans.length)} ${orphans.length === 1 ? "order" : "orders"} to look at; ${lookedAt(result)}.`;
  const last =
    "Nothing was changed. Before you end an order, make sure that nothing uses its certificate: a revoked one cannot be used again. Orders are cancelled " +
    "and revoked, and requests rejected, in CertCentral.";
  return [wrapped(head, width), ...parts, wrapped(last, width)].join("\n\n");
}

function lookedAt({ account, states }: Orphans): string {
  const looked = states.map(
    ({ from, certificates }) => `${from} (${count(certificates.length)} ${certificates.length === 1 ? "certificate" : "certificates"})`,
  );
  return `looked at ${looked.join(", ")} and the account (${account})`;
}

function partFor(kind: OrphanKind, { orphans, states }: Orphans, width: number): string {
  const { says, advice } = orphanWords[kind];
  const table = tableOf(
    orphans.filter((orphan) => orphan.kind === kind),
    columnsFor(kind, hasManyStacks(states)),
    width,
  );
  return `${wrapped(`${says}.`, width)}\n\n${table}\n\n${wrapped(`-> ${advice}`, width)}`;
}

const SHORT_NAME = 12;

function columnsFor(kind: OrphanKind, isStackNamed: boolean): readonly Column<Orphan>[] {
  const resource = ({ resource: named }: Orphan) => (named === undefined ? "" : isStackNamed ? `${named.stack}/${named.name}` : named.name);
  return [
    { head: "ORDER", cell: ({ row }) => String(row.orderId), align: "right" },
    { head: "STATUS", cell: ({ row }) => row.status },
    { head: "ENDS", cell: ({ row }) => row.validTill ?? "" },
    { head: "NAME", cell: ({ row }) => namesSay(row), shrinksTo: SHORT_NAME },
    ...(kind === "elsewhere"
      ? [{ head: "PLACED", cell: ({ row }: Orphan) => (row.dateCreated ?? "").slice(0, "yyyy-mm-dd".length), isExpendable: true } as const]
      : [{ head: "RESOURCE", cell: resource, shrinksTo: SHORT_NAME }]),
    ...(kind === "duplicate" ? [{ head: "SAME ID AS", cell: ({ sameIdAs }: Orphan) => sameIdAs.join(", ") }] : []),
    { head: "TO END IT", cell: ({ row }) => ends[statusRow(row.status).retire] },
  ];
}

export function orphansForPrograms({ account, orphans }: Orphans): string {
  return JSON.stringify({
    account,
    orphans: orphans.map(({ row, kind, resource, sameIdAs }) => ({
      ...row,
      kind,
      ...(resource === undefined
        ? {}
        : { resource: { urn: resource.urn, project: resource.project, stack: resource.stack, name: resource.name } }),
      ...(sameIdAs.length === 0 ? {} : { sameIdAs }),
      toEnd: ends[statusRow(row.status).retire],
      says: orphanWords[kind].says,
      advice: orphanWords[kind].advice,
    })),
  });
}
