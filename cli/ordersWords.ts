import { count } from "./accountOrders";
import { holderSays } from "./holdings";
import type { ListedOrder, Listing } from "./listedOrder";
import { tableOf, wrapped, type Column } from "./table";

const SHORT_NAME = 16;

export function ordersForPeople(listing: Listing, width: number): string {
  const { orders } = listing;
  const parts = [orders.length === 0 ? noneSays(listing) : tableOf(orders, columnsFor(listing), width), moreSays(listing)];
  return parts
    .filter((part) => part !== undefined)
    .map((part, at) => (at === 0 && orders.length > 0 ? part : wrapped(part, width)))
    .join("\n\n");
}

export function ordersForPrograms({ account, orders }: Listing): string {
  return JSON.stringify({ account, orders: orders.map(orderForPrograms) });
}

function noneSays({ account }: Listing): string {
  return `No private SSL orders to show (${account}).`;
}

function moreSays({ hidden }: Listing): string | undefined {
  return hidden === 0
    ? undefined
    : `${count(hidden)} more, which ${hidden === 1 ? "is" : "are"} over (expired, revoked, canceled, rejected), ${hidden === 1 ? "is" : "are"} not shown: --all shows all.`;
}

function columnsFor({ orders, hasStates, hasManyStacks }: Listing): readonly Column<ListedOrder>[] {
  const resource = ({ holders = [] }: ListedOrder) =>
    holders.length === 0 ? "-" : holders.map((each) => holderSays(each, hasManyStacks)).join(", ");
  return [
    { head: "ORDER", cell: ({ row }) => String(row.orderId), align: "right" },
    { head: "STATUS", cell: ({ row }) => row.status },
    { head: "ENDS", cell: ({ row }) => row.validTill ?? "" },
    { head: "DAYS", cell: ({ daysLeft }) => (daysLeft === undefined ? "" : String(daysLeft)), align: "right" },
    { head: "PRODUCT", cell: ({ row }) => (row.product ?? "").replace(/^private_ssl_/, ""), isExpendable: true },
    { head: "NAME", cell: ({ row }) => namesSay(row), shrinksTo: SHORT_NAME },
    ...(orders.some(({ row }) => row.renewedOrderId !== undefined) ? [renewedBy] : []),
    ...(hasStates ? [{ head: "RESOURCE", cell: resource, shrinksTo: SHORT_NAME } as const] : []),
  ];
}

const renewedBy: Column<ListedOrder> = {
  head: "RENEWED BY",
  cell: ({ row }) => (row.renewedOrderId === undefined ? "" : String(row.renewedOrderId)),
  align: "right",
  isExpendable: true,
};

/** The common name, and how many more there are. */
export function namesSay({ commonName = "", dnsNames }: ListedOrder["row"]): string {
  const others = dnsNames.filter((name) => name.toLowerCase() !== commonName.toLowerCase());
  return others.length === 0 ? commonName : `${commonName} +${String(others.length)}`;
}

/** Names as in the program; what DigiCert did not say is left out. */
function orderForPrograms({ row, daysLeft, isOver, holders }: ListedOrder) {
  return {
    ...row,
    daysLeft,
    isOver,
    ...(holders === undefined
      ? {}
      : { resources: holders.map(({ certificate: { urn, stack, project, name }, as }) => ({ urn, project, stack, name, as })) }),
  };
}
