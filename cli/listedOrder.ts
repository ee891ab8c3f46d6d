import type { OrderRow } from "../provider/certcentral/orderList";
import type { Holder } from "./holdings";

/** An order of the account. `holders`: the resources that name it; undefined where no state was given. */
export interface ListedOrder {
  readonly row: OrderRow;
  readonly isOver: boolean;
  /** Whole days until its certificate ends; negative where it has ended. */
  readonly daysLeft: number | undefined;
  readonly holders: readonly Holder[] | undefined;
}

export interface Listing {
  readonly account: string;
  readonly orders: readonly ListedOrder[];
  /** How many more there are that are over. */
  readonly hidden: number;
  readonly hasStates: boolean;
  readonly hasManyStacks: boolean;
}
