import { isAbsent, UNKNOWN } from "../provider/request/field";
import { shown } from "../provider/request/words";
import { certificatePolicy } from "./certificatePolicy";
import { listed } from "./listed";

type PaymentMethod = "balance" | "profile" | "card";

export interface AllowedPaymentSettings {
  /** How orders may be paid. @default balance and profile: with `card` each order, each renewal too, charges a card that stays in the state */
  readonly methods: readonly PaymentMethod[];
}

/** What DigiCert charges where an order does not say. */
const DEFAULT_METHOD = "balance";

/** How orders may be paid. */
export const allowedPayment = certificatePolicy<AllowedPaymentSettings>({
  name: "digicert-allowed-payment",
  displayName: "Allowed payment",
  description: "A private certificate is paid in a way that the organisation has agreed to.",
  severity: "medium",
  schema: {
    methods: {
      type: "array",
      items: { type: "string", enum: ["balance", "profile", "card"] },
      minItems: 1,
      uniqueItems: true,
      description: "How orders may be paid (paymentMethod).",
    },
  },
  defaults: { methods: ["balance", "profile"] },
  judge: ({ paymentMethod: given }, { methods }) => {
    const method = given ?? DEFAULT_METHOD;
    if (typeof method !== "string" || method === UNKNOWN || methods.some((each) => each === method)) return [];
    const found = isAbsent(given) ? `not given, which means ${shown(method)}` : shown(method);
    return [
      `paymentMethod is ${found}: allowed ${listed(methods)}. Set one of those${method === "card" ? ", and take creditCard out" : ""}`,
    ];
  },
});
