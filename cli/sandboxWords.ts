import type { JournalEntry, Sandbox } from "../sandbox";

/** One line of JSON: where it is, the keys, and the root that it will sign with. */
export function readyForPrograms({ baseUrl, managementUrl, apiKey, accounts, rootPem }: Sandbox): string {
  return JSON.stringify({ baseUrl, managementUrl, apiKey, accounts, rootPem, pid: process.pid });
}

/** What a person does first. */
export function readyForPeople(
  { baseUrl, managementUrl, apiKey, accounts }: Sandbox,
  { clock, isClockSet }: { readonly clock: Date; readonly isClockSet: boolean },
): string {
  const organizations = accounts.flatMap((account) => account.organizations).map(({ id, name }) => `${String(id)} (${name})`);
  return [
    "A local CertCentral listens, on loopback only. It signs real certificates that nobody trusts, and keeps nothing.",
    "",
    `  export DIGICERT_BASE_URL=${baseUrl}`,
    `  export DIGICERT_API_KEY=${apiKey}`,
    `  curl -H "X-DC-DEVKEY: $DIGICERT_API_KEY" -H "Content-Type: application/json" "$DIGICERT_BASE_URL/user/me"`,
    "",
    `Organizations: ${organizations.join(", ")}`,
    `Management:    ${managementUrl} (GET it for its calls: approvals, clock, journal, faults, …)`,
    ...(isClockSet ? [`Its clock:     ${clock.toISOString()}, running`] : []),
    "",
    "Every request appears below. Ctrl-C stops it.",
  ].join("\n");
}

/** A line of the log: when, by the sandbox's clock; what was asked; what came of it. */
export function requestForPeople(entry: JournalEntry): string {
  const { at, method, path, status, fault } = entry;
  const time = at.slice("2026-01-31T".length, "2026-01-31T12:00:00".length);
  const asked = `${time}  ${(status === undefined ? "–" : String(status)).padEnd(3)}  ${method.padEnd(6)} ${path}`;
  const notes = [outcomeIn(entry), fault === undefined ? "" : `fault: ${fault}`].filter((note) => note !== "");
  return [asked, ...notes].join("  ");
}

/** The codes of a refusal; the order that was placed, and the one it renews. */
function outcomeIn({ method, status, answer, body }: JournalEntry): string {
  if (typeof answer !== "object" || answer === null) return "";
  const { errors, id } = answer as { readonly errors?: readonly { readonly code: string }[]; readonly id?: unknown };
  if (Array.isArray(errors)) return (errors as readonly { readonly code: string }[]).map(({ code }) => code).join(", ");
  if (method !== "POST" || status !== 201 || typeof id !== "number") return "";
  const renewed = (body as { readonly renewal_of_order_id?: unknown } | undefined)?.renewal_of_order_id;
  return typeof renewed === "number" ? `order ${String(id)}, renews ${String(renewed)}` : `order ${String(id)}`;
}
