import type { Certificate } from "../state/order";
import { reissueEntry } from "./reissueEntry";
import { given, numberFor } from "./wording";

const SUB_ID_DIGITS = 3;

/** [DOC] List duplicates (services-api/orders/list-duplicates): as a reissue, with a number within the order and who asked for it. */
export function duplicateEntry(duplicate: Certificate) {
  const { order, wish } = duplicate;
  const { receipt_id: _, purchased_dns_names: __, date_issued: ___, ...shared } = reissueEntry(duplicate);
  return given({
    ...shared,
    csr: wish.csr,
    server_platform: { id: wish.serverPlatformId },
    sub_id: subIdOf(duplicate),
    archived: numberFor(order.account, 0),
    user_id: order.user?.id,
    firstname: order.user?.name,
    lastname: order.user === undefined ? undefined : "Sandbox",
  });
}

/** The page shows "111" for one, and no rule. */
export function subIdOf(duplicate: Certificate): string {
  return String(duplicate.order.duplicates.indexOf(duplicate) + 1).padStart(SUB_ID_DIGITS, "0");
}
