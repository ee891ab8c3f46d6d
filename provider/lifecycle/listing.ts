import type { CertCentral } from "../certcentral/client";
import { PAGE_LIMIT, type OrderPage, type OrderRow } from "../certcentral/orderList";

/** A row of the list without the names, which fill most of it and are not needed. */
export type ListedOrder = Omit<OrderRow, "dnsNames">;

/** The orders of a product as DigiCert's lists show them, as far as they can be relied upon. */
export interface Listing {
  /** By order id. Absent: the list cannot tell. */
  readonly rows?: ReadonlyMap<number, ListedOrder>;
  /** Orders with a request that a person has yet to decide. */
  readonly undecided: ReadonlySet<number>;
  /** The list was given up, since it takes so many pages. */
  readonly pages?: number;
}

/** What is known of the lists of an account. */
interface Known {
  certificateStatus: boolean;
}

const nothing: Listing = { undecided: new Set() };

/** Reads the list while that `isWorth` its pages. A list that is refused, that cannot be read or that does not tell enough tells nothing, and is no error. */
export async function readListing(
  client: CertCentral,
  product: string,
  known: Known,
  isWorth: (pages: number) => boolean,
): Promise<Listing> {
  try {
    const first = await client.orders.page({ product, offset: 0 });
    const pages = Math.ceil((first.total ?? first.orders.length) / PAGE_LIMIT);
    if (!isWorth(pages)) return { ...nothing, pages };
    const rows = rowsOf([first, ...(await others(client, product, pages))]);
    known.certificateStatus ||= [...rows.values()].some(showsCertificateStatus);
    if (!known.certificateStatus) return nothing;
    const undecided = await ordersUndecided(client);
    return undecided === undefined ? nothing : { rows, undecided };
  } catch {
    // The list is only the cheaper way to look: whatever is wrong with it, each order is read by itself, and says what is wrong.
    return nothing;
  }
}

async function others({ orders }: CertCentral, product: string, pages: number): Promise<readonly OrderPage[]> {
  const offsets = Array.from({ length: Math.max(pages - 1, 0) }, (_, index) => (index + 1) * PAGE_LIMIT);
  return await Promise.all(offsets.map((offset) => orders.page({ product, offset })));
}

function rowsOf(pages: readonly OrderPage[]): ReadonlyMap<number, ListedOrder> {
  const rows = pages.flatMap(({ orders }) => orders);
  return new Map(rows.map(({ dnsNames: _, ...row }) => [row.orderId, row]));
}

/**
 * A certificate can be revoked while its order stays issued. A list that leaves out the certificate's status would hide that, and a usual certificate has
 * none: so a list counts only once it has shown one, of an order that is not itself revoked.
 */
function showsCertificateStatus({ status, certificateStatus }: ListedOrder): boolean {
  return certificateStatus !== undefined && status !== "revoked";
}

/** `undefined` where not all of them are known. */
async function ordersUndecided({ requests }: CertCentral): Promise<ReadonlySet<number> | undefined> {
  const pages = await Promise.all([requests.undecided("pending"), requests.undecided("submitted")]);
  const ids = pages.flatMap((page) => page.requests.map(({ orderId }) => orderId));
  const isWhole = pages.every(({ requests: rows, total = rows.length }) => rows.length >= total);
  return isWhole && ids.every((orderId) => orderId !== undefined) ? new Set(ids) : undefined;
}
