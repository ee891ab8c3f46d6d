/** What became of every order between two looks at the books, held against what was in use at that moment. */
import type { OrderBook, Sandbox } from "../../sandbox";
import { askedFor, withTrigger, type Certificate } from "./certificate";
import { certificateOf, ledgerOf, recordedIn, usedBy, type Recorded, type Row, type Stack } from "./stack";
import { count, type Tally } from "./tally";

/** What is known of an order beside its book. */
export interface Known {
  readonly round: number;
  readonly certificate: Certificate;
  /** What it was asked for, or last reissued for. */
  asked: string;
  readonly stack: Stack;
  /** Somebody reissued or renewed it outside: what it holds is not what was asked for. */
  isTampered: boolean;
}

/** Who may lose what in a round: by stack, the names in the state of the resources that its command is to delete. */
export type MeantToGo = ReadonlyMap<Stack, ReadonlySet<string>>;

type Holders = ReadonlyMap<number, readonly Holder[]>;

interface Holder {
  readonly stack: Stack;
  readonly recorded: Recorded;
  readonly as: "in use" | "predecessor";
}

export class Watch {
  readonly #sandbox: Sandbox;
  readonly #stacks: readonly Stack[];
  readonly #tally: Tally;
  readonly known = new Map<number, Known>();
  /** Orders that somebody touched outside. */
  readonly touched = new Set<number>();
  /** Orders that no state named when the command that placed them had ended. */
  readonly unanswered = new Set<number>();
  /** Orders that a run met with another key. */
  readonly unclaimed = new Set<number>();
  /** Births of certificates that were deleted while their state said to keep their orders. */
  readonly kept = new Set<string>();
  #books = new Map<number, OrderBook>();
  #holders: Holders = new Map();
  /** Violations, a sentence each. */
  readonly found: string[] = [];

  constructor(sandbox: Sandbox, stacks: readonly Stack[], tally: Tally) {
    this.#sandbox = sandbox;
    this.#stacks = stacks;
    this.#tally = tally;
  }

