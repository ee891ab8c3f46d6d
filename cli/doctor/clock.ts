import { advice, bad, good, type Finding } from "./finding";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** An answer takes seconds, and its date is a whole second. */
const UNSEEN = 2 * MINUTE;

/** This machine's clock judges when a certificate is renewed. */
export function clockFinding(answeredAt: string | undefined, now: Date): Finding {
  const off = answeredAt === undefined ? Number.NaN : now.getTime() - Date.parse(answeredAt);
  if (Number.isNaN(off)) return good("Clock", "not compared: the answer had no date");
  if (Math.abs(off) <= UNSEEN) return good("Clock", "agrees with DigiCert's");
  const says = `is ${spanOf(Math.abs(off))} ${off > 0 ? "ahead of" : "behind"} DigiCert's`;
  const todo = "Set this machine's clock (NTP): renewals are judged by it, and a certificate that is not valid yet is refused.";
  return Math.abs(off) < DAY ? advice("Clock", says, todo) : bad("Clock", says, todo);
}

function spanOf(milliseconds: number): string {
  const [length, unit] =
    milliseconds < 2 * 60 * MINUTE ? [MINUTE, "minutes"] : milliseconds < 2 * DAY ? [60 * MINUTE, "hours"] : [DAY, "days"];
  return `${String(Math.round(milliseconds / length))} ${unit}`;
}
