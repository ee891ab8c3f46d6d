import { invalidValue, refused } from "../http/refusal";
import { textAt } from "../http/wire";
import type { Account } from "../state/account";

const methods = ["balance", "profile", "card"] as const;
type PaymentMethod = (typeof methods)[number];

/** Each of the three ways to pay returns an error where the page says so. The codes are not documented: these are the sandbox's own. */
export function paymentMethodOf(body: unknown, account: Account): PaymentMethod {
  const asked = textAt(body, "payment_method") ?? "balance";
  const method = methods.find((each) => each === asked);
  if (method === undefined) throw invalidValue("payment_method", `it is one of ${methods.join(", ")}`);
  const { settings, balance } = account;
  if (method === "balance" && !settings.billToBalance)
    throw refused("payment_method_disabled|balance", "Billing to account balance is disabled.");
  if (method === "balance" && balance < settings.price) throw refused("insufficient_funds", "The account balance has insufficient funds.");
  if (method === "profile" && !settings.defaultCard) throw refused("no_default_credit_card", "No default credit card is configured.");
  if (method === "card" && !settings.cards) throw refused("payment_method_disabled|card", "Paying with a credit card is disabled.");
  return method;
}

/** What the order costs; from the balance it is taken at once. */
export function charge(account: Account, method: string): number {
  const { price } = account.settings;
  if (method === "balance") account.balance -= price;
  return price;
}
