const MOST_SHOWN = 8;

/** "is a", "are a, b, c", and of many the first and how many more: completes "allowed …". */
export function listed(allowed: readonly (string | number)[]): string {
  const shown = allowed.slice(0, MOST_SHOWN).join(", ");
  const more = allowed.length - MOST_SHOWN;
  return `${allowed.length === 1 ? "is" : "are"} ${shown}${more > 0 ? ` and ${String(more)} more` : ""}`;
}
