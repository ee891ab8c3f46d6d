import { orderInList } from "../answers/orderInList";
import { collection } from "../answers/wording";
import { ok } from "../http/answer";
import type { Call } from "../http/call";
import { invalidValue, refused, requiredParams } from "../http/refusal";
import type { Route } from "../http/router";
import type { StatusChange } from "../state/certCentral";
import type { Order } from "../state/order";
import { filterFor, mountainTime } from "./orderFilters";
import { paged } from "./paging";
import { isVisible } from "./visible";

export const listRoutes: readonly Route[] = [
  { method: "GET", path: "/order/certificate/status-changes", handle: statusChanges },
  { method: "GET", path: "/order/certificate", handle: orders },
];

const FILTER = /^filters\[(\w+)\]$/;
const MAX_SECONDS = 604_800;

/** [DOC] List orders. Oldest first unless `sort` says otherwise. */
function orders(call: Call) {
  const now = call.centre.clock.now();
  let found = [...call.centre.register.orders()].filter((order) => isVisible(order, call));
  for (const [name, value] of call.query) {
    const filter = filterFor(FILTER.exec(name)?.[1] ?? "", value, now);
    if (filter !== undefined) found = found.filter(filter);
    else if (name.startsWith("filters[") && call.centre.strict) throw invalidValue(name, "there is no such filter");
  }
  const { entries, page } = paged(sorted(found, call.query.get("sort") ?? "id"), call);
  return ok(
    collection(
      call.account,
      "orders",
      entries.map((order) => orderInList(order, call.centre)),
      page,
    ),
  );
}

/** [DOC] Orders whose status changed within at most 7 days; each once, with its latest change; `{}` where there are none. */
function statusChanges(call: Call) {
  const { from, to } = rangeIn(call);
  const latest = new Map<Order, StatusChange>();
  for (const change of call.centre.changes) if (isVisible(change.order, call)) latest.set(change.order, change);
  const rows = [...latest.values()]
    .filter(({ at }) => at >= from && at <= to)
    .map(({ order, certificateId, status }) => ({
      order_id: order.id,
      ...(certificateId !== undefined && { certificate_id: certificateId }),
      status,
    }));
  return ok(collection(call.account, "orders", rows));
}

function rangeIn({ query, centre }: Call): { readonly from: Date; readonly to: Date } {
  const range = query.get("filters[status_last_updated]")?.split("...");
  const now = centre.clock.now();
  const seconds = Number(query.get("minutes") ?? 0) * 60 + Number(query.get("seconds") ?? 0);
  if (range === undefined && seconds <= 0) throw requiredParams(["minutes"]);
  const from = range === undefined ? new Date(now.getTime() - seconds * 1000) : mountainTime(range[0] ?? "");
  const to = range === undefined ? now : mountainTime(range[1] ?? "", { endOfDay: true });
  if (!(from <= to)) throw invalidValue("filters[status_last_updated]", "the form is A...B");
  if (to.getTime() - from.getTime() > MAX_SECONDS * 1000) throw refused("time_frame_too_long", "The time frame is longer than 7 days.");
  return { from, to };
}

/** [DOC] `sort=a,-b`. */
function sorted(found: readonly Order[], sort: string): readonly Order[] {
  const keys = sort.split(",").map((key) => ({ name: key.replace(/^[-+]/, ""), sign: key.startsWith("-") ? -1 : 1 }));
  return [...found].sort((a, b) => {
    for (const { name, sign } of keys) {
      const [left, right] = [sortValue(a, name), sortValue(b, name)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return a.id - b.id;
  });
}

function sortValue(order: Order, name: string): number | string {
  if (name === "date_created") return order.placedAt.getTime();
  if (name === "valid_till" || name === "order_valid_till") return order.validUntil?.getTime() ?? 0;
  if (name === "common_name") return order.certificates[0]?.wish.commonName ?? "";
  return order.id;
}
