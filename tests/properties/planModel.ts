import type { Action, Inputs } from "../../provider/lifecycle/action";
import { withRow } from "../../provider/lifecycle/ledger";
import { plan } from "../../provider/lifecycle/plan";
import { emptyState, type CertificateInHand, type LedgerRow, type State } from "../../provider/lifecycle/state";
import { givenOrganization, wantedKey, withEditable } from "../../provider/lifecycle/wish";
import { recordedWishOf, wantedEnd, wishDigest } from "../../provider/request/use";

/** What a CA makes of an order: it may end certificates before what was asked for, and orders after their certificates. */
export interface Authority {
  readonly certificateDaysAtMost: number;
  /** Whatever is asked for, certificates end on this day, until it has come. */
  readonly endsAlways?: Date;
}

export const DAY = 86_400_000;
const ORGANIZATION = 7;
const LONGEST_ORDER_DAYS = 1200;

/** One resource and its orders, in memory: plans are carried out at once, and counted. */
export class Life {
  state: State = emptyState("stem");
  orders = 0;
  reissues = 0;
  readonly #authority: Authority;

  constructor(authority: Authority) {
    this.#authority = authority;
  }

  /** One run: the first action, and the plan asked again, until nothing is left or it fails. What it did, in order. */
  run(wish: Inputs, now: Date): readonly Action["do"][] {
    const done: Action["do"][] = [];
    for (;;) {
      const [action] = plan(this.state, wish, now).actions;
      if (action === undefined) return done;
      done.push(action.do);
      if (action.do === "fail") return done;
      if (done.length > 20) throw new Error(`The plan does not come to an end: ${done.join()}`);
      this.#carryOut(action, wish, now);
    }
  }

  #carryOut(action: Action, wish: Inputs, now: Date): void {
    switch (action.do) {
      case "order":
      case "renew":
        this.orders++;
        this.#inHand(1000 + this.orders, action, wish, now, this.#orderEnd(wish, now));
        return;
      case "reissue":
        this.reissues++;
        this.#inHand(
          this.state.orderId ?? 0,
          action,
          wish,
          now,
          new Date(this.state.orderValidUntil ?? this.state.certificate?.validUntil ?? now),
        );
        return;
      case "goBack":
        this.#back(action.orderId ?? 0, wish, now);
        return;
      case "edit":
      case "record":
        this.state = { ...this.state, wish: recordedWishOf(wish) };
        return;
      case "retirePredecessor":
        if (action.orderId === this.state.orderId) throw new Error("The order in use is revoked");
        this.state = {
          ...this.state,
          orders: this.state.orders.map((row) => (row.orderId === action.orderId ? { ...row, status: "revoked" } : row)),
        };
        return;
      default:
        throw new Error(`Nothing in this model leads to ${action.do}`);
    }
  }

  #orderEnd(wish: Inputs, now: Date): Date {
    // Of a validity beyond every calendar the CA makes what it can.
    return wantedEnd(wish, now) ?? new Date(now.getTime() + LONGEST_ORDER_DAYS * DAY);
  }

  #inHand(orderId: number, { do: what, byTime }: Action, wish: Inputs, now: Date, orderEnd: Date): void {
    const { certificateDaysAtMost, endsAlways } = this.#authority;
    const end =
      endsAlways !== undefined && endsAlways > now
        ? endsAlways
        : new Date(Math.min(orderEnd.getTime(), now.getTime() + certificateDaysAtMost * DAY));
    const before = this.state.certificate?.validUntil;
    const row: LedgerRow = {
      orderId,
      kind: what === "renew" ? "renewal" : "successor",
      status: "issued",
      placed: now.toISOString(),
      recorded: now.toISOString(),
      validUntil: end.toISOString(),
      wish: wishDigest(wish),
      ...(byTime && before !== undefined && end.getTime() <= Date.parse(before) ? { noLater: true } : {}),
    };
    const settings = what === "reissue" ? this.state.wish : wish;
    this.#take(row, wish, withEditable(recordedWishOf(wish), settings), { from: now, end, orderEnd });
  }

  #back(orderId: number, wish: Inputs, now: Date): void {
    const row = this.state.orders.find((each) => each.orderId === orderId);
    if (row?.validUntil === undefined) throw new Error("There is nothing to go back to");
    const end = new Date(row.validUntil);
    this.#take({ ...row, recorded: now.toISOString() }, wish, recordedWishOf(wish), { from: new Date(row.placed), end, orderEnd: end });
  }

  #take(
    row: LedgerRow,
    wish: Inputs,
    recorded: Inputs,
    { from, end, orderEnd }: { readonly from: Date; readonly end: Date; readonly orderEnd: Date },
  ): void {
    const certificate: CertificateInHand = {
      certificateId: row.orderId * 10 + this.reissues,
      certificateChain: [],
      serialNumber: "01",
      sha1Thumbprint: "AA",
      sha256Thumbprint: "BB",
      validFrom: from.toISOString(),
      validUntil: end.toISOString(),
    };
    const key = wantedKey(wish);
    this.state = withRow(
      {
        ...this.state,
        orderId: row.orderId,
        certificate,
        orderValidUntil: orderEnd.toISOString(),
        organizationId: givenOrganization(wish) ?? ORGANIZATION,
        ...(key === undefined ? {} : { publicKeySha256: key }),
        wish: recorded,
      },
      row,
    );
  }
}
