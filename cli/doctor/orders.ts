import type { CertCentral } from "../../provider/certcentral/client";
import type { OrderRow } from "../../provider/certcentral/orderList";
import { isDeadStatus, statusRow } from "../../provider/lifecycle/status";
import { count, products } from "../accountOrders";
import { advice, askedAbout, bad, good, type Finding } from "./finding";

const notToSee = bad(
  "Orders",
  "this key may not see them",
  "Give the key's user the right to manage orders (Account > Users), or use the key of somebody who has it: without it no order can be looked up, so none is placed.",
);

/** Whether orders can be seen, and what the first page of each product's list shows. */
export async function orderFindings({ orders }: CertCentral): Promise<readonly Finding[]> {
  return await askedAbout(
    "Orders",
    async () => {
      const rows = new Map<number, OrderRow>();
      let all = 0;
      for (const product of products) {
        const page = await orders.page({ product, offset: 0 });
        all += page.total ?? page.orders.length;
        for (const row of page.orders) rows.set(row.orderId, row);
      }
      const live = [...rows.values()].filter(({ status }) => !isDeadStatus(status));
      return [
        good(
          "Orders",
          all === 0
            ? "may be looked up; there are no private SSL orders yet"
            : `${count(all)} private SSL ${all === 1 ? "order" : "orders"} in sight`,
        ),
        ...waiting(live),
        uniqueIds(live),
      ];
    },
    notToSee,
  );
}

const MOST_NAMED = 6;

function waiting(live: readonly OrderRow[]): readonly Finding[] {
  const ids = live.filter(({ status }) => statusRow(status).while === "person").map(({ orderId }) => String(orderId));
  if (ids.length === 0) return [];
  const named = ids.slice(0, MOST_NAMED).join(", ") + (ids.length > MOST_NAMED ? ` and ${count(ids.length - MOST_NAMED)} more` : "");
  return [
    advice(
      "Waiting",
      `for a person at DigiCert: ${ids.length === 1 ? "order" : "orders"} ${named}`,
      "Approve or reject them in CertCentral (Certificates > Requests); the next `pulumi up` goes on.",
    ),
  ];
}

/**
 * DigiCert's page "Order Private SSL" says where the option is, and that it is not in every account's menu. No call of the API shows it: only that it
 * was off when two orders got one id.
 */
const turnOn =
  'In CertCentral, see that Settings > Preferences > Advanced Settings > Alternative order ID > "Require unique alternative order IDs" is on; where it is not in the menu, DigiCert\'s account manager turns it on. With it, DigiCert itself refuses to take an order twice.';

function uniqueIds(live: readonly OrderRow[]): Finding {
  const seen = new Set<string>();
  const twice = live.flatMap(({ alternativeOrderId }) => {
    if (alternativeOrderId === undefined) return [];
    const isKnown = seen.has(alternativeOrderId);
    seen.add(alternativeOrderId);
    return isKnown ? [alternativeOrderId] : [];
  });
  return twice[0] === undefined
    ? advice("Unique ids", "DigiCert's API does not show whether alternative order ids must be unique", turnOn)
    : advice(
        "Unique ids",
        `they need not be, or did not: more than one live order has \`${twice[0]}\``,
        `${turnOn} \`pulumi-digicert orphans\` names what was ordered twice.`,
      );
}
