import type { AlternateRow, OrderInfo } from "../certcentral/answers";
import { leafAmong } from "../x509/certificate";
import { readCsr } from "../x509/csr";
import { wantedNames, wishDigest } from "../request/use";
import { areNamesShown, askedOf } from "./asked";
import { rfc3339 } from "./collect";
import { alternativeIdOf, deadStatus, endOf, formerStemsIn, isAnothersId, isDead, isIdIn, oneOf } from "./identity";
import { rowOf, withoutWish, withRow } from "./ledger";
import { recordedOrder } from "./recordedOrder";
import type { Run } from "./run";
import { isDeadStatus, statusRow } from "./status";
import { emptyState, type LedgerRow, type RowKind, type State } from "./state";
import { askedOtherwise, wantedKey } from "./wish";

/** An order that is alive and ours. `fits`: everything its info shows is as wanted. */
export interface Ours {
  readonly info: OrderInfo;
  readonly row: LedgerRow;
  readonly fits: boolean;
  /** Its public key, where one is to be seen. */
  readonly key: string | undefined;
  /** What it was asked with. */
  readonly asked: Readonly<Record<string, string>>;
}

/** What stands under the ids of this resource from one ordinal on: the orders that are ours, and the first id that is free. */
export interface Found {
  readonly ours: readonly Ours[];
  readonly freeOrdinal: number;
  readonly freeId: string;
}

/** Under every name. `over`: the newest that has ended, which DigiCert may have renewed. */
interface FoundAnywhere extends Found {
  readonly over: LedgerRow | undefined;
}

/**
 * Walks from the next ordinal on while ids are taken. Whatever it meets enters the ledger; nothing is changed at DigiCert. The sequence stays where it is until
 * one of them is taken, or the next one placed: a run that fails in between leaves all of them to be met again.
 */
export async function walk(run: Run): Promise<Found> {
  const ours: Ours[] = [...(await claimed(run))];
  for (let ordinal = run.state.orderSequence + 1; ; ordinal++) {
    const id = idAt(run, ordinal);
    const rows = await run.client.orders.withAlternativeId(id);
    if (rows.length === 0) return { ours, freeOrdinal: ordinal, freeId: id };
    ours.push(...(await meet(run, id, rows)));
  }
}

/**
 * A resource that is created: under its own ids and those of the names it had. It goes on under its own, unless only a former name has an order of its
 * own. Whatever lives under any of them is in its ledger: a replacement's old instance may have that order in hand, and is deleted next.
 */
export async function walkAll(run: Run): Promise<FoundAnywhere> {
  const own = await walkUnder(run, run.state.alternativeOrderStem);
  const walks = [own];
  for (const stem of formerStemsIn(run.wanted)) walks.push(await walkUnder(run, stem));
  const kept = walks.find(({ found }) => found.ours.length > 0) ?? own;
  const rows = walks.flatMap(({ state }) => state.orders);
  run.state = rows.filter((row) => !isDeadStatus(row.status)).reduce(withRow, kept.state);
  const over = rows.filter(({ kind, status }) => kind === "found" && (status === "expired" || status === "revoked"));
  return {
    ...kept.found,
    ours: walks.flatMap(({ found }) => found.ours),
    over: over.sort((one, other) => one.orderId - other.orderId).at(-1),
  };
}

/** DigiCert counts its orders up. */
export function oldestFirst(ours: Iterable<Ours>): readonly Ours[] {
  return [...ours].sort((one, other) => one.info.orderId - other.info.orderId);
}

async function walkUnder(run: Run, stem: string): Promise<{ readonly found: Found; readonly state: State }> {
  run.state = emptyState(stem);
  return { found: await walk(run), state: run.state };
}

export function idAt(run: Pick<Run, "state" | "wanted">, ordinal: number): string {
  const given = run.wanted["alternativeOrderId"];
  return alternativeIdOf(run.state.alternativeOrderStem, ordinal, typeof given === "string" ? given : undefined);
}

/** What one id holds. Of two orders under one id (uniqueness off) the other is named, and in the ledger. */
export async function meet(run: Run, id: string, rows: readonly AlternateRow[]): Promise<readonly Ours[]> {
  const named = new Set(run.state.orders.map((row) => row.orderId));
  const { ours, others } = oneOf(rows, named);
  for (const other of others) {
    run.say(
      "warning",
      `order ${String(other.orderId)} has the same alternative order id ${id} as order ${String(ours.orderId)}: one of them may be one too many, see \`orders\``,
    );
    await classify(run, id, other);
  }
  const found = await classify(run, id, ours);
  return found === undefined ? [] : [found];
}

/** Dead: only a row. Another key: never touched, named. Our key: ours. */
async function classify(run: Run, id: string, alternate: AlternateRow): Promise<Ours | undefined> {
  const { orderId, status } = alternate;
  if (status !== undefined && isDeadStatus(status)) {
    enter(run, { orderId, kind: "found", status, alternativeOrderId: id });
    return undefined;
  }
  const info = await run.client.orders.info(orderId);
  return judge(run, info, rowOf(run.state, orderId)?.kind ?? "found", id);
}

