import type { CertCentral } from "../provider/certcentral/client";
import type { OrderRow } from "../provider/certcentral/orderList";
import { allFields } from "../provider/request/fields";
import { note } from "./note";
import type { Progress } from "./progress";

/** Every private SSL product that can be ordered. */
export const products: readonly string[] = allFields.product.kind.kind === "oneOf" ? allFields.product.kind.values : [];

/** Every private SSL order of the account, by id. A page at a time: of each order only what is needed stays in memory. */
export async function accountOrders({ orders }: Pick<CertCentral, "orders">, progress: Progress): Promise<readonly OrderRow[]> {
  const found = new Map<number, OrderRow>();
  for (const product of products) {
    const isFiltered = await readProduct(orders, product, { found, progress });
    // One walk has then seen the orders of all products.
    if (!isFiltered) break;
  }
  progress.end();
  return [...found.values()].sort((one, other) => one.orderId - other.orderId);
}

interface Reading {
  readonly found: Map<number, OrderRow>;
  readonly progress: Progress;
}

/** False where DigiCert's list was not filtered by product (it was seen to ignore filters). */
async function readProduct(orders: CertCentral["orders"], product: string, { found, progress }: Reading): Promise<boolean> {
  const seen = new Set<number>();
  let isFiltered = true;
  for (;;) {
    const { orders: rows, total = seen.size + rows.length } = await orders.page({ product, offset: seen.size });
    const fresh = rows.filter(({ orderId }) => !seen.has(orderId));
    for (const row of fresh) {
      seen.add(row.orderId);
      isFiltered &&= (row.product ?? product) === product;
      if (products.includes(row.product ?? product)) found.set(row.orderId, { ...row, product: row.product ?? product });
    }
    if (fresh.length === 0 || seen.size >= total) {
      if (seen.size < total) note(`DigiCert's list of ${product} ended after ${count(seen.size)} of ${count(total)} orders: run again`);
      return isFiltered;
    }
    progress.say(`Reading orders of ${product}: ${count(seen.size)} of ${count(total)}`);
  }
}

/** 10,000 */
export function count(number: number): string {
  return number.toLocaleString("en");
}
