export const DAY = 86_400_000;

/** `2026-11-25`, UTC: a certificate ends on one day, wherever its page is read. */
export function dayOf(moment: string | number): string {
  return new Date(moment).toISOString().slice(0, "yyyy-mm-dd".length);
}

/** "today", "in 12 days", "3 days ago": by the calendar, so that it agrees with the dates beside it. */
export function fromNow(moment: string | number, now: Date): string {
  const days = Math.round((Date.parse(dayOf(moment)) - Date.parse(dayOf(now.getTime()))) / DAY);
  if (days === 0) return "today";
  const count = `${String(Math.abs(days))} ${Math.abs(days) === 1 ? "day" : "days"}`;
  return days > 0 ? `in ${count}` : `${count} ago`;
}