/** Enters an order whose info was read into the ledger, and says whether it is alive and ours. */
export async function judge(run: Run, info: OrderInfo, kind: RowKind, id = info.alternativeOrderId): Promise<Ours | undefined> {
  const { orderId } = info;
  const about = { orderId, ...(id === undefined ? {} : { alternativeOrderId: id }) };
  if (isDead(info, run.clock.now())) {
    enter(run, { ...about, kind, status: deadStatus(info) });
    return undefined;
  }
  if (kind !== "adopted" && isElsewhere(run, info)) {
    enter(run, { ...about, kind: "unclaimed", status: info.status });
    run.say(
      "warning",
      `order ${String(orderId)} was placed by another resource, under the alternative order id ${String(id)}: it is not touched`,
    );
    return undefined;
  }
  const key = await keyOf(run, info);
  if (!isOurs(run, info, key)) {
    enter(run, { ...about, kind: "unclaimed", status: info.status });
    run.say(
      "warning",
      `order ${String(orderId)} (${info.certificate.commonName ?? "no common name"}, ${info.status}) stands under the alternative order id ${id ?? "-"} with another key: it is not touched. If nothing uses it, cancel or revoke it at DigiCert; if it is wanted, declare the CSR it was ordered with`,
    );
    return undefined;
  }
  const asked = askedOf(info, key, run.wanted, run.state);
  const fits = Object.keys(askedOtherwise(run.wanted, asked, info.organizationId)).length === 0;
  // What it answers instead, a change that is withdrawn may go back to.
  const answers = fits ? { wish: wishDigest(run.wanted) } : { asked };
  run.state = withoutWish(run.state, orderId);
  const row = enter(run, { ...about, kind: kind === "unclaimed" ? "found" : kind, status: info.status, ...endOf(info), ...answers });
  return { info, row, fits, key, asked };
}

/**
 * Placed under an id that another resource made for itself: what DigiCert names as a renewal of ours, with our key even, is that one's. What the ledger
 * knows is ours already, an adopted order with the ids of its former resource for one.
 */
function isElsewhere({ state, wanted }: Run, { orderId, alternativeOrderId }: OrderInfo): boolean {
  return rowOf(state, orderId) === undefined && isAnothersId(alternativeOrderId, state.alternativeOrderStem, wanted);
}

function enter(run: Run, row: Omit<LedgerRow, "placed">): LedgerRow {
  const known = rowOf(run.state, row.orderId);
  const entered = { placed: rfc3339(run.clock.now()), ...known, ...row };
  run.state = withRow(run.state, entered);
  return entered;
}

/** True of an order with our key, whether it is alive or not. */
export async function hasOurKey(run: Run, info: OrderInfo): Promise<boolean> {
  return isOurs(run, info, await keyOf(run, info));
}

/** Our key: that of the wanted CSR, or that of the recorded certificate. Where no key is to be seen, product and names decide. */
function isOurs(run: Run, info: OrderInfo, key: string | undefined): boolean {
  if (key !== undefined) return key === wantedKey(run.wanted) || key === run.state.publicKeySha256;
  const { commonName, dnsNames } = info.certificate;
  const [shown, wanted] = areNamesShown(info)
    ? [{ commonName, dnsNames }, run.wanted]
    : [{ commonName }, { commonName: run.wanted["commonName"] }];
  return (info.product ?? run.wanted["product"]) === run.wanted["product"] && wantedNames(shown).join() === wantedNames(wanted).join();
}

/** The public key of an order: from its CSR, where that is missing from the issued leaf. */
export async function keyOf(run: Pick<Run, "client">, info: OrderInfo): Promise<string | undefined> {
  const fromCsr = info.certificate.csr === undefined ? undefined : csrKey(info.certificate.csr);
  if (fromCsr !== undefined || info.certificate.id === undefined || statusRow(info.status).while !== "done") return fromCsr;
  const chain = await run.client.certificates.chain(info.certificate.id);
  return leafAmong(chain.map(({ pem }) => pem))?.publicKeySha256;
}

function csrKey(csr: string): string | undefined {
  try {
    return readCsr(csr).publicKeySha256;
  } catch {
    // DigiCert's samples show other things under `csr`, too: then the issued leaf tells.
    return undefined;
  }
}

function isUnderOurId({ state, wanted }: Run, { alternativeOrderId }: OrderInfo): boolean {
  return alternativeOrderId !== undefined && isIdIn(alternativeOrderId, state.alternativeOrderStem, wanted);
}

/** An order with another key is ours once its key is the wanted one. */
async function claimed(run: Run): Promise<readonly Ours[]> {
  const ours: Ours[] = [];
  for (const row of run.state.orders.filter((each) => each.kind === "unclaimed" && !isDeadStatus(each.status))) {
    const info = await recordedOrder(run, row.orderId);
    if (isAnothersId(info.alternativeOrderId, run.state.alternativeOrderStem, run.wanted)) continue;
    if ((await keyOf(run, info)) !== wantedKey(run.wanted)) continue;
    const mine = await judge(run, info, isUnderOurId(run, info) ? "found" : "renewedByDigicert", row.alternativeOrderId);
    if (mine !== undefined) ours.push(mine);
  }
  return ours;
}
