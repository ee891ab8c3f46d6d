import type { OrderInfo } from "../certcentral/answers";
import { ApiError, DigicertError } from "../errors";
import type { Run } from "./run";

/**
 * The info of an order that the state names. A 404 is never "gone": another account's key would otherwise make everything gone, and have it bought again
 * (docs/decisions: 404 is not gone).
 */
export async function recordedOrder(run: Pick<Run, "client">, orderId: number): Promise<OrderInfo> {
  try {
    return await run.client.orders.info(orderId);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
    throw new DigicertError("DIGICERT_ORDER_NOT_IN_ACCOUNT", { orderId, account: run.client.account }, { cause: error });
  }
}