  /** Before what is not done by a command: what it ends is nobody's fault. */
  async outside(work: () => Promise<void>): Promise<void> {
    await work();
    await this.#look((order, was) => {
      if (isAlive(was) && !isAlive(order)) count(this.#tally.orders, `${order.status} outside`);
    });
  }

  /** What time brings about: a certificate that is revoked because a reissue took a name away must not be one in use. */
  async time(work: () => Promise<void>): Promise<void> {
    await work();
    this.#holders = this.#whoHolds();
    await this.#look((order, was) => {
      for (const certificate of order.certificates) {
        const before = was.certificates.find(({ id }) => id === certificate.id);
        if (certificate.status !== "revoked" || before?.status === "revoked" || this.touched.has(order.id)) continue;
        for (const { recorded } of this.#users(order.id)) {
          if (recorded.outputs["certificateId"] === certificate.id)
            this.#tookAway(`certificate ${String(certificate.id)} of ${recorded.name} was revoked because of a reissue`);
        }
      }
    });
  }

  #users(orderId: number): readonly Holder[] {
    return (this.#holders.get(orderId) ?? []).filter(({ as }) => as === "in use");
  }

  /** Of the commands of a round, when they have ended. */
  async commands(round: number, meant: MeantToGo, now: Date, work: () => Promise<void>): Promise<void> {
    this.#holders = this.#whoHolds();
    const before = this.#holders;
    await work();
    const after = this.#whoHolds();
    const placed: OrderBook[] = [];
    const wasAlive = new Set([...this.#books.values()].filter(isAlive).map(({ id }) => id));
    await this.#look(
      (order, was) => {
        if (isAlive(was) && !isAlive(order)) this.#ended(order, before.get(order.id) ?? [], after.get(order.id) ?? [], meant);
        const more = order.certificates.length - was.certificates.length;
        const known = this.known.get(order.id);
        if (more > 0) count(this.#tally.orders, "reissued", more);
        if (more > 0 && known !== undefined) known.asked = askedFor(known.certificate.wish);
      },
      (order) => {
        placed.push(order);
        if (!isAlive(order)) this.#ended(order, [], after.get(order.id) ?? [], meant);
      },
    );
    const isMeant = (id: number) =>
      (before.get(id) ?? []).some(({ stack, recorded }) => recorded.isDeleted || meant.get(stack)?.has(recorded.name) === true);
    // What was alive when the round began, or came about in it, and was ended by nobody's wish, answers what is placed beside it.
    const answers = (order: OrderBook) => isAlive(order) || ((wasAlive.has(order.id) || placed.includes(order)) && !isMeant(order.id));
    for (const order of placed.sort((one, other) => one.id - other.id)) this.#placed(order, round, now, answers);
    for (const { id } of placed) if (!after.has(id)) this.unanswered.add(id);
    this.#remember(before, after, meant);
  }

  /** What later tells why an order is left. */
  #remember(before: Holders, after: Holders, meant: MeantToGo): void {
    for (const stack of this.#stacks) {
      for (const { kind, orderId } of recordedIn(stack).flatMap(ledgerOf)) if (kind === "unclaimed") this.unclaimed.add(orderId);
      for (const recorded of recordedIn(stack)) {
        const found = ledgerOf(recorded).filter((row) => row.kind === "found" && row.wish !== undefined && !isOldRow(row, before));
        // One that was found, or taken, answers whatever trigger was wanted then: DigiCert does not show which one it was ordered with.
        for (const orderId of [Number(recorded.outputs["orderId"]), ...found.map((row) => row.orderId)]) {
          const known = this.known.get(orderId);
          if (known !== undefined) known.asked = withTrigger(known.asked, recorded.outputs);
        }
      }
    }
    for (const [orderId, holders] of before) {
      for (const { stack, recorded } of holders) {
        const isGone = meant.get(stack)?.has(recorded.name) === true && !after.has(orderId);
        const birth = this.known.get(orderId)?.certificate.birth;
        if (isGone && recorded.outputs["onDelete"] === "keep" && birth !== undefined) this.kept.add(birth);
      }
    }
  }

  #ended(order: OrderBook, before: readonly Holder[], after: readonly Holder[], meant: MeantToGo): void {
    count(this.#tally.orders, order.status);
    // Who is to go may lose it; who replaces them, under the same name and with that order taken over, may not.
    const goes = ({ stack, recorded }: Holder) => meant.get(stack)?.has(recorded.name) === true;
    const isReplacement = (holder: Holder) => before.every((each) => !isSameInstance(each, holder, order.id));
    for (const holder of [...before, ...after]) {
      const { stack, recorded, as } = holder;
      if (recorded.isDeleted || (goes(holder) && (before.includes(holder) || as === "predecessor" || !isReplacement(holder)))) continue;
      if (as === "predecessor" && isRetirementAsked(stack, recorded)) continue;
      this.#tookAway(
        `order ${String(order.id)}, ${as === "in use" ? "in use by" : "a predecessor of"} ${stack.name}/${recorded.name}, is ${order.status}`,
      );
    }
  }

  #tookAway(sentence: string): void {
    this.#tally.revokedInUse += 1;
    this.found.push(sentence);
  }

  #placed(order: OrderBook, round: number, now: Date, answers: (order: OrderBook) => boolean): void {
    if (order.orderedBy === undefined || order.alternativeOrderId === undefined) {
      count(this.#tally.orders, "renewed by DigiCert");
      return;
    }
    const key = order.certificates[0]?.publicKeySha256;
    const owner = this.#stacks
      .flatMap((stack) => [...stack.certificates, ...stack.gone].map((certificate) => ({ stack, certificate })))
      .find(({ certificate }) => certificate.keys.some(({ sha256 }) => sha256 === key));
    if (owner === undefined) {
      this.found.push(`order ${String(order.id)} has a key that nobody declared`);
      return;
    }
    count(this.#tally.orders, order.renewalOfOrderId === undefined ? "without a link" : "renewals");
    const asked = askedFor(owner.certificate.wish);
    this.known.set(order.id, { round, ...owner, asked, isTampered: false });
    const twin = [...this.#books.values()].find(
      (other) => other.id < order.id && answers(other) && this.#isTheSame(other, order, asked, now),
    );
    if (twin !== undefined && this.#isForgotten(twin)) count(this.#tally.orders, "for a wish that an order answers which a creation found");
    else if (twin !== undefined) {
      this.#tally.duplicates += 1;
      this.found.push(
        `order ${String(order.id)} was placed for ${owner.stack.name}/${owner.certificate.name} though order ${String(twin.id)} has all that it asks for`,
      );
    }
  }

  /**
   * A creation that finds orders of before takes the one that fits; of the others its ledger cannot say what they were asked with, so that a change which is
   * withdrawn later orders anew, as its preview says.
   */
  #isForgotten({ id, alternativeOrderId }: OrderBook): boolean {
    const rows = (this.#holders.get(id) ?? []).flatMap(({ recorded }) => ledgerOf(recorded)).filter(({ orderId }) => orderId === id);
    const isSameId = [...this.#books.values()].some((other) => other.id !== id && other.alternativeOrderId === alternativeOrderId);
    return !isSameId && rows.length > 0 && rows.every(({ kind, wish }) => kind !== "unclaimed" && wish === undefined);
  }

  /** For the same wish or under the same id, and neither due nor changed outside. */
  #isTheSame(other: OrderBook, order: OrderBook, asked: string, now: Date): boolean {
    const known = this.known.get(other.id);
    if (known === undefined) return false;
    if (other.alternativeOrderId === order.alternativeOrderId) return true;
    return known.asked === asked && !known.isTampered && !isDue(other, now);
  }

  async #look(changed: (order: OrderBook, was: OrderBook) => void, isNew: (order: OrderBook) => void = () => undefined): Promise<void> {
    const orders = await this.#sandbox.orders();
    const before = this.#books;
    this.#books = new Map(orders.map((order) => [order.id, order]));
    for (const order of orders) {
      const was = before.get(order.id);
      if (was === undefined) isNew(order);
      else changed(order, was);
    }
  }

  #whoHolds(): Holders {
    const holders = new Map<number, readonly Holder[]>();
    for (const stack of this.#stacks) {
      for (const recorded of recordedIn(stack)) {
        const used = new Set(usedBy(recorded));
        const met = ledgerOf(recorded).filter(({ kind, orderId }) => kind !== "unclaimed" && !used.has(orderId));
        for (const orderId of used) add(holders, orderId, { stack, recorded, as: "in use" });
        for (const { orderId } of met) add(holders, orderId, { stack, recorded, as: "predecessor" });
      }
    }
    return holders;
  }
}

