import { noContent } from "../http/answer";
import type { Call } from "../http/call";
import { invalidValue } from "../http/refusal";
import type { Route } from "../http/router";
import { textAt, textsAt } from "../http/wire";
import { customFieldValue } from "../ordering/customFields";
import { checkBody } from "../schema/check";
import { additionalEmailsShape, customFieldShape, renewalMessageShape } from "../schema/lifeShapes";
import { orderIn } from "./visible";

/** What can be changed on an order without ordering again. */
export const settingRoutes: readonly Route[] = [
  { method: "PUT", path: "/order/certificate/{order_id}/additional-emails", handle: additionalEmails },
  { method: "PUT", path: "/order/certificate/{order_id}/custom-renewal-message", handle: renewalMessage },
  { method: "PUT", path: "/order/certificate/{order_id}/renewal-emails/{status}", handle: renewalEmails },
  { method: "POST", path: "/order/certificate/{order_id}/custom-field", handle: customField },
];

/** The values of `status` are not documented: these are what a client might take them to be. */
const noticesBy: Readonly<Record<string, boolean>> = {
  enable: true,
  enabled: true,
  "1": true,
  true: true,
  disable: false,
  disabled: false,
  "0": false,
  false: false,
};

/** [DOC] Overwrites; an empty list removes all. */
function additionalEmails(call: Call) {
  checkBody(call.body, additionalEmailsShape, call.centre.strict);
  orderIn(call).additionalEmails = textsAt(call.body, "additional_emails");
  return noContent();
}

function renewalMessage(call: Call) {
  checkBody(call.body, renewalMessageShape, call.centre.strict);
  orderIn(call).customRenewalMessage = textAt(call.body, "custom_renewal_message");
  return noContent();
}

function renewalEmails(call: Call) {
  const order = orderIn(call);
  const notices = noticesBy[call.segments["status"] ?? ""];
  if (notices === undefined) throw invalidValue("status", `it is one of ${Object.keys(noticesBy).join(", ")}`);
  order.renewalNotices = notices;
  return noContent();
}

function customField(call: Call) {
  checkBody(call.body, customFieldShape, call.centre.strict);
  const order = orderIn(call);
  const [id, value] = customFieldValue(call.body, call.account);
  order.customFields.set(id, value);
  return noContent();
}
