import type { OrderInfo } from "../provider/certcentral/answers";
import type { CertCentral } from "../provider/certcentral/client";
import { isDead } from "../provider/lifecycle/identity";
import { isDeadStatus } from "../provider/lifecycle/status";
import { successorsOf } from "../provider/lifecycle/orderOnce";
import { accountOf, type AccountFlags } from "./account";
import { accountOrders, count, products } from "./accountOrders";
import { adoptedProgram, csrFileOf } from "./adoptedProgram";
import { adoptionOf, type Adoption } from "./adoption";
import { WrongArguments } from "./exitCodes";
import { hasManyStacks, holderSays, holdingsOf, isHeld, type Holdings } from "./holdings";
import { note } from "./note";
import { isOver } from "./orderEnd";
import { hasText } from "./ordersCommand";
import { programNames } from "./programNames";
import { progressOn } from "./progress";
import { namedStates, type StateFlags } from "./stateSources";

export interface AdoptFlags extends AccountFlags, StateFlags {
  readonly search?: string;
  readonly all?: true;
  readonly json?: true;
}

export async function runAdopt(orderIds: readonly number[], flags: AdoptFlags): Promise<void> {
  if (orderIds.length === 0 && flags.search === undefined && flags.all !== true) {
    throw new WrongArguments("Which orders? Give their ids, or --search TEXT, or --all");
  }
  const states = await namedStates(flags);
  const { client } = await accountOf(flags);
  const holdings = holdingsOf(states);
  const known: Known = { client, holdings, isStackNamed: hasManyStacks(states), now: new Date() };
  const chosen = [...new Set([...orderIds, ...(await searched(flags, known))])];
  const infos = await newestOf(chosen, known, (reason, orderId) => {
    if (orderIds.includes(orderId)) throw new Error(reason);
    note(`${reason}: it is left out.`);
  });
  const names = programNames(infos.map(({ orderId, certificate }) => ({ orderId, commonName: certificate.commonName ?? "" })));
  const adoptions = infos.map((info) => adoptionOf(info, names.get(info.orderId)?.resource ?? String(info.orderId), known.now));
  if (adoptions.length === 0) {
    note("No live order to adopt.");
    return;
  }
  const program = adoptedProgram(adoptions, names);
  process.stdout.write(flags.json === true ? `${JSON.stringify({ account: client.account, orders: adoptions, program })}\n` : program);
  for (const sentence of nextSteps(adoptions)) note(sentence);
}

interface Known {
  readonly client: CertCentral;
  readonly holdings: Holdings;
  readonly isStackNamed: boolean;
  readonly now: Date;
}

/** The live orders that the options name and nobody has. */
async function searched(flags: AdoptFlags, { client, holdings, now }: Known): Promise<readonly number[]> {
  if (flags.search === undefined && flags.all !== true) return [];
  const rows = await accountOrders(client, progressOn());
  return rows
    .filter((row) => !isOver(row, now) && !isHeld(holdings.get(row.orderId)) && hasText(row, flags.search))
    .map(({ orderId }) => orderId);
}

/** The infos of the orders, each of its newest renewal that is alive, once. `leaveOut` hears why one cannot be taken over. */
async function newestOf(
  orderIds: readonly number[],
  known: Known,
  leaveOut: (reason: string, orderId: number) => void,
): Promise<readonly OrderInfo[]> {
  const progress = progressOn();
  const newest = new Map<number, OrderInfo>();
  for (const [at, orderId] of orderIds.entries()) {
    if (at > 0 && at % 100 === 0) progress.say(`Reading orders: ${count(at)} of ${count(orderIds.length)}`);
    const named = await known.client.orders.info(orderId);
    const alive = [named, ...(await successorsOf(known, named))].filter((info) => !isDead(info, known.now)).at(-1);
    const reason = whyNot(named, alive, known);
    if (reason !== undefined) leaveOut(reason, orderId);
    else if (alive !== undefined) newest.set(alive.orderId, alive);
  }
  progress.end();
  return [...newest.values()];
}

function whyNot(
  { orderId, product, status }: OrderInfo,
  alive: OrderInfo | undefined,
  { holdings, isStackNamed }: Known,
): string | undefined {
  const order = `Order ${String(orderId)}`;
  if (product !== undefined && !products.includes(product)) return `${order} is a ${product}, which is no private SSL product`;
  if (alive === undefined)
    return `${order} is ${isDeadStatus(status) ? status : "revoked or expired"}, and there is nothing left to take over`;
  const holder = holdings.get(alive.orderId)?.find(({ as }) => as !== "unclaimed");
  if (holder === undefined) return undefined;
  const renewal = alive.orderId === orderId ? "" : `, or rather its renewal ${String(alive.orderId)},`;
  return `${order}${renewal} is in the state already, as ${holderSays(holder, isStackNamed)}`;
}

function nextSteps(adoptions: readonly Adoption[]): readonly string[] {
  const without = adoptions.filter(({ csrPem }) => csrPem === undefined);
  const files = without.map((adoption) => `${csrFileOf(adoption)} (order ${String(adoption.orderId)})`);
  const many = adoptions.length === 1 ? "1 order" : `${count(adoptions.length)} orders`;
  return [
    ...(without.length === 0
      ? []
      : [`DigiCert does not show every CSR. Put those that the orders were placed with into: ${files.join(", ")}.`]),
    `${many} to take over. Next: put the text into the program, then \`pulumi preview\`: it names each order, and no new one.`,
  ];
}