function add(holders: Map<number, readonly Holder[]>, orderId: number, holder: Holder): void {
  holders.set(orderId, [...(holders.get(orderId) ?? []), holder]);
}

/** Both are one resource of a state, with the same words on that order: an instance that took it over has recorded it anew. */
function isSameInstance(one: Holder, other: Holder, orderId: number): boolean {
  const said = ({ recorded }: Holder) => JSON.stringify(ledgerOf(recorded).find((row) => row.orderId === orderId)?.recorded);
  return one.stack === other.stack && one.recorded.name === other.recorded.name && said(one) === said(other);
}

/** The ledger said the same of its order before. */
function isOldRow(row: Row, before: Holders): boolean {
  const rows = (before.get(row.orderId) ?? []).flatMap(({ recorded }) => ledgerOf(recorded));
  return rows.some(({ orderId, kind, wish }) => orderId === row.orderId && kind === row.kind && wish === row.wish);
}

export function isAlive({ status }: OrderBook): boolean {
  return !["revoked", "canceled", "rejected"].includes(status);
}

function isRetirementAsked(stack: Stack, recorded: Recorded): boolean {
  const renewal = certificateOf(stack, recorded)?.wish["renewal"] as { readonly revokePredecessorAfterDays?: number } | undefined;
  return renewal?.revokePredecessorAfterDays !== undefined;
}

const DAY = 86_400_000;
/** The widest window that a wish of the soak has, and what its clock may be off. */
const WINDOW_DAYS = 60;

/** Whether time alone may have asked for another order: a third of its life, or less than so many days, is left. */
function isDue({ certificates }: OrderBook, now: Date): boolean {
  const newest = certificates.at(-1);
  if (newest?.issuedAt === undefined || newest.validUntil === undefined) return false;
  const [from, until] = [Date.parse(newest.issuedAt), Date.parse(newest.validUntil)];
  return now.getTime() > until - Math.min(WINDOW_DAYS * DAY, (until - from) / 3) - DAY;
}
