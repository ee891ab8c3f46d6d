import type { CertCentral } from "../provider/certcentral/client";
import type { OrderRow } from "../provider/certcentral/orderList";
import { isDead } from "../provider/lifecycle/identity";
import { accountOf, type AccountFlags } from "./account";
import { accountOrders, count } from "./accountOrders";
import { exitCodes } from "./exitCodes";
import { holdingsOf, isHeld } from "./holdings";
import { isOver } from "./orderEnd";
import { orphansAmong, type Orphan } from "./orphans";
import { orphansForPeople, orphansForPrograms } from "./orphansWords";
import { progressOn, type Progress } from "./progress";
import type { StackState } from "./state";
import { requiredStates, type StateFlags } from "./stateSources";
import { outputWidth } from "./terminal";

export interface OrphansFlags extends AccountFlags, StateFlags {
  readonly own?: true;
  readonly json?: true;
}

export async function runOrphans(flags: OrphansFlags): Promise<void> {
  const states = await requiredStates(flags);
  const { client } = await accountOf(flags);
  const progress = progressOn();
  const now = new Date();
  const rows = await withIds(client, await accountOrders(client, progress), { states, now, progress });
  const found = orphansAmong(rows, states, now).filter(({ kind }) => flags.own !== true || kind !== "elsewhere");
  const orphans = await stillAlive(client, found, now);
  const result = { account: client.account, orphans, states };
  process.stdout.write(`${flags.json === true ? orphansForPrograms(result) : orphansForPeople(result, outputWidth())}\n`);
  if (orphans.length > 0) process.exitCode = exitCodes.found;
}

interface Known {
  readonly states: readonly StackState[];
  readonly now: Date;
  readonly progress: Progress;
}

/**
 * The same orders, with their alternative order ids. DigiCert does not document that its list has them: where no row does, the infos of those that may
 * be orphans tell.
 */
async function withIds(client: CertCentral, rows: readonly OrderRow[], { states, now, progress }: Known): Promise<readonly OrderRow[]> {
  const holdings = holdingsOf(states);
  const open = rows.filter((row) => !isOver(row, now) && !isHeld(holdings.get(row.orderId)));
  if (open.length === 0 || rows.some(({ alternativeOrderId }) => alternativeOrderId !== undefined)) return rows;
  const named = new Map<number, OrderRow>();
  for (const row of open) {
    if (named.size % 100 === 0)
      progress.say(
        `DigiCert's list shows no alternative order ids: reading ${count(named.size)} of ${count(open.length)} orders one by one`,
      );
    const { alternativeOrderId } = await client.orders.info(row.orderId);
    named.set(row.orderId, alternativeOrderId === undefined ? row : { ...row, alternativeOrderId });
  }
  progress.end();
  return rows.map((row) => named.get(row.orderId) ?? row);
}

/** The list does not tell that a certificate is revoked or about to be. Those of other stacks may be many: of them the list must do. */
async function stillAlive({ orders }: CertCentral, found: readonly Orphan[], now: Date): Promise<readonly Orphan[]> {
  const alive: Orphan[] = [];
  for (const orphan of found) {
    if (orphan.kind === "elsewhere" || !isDead(await orders.info(orphan.row.orderId), now)) alive.push(orphan);
  }
  return alive;
}
