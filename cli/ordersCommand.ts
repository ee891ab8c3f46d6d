import type { OrderRow } from "../provider/certcentral/orderList";
import { accountOf, type AccountFlags } from "./account";
import { accountOrders } from "./accountOrders";
import { daysLeft, isOver } from "./orderEnd";
import { hasManyStacks, holdingsOf } from "./holdings";
import type { ListedOrder, Listing } from "./listedOrder";
import { note } from "./note";
import { ordersForPeople, ordersForPrograms } from "./ordersWords";
import { progressOn } from "./progress";
import { namedStates, type StateFlags } from "./stateSources";
import { outputWidth } from "./terminal";

export interface OrdersFlags extends AccountFlags, StateFlags {
  readonly all?: true;
  readonly within?: number;
  readonly search?: string;
  readonly json?: true;
}

export async function runOrders(flags: OrdersFlags): Promise<void> {
  const states = await namedStates(flags);
  for (const { from } of states.filter(({ certificates }) => certificates.length === 0))
    note(`There is no PrivateSslCertificate in ${from}.`);
  const { client } = await accountOf(flags);
  const rows = await accountOrders(client, progressOn());
  const holdings = holdingsOf(states);
  const now = new Date();
  const listed = rows
    .filter((row) => hasText(row, flags.search))
    .map((row): ListedOrder => ({
      row,
      isOver: isOver(row, now),
      daysLeft: daysLeft(row, now),
      holders: states.length === 0 ? undefined : (holdings.get(row.orderId) ?? []),
    }));
  const shown = listed.filter(({ isOver: over, daysLeft: left }) => (flags.all === true || !over) && isWithin(left, flags.within));
  const listing: Listing = {
    account: client.account,
    orders: inOrder(shown),
    hidden: flags.all === true ? 0 : listed.filter((each) => each.isOver).length,
    hasStates: states.length > 0,
    hasManyStacks: hasManyStacks(states),
  };
  process.stdout.write(`${flags.json === true ? ordersForPrograms(listing) : ordersForPeople(listing, outputWidth())}\n`);
}

/** In one of its names; every order has no text at all. */
export function hasText({ commonName = "", dnsNames }: OrderRow, search: string | undefined): boolean {
  const text = search?.toLowerCase();
  return text === undefined || [commonName, ...dnsNames].some((name) => name.toLowerCase().includes(text));
}

function isWithin(left: number | undefined, within: number | undefined): boolean {
  return within === undefined || (left !== undefined && left <= within);
}

/** What ends first, first; then what has no end yet; what is over comes last, the latest first. */
function inOrder(orders: readonly ListedOrder[]): readonly ListedOrder[] {
  const rank = ({ isOver: over, daysLeft: left }: ListedOrder) => (over ? 2 : left === undefined ? 1 : 0);
  const end = ({ isOver: over, daysLeft: left = 0 }: ListedOrder) => (over ? -left : left);
  return [...orders].sort((one, other) => rank(one) - rank(other) || end(one) - end(other) || one.row.orderId - other.row.orderId);
}
