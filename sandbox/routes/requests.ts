import { requestInfo } from "../answers/requestInfo";
import { collection } from "../answers/wording";
import { noContent, ok } from "../http/answer";
import type { Call } from "../http/call";
import { invalidValue } from "../http/refusal";
import type { Route } from "../http/router";
import { textAt } from "../http/wire";
import { approve, checkApprover, reject } from "../ordering/approval";
import { checkBody } from "../schema/check";
import { requestStatusShape } from "../schema/lifeShapes";
import { paged } from "./paging";
import { isVisible, requestIn } from "./visible";

export const requestRoutes: readonly Route[] = [
  { method: "GET", path: "/request", handle: list },
  { method: "GET", path: "/request/{request_id}", handle: (call) => ok(requestInfo(requestIn(call), call.centre)) },
  { method: "PUT", path: "/request/{request_id}/status", handle: updateStatus },
];

function list(call: Call) {
  const status = call.query.get("status") ?? call.query.get("filters[status]");
  const all = [...call.centre.register.requests()].filter(
    (request) => isVisible(request.order, call) && (status === null || request.status === status),
  );
  const { entries, page } = paged(all, call);
  return ok(
    collection(
      call.account,
      "requests",
      entries.map((request) => requestInfo(request, call.centre)),
      page,
    ),
  );
}

/** [DOC] Update request status; the answer is empty. */
async function updateStatus(call: Call) {
  checkBody(call.body, requestStatusShape, call.centre.strict);
  const request = requestIn(call);
  checkApprover(request, call.user);
  const decision = { by: call.user.name, comment: textAt(call.body, "processor_comment") };
  const status = textAt(call.body, "status");
  if (status === "approved") await approve(request, decision, call.centre);
  else if (status === "rejected") reject(request, decision, call.centre);
  else throw invalidValue("status", "it is approved or rejected");
  return noContent();
}
