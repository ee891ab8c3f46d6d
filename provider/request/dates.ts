/** DigiCert's page has two ways to write one date: both are read here into a day, "yyyy-mm-dd". */

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"] as const;

/** Of `order_validity.custom_expiration_date`: dd MMM YYYY. */
export function dayOfWords(text: string): string | undefined {
  const found = /^(\d{2}) ([A-Za-z]{3}) (\d{4})$/.exec(text);
  if (found === null) return undefined;
  const [, day = "", name = "", year = ""] = found;
  const month = months.findIndex((known) => known === name.toUpperCase()) + 1;
  return realDay(`${year}-${String(month).padStart(2, "0")}-${day}`);
}

/** Of the deprecated `custom_expiration_date`: yyyy-MM-dd. */
export function dayOfNumbers(text: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? realDay(text) : undefined;
}

/** A date in either form; of a longer ISO date and time, its day. */
export function dayOf(text: string): string | undefined {
  return dayOfWords(text) ?? dayOfNumbers(text.slice(0, 10));
}

/** The day as `order_validity.custom_expiration_date` writes it. */
export function inWords(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${date} ${months[Number(month) - 1] ?? ""} ${year}`;
}

/** The day of an instant, in UTC. */
export function dayAt(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** The 31st of June is no day: JavaScript would make it the 1st of July. */
function realDay(day: string): string | undefined {
  const instant = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) || dayAt(instant) !== day ? undefined : day;
}
