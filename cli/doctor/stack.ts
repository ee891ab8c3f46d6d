import type { CertCentral } from "../../provider/certcentral/client";
import { ApiError } from "../../provider/errors";
import type { StackState, StateCertificate } from "../state";
import { advice, askedAbout, good, type Finding } from "./finding";

/** Each costs a call, and a few tell whether the key is the right one. */
const MOST_ASKED = 5;

/** Whether this account has the orders that a stack's state names: with another account's key, each of them looks as if it were gone. */
export async function stackFindings({ orders }: Pick<CertCentral, "orders">, { certificates }: StackState): Promise<readonly Finding[]> {
  const named = certificates.filter(({ state }) => state.orderId !== undefined);
  if (named.length === 0) return [good("State", "names no orders yet")];
  const asked = named.slice(0, MOST_ASKED);
  return await askedAbout("State", async () => {
    const absent: StateCertificate[] = [];
    for (const certificate of asked) if (!(await isThere(orders, certificate.state.orderId ?? 0))) absent.push(certificate);
    return absent.length === 0 ? [good("State", foundSays(asked.length, named.length))] : [absentFinding(absent)];
  });
}

async function isThere(orders: CertCentral["orders"], orderId: number): Promise<boolean> {
  try {
    await orders.info(orderId);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return false;
    throw error;
  }
}

function foundSays(asked: number, all: number): string {
  const orders =
    all === 1
      ? "the order"
      : asked === all
        ? `the ${String(all)} orders`
        : `${String(asked)} of ${String(all)} orders, all those asked for,`;
  return `${orders} in use ${all === 1 ? "is" : "are"} in this account`;
}

/** A stack may have explicit providers, of other accounts. */
function absentFinding(absent: readonly StateCertificate[]): Finding {
  const named = absent.map(({ name, state }) => `${String(state.orderId)} (${name})`).join(", ");
  return advice(
    "State",
    `not in this account: ${named}`,
    "If they are of an explicit provider's account, all is well. Else the key is another account's: use the one that they were ordered with; nothing is ordered or forgotten until then.",
  );
}
