/** The pictures of docs/guides/renewal.md. When a renewal is due is asked of the provider itself, so that they cannot show another rule. */
import { renewAfter } from "../../provider/lifecycle/byTime";
import { across, arrow, bar, dot, line, picture, shade, span, text, type Tone } from "./svg";

const DAY = 86_400_000;
const barHeight = 26;
const year = 365;

/** The days of a lifetime after which a renewal is due. */
export function dueDay(lifetimeDays: number, beforeDays?: number): number {
  const start = Date.UTC(2027, 0, 1);
  const certificate = { validFrom: new Date(start).toISOString(), validUntil: new Date(start + lifetimeDays * DAY).toISOString() };
  const due = renewAfter(certificate, beforeDays === undefined ? {} : { renewal: { beforeDays } });
  return due === undefined ? lifetimeDays : (due.getTime() - start) / DAY;
}

/** A share of the width for each day of a stretch of time. */
function scale(firstDay: number, lastDay: number): (day: number) => number {
  return (day) => across((day - firstDay) / (lastDay - firstDay));
}

const labelY = (top: number) => top + barHeight / 2 + 4.5;

/** The last weeks of a certificate and the first of its successor. */
export function renewalByTime(): string {
  const [due, end, days] = [dueDay(year), year, { first: 308, last: 392 }];
  const [ran, retiredAfter] = [Math.ceil(due) + 0.5, 14];
  const at = scale(days.first, days.last);
  const [top, runs, first, second] = [64, 96, 138, 198];
  const daily = Array.from({ length: days.last - days.first }, (_, index) => days.first + index + 0.5).filter((day) => day > days.first);
  return picture(
    "Renewal by time",
    "A certificate of a year. From 30 days before its end the next scheduled run renews it: a new order, whose certificate is in use from then on. The first one is kept until it ends, or revoked some days after the renewal where the program says so.",
    256,
    [
      text({ x: across(0), y: 30 }, "The last weeks of a certificate, with a pulumi up each day", { look: "strong" }),
      shade({ x: at(due), y: top, width: at(end) - at(due), height: second + barHeight - top }, "window"),
      span({ x: at(due), y: top }, { x: at(end), y: top }, "window"),
      text({ x: (at(due) + at(end)) / 2, y: top - 8 }, "renewal.beforeDays: 30", { tone: "window", anchor: "middle", look: "code" }),
      text({ x: at(due) - 6, y: top + 4 }, "renewAfter", { anchor: "end", look: "code" }),
      text({ x: at(end) + 6, y: top + 4 }, "validUntil", { look: "code" }),
      ...daily.map((day) => dot({ x: at(day), y: runs }, day === ran ? "good" : "quiet", day === ran ? 6 : 2.2)),
      text({ x: at(days.first), y: runs + 22 }, "runs that find nothing to do", { tone: "quiet", look: "small" }),
      text({ x: at(ran) + 11, y: runs + 22 }, "the first run in the window renews", { tone: "good", look: "small" }),
      bar({ x: at(days.first), y: first, width: at(end) - at(days.first), height: barHeight }, "first", { faded: true }),
      bar({ x: at(days.first), y: first, width: at(ran) - at(days.first), height: barHeight }, "first"),
      text({ x: at(days.first) + 10, y: labelY(first) }, "order 1: its certificate is in use", { tone: "on" }),
      text({ x: at(ran) + 10, y: labelY(first) }, "kept: still valid"),
      line({ x: at(ran + retiredAfter), y: first - 6 }, { x: at(ran + retiredAfter), y: first + barHeight + 6 }, "bad", { dashed: true }),
      text({ x: at(end) + 8, y: labelY(first) - 6 }, "or revoked at the dashed line,", { look: "small" }),
      text({ x: at(end) + 8, y: labelY(first) + 9 }, `revokePredecessorAfterDays: ${String(retiredAfter)}`, { look: "code" }),
      arrow({ x: at(ran), y: first + barHeight }, { x: at(ran), y: second }, "second"),
      text({ x: at(ran) - 10, y: second - 13 }, "renewal_of_order_id: 1", { anchor: "end", look: "code", tone: "second" }),
      bar({ x: at(ran), y: second, width: at(days.last) - at(ran), height: barHeight }, "second"),
      text({ x: at(ran) + 10, y: labelY(second) }, "order 2: its certificate is in use, once it is issued and verified", { tone: "on" }),
    ],
  );
}

/** The window of certificates of several lifetimes. */
export function renewalWindow(): string {
  const lifetimes = [365, 90, 47, 7];
  const [left, top, step] = [0.16, 62, 44];
  const at = (share: number) => across(left + share * (1 - left));
  const rows = lifetimes.flatMap((days, index) => {
    const [y, due] = [top + index * step, dueDay(days)];
    const [window, x] = [days - due, at(due / days)];
    return [
      text({ x: across(left) - 12, y: labelY(y) }, `${String(days)} days`, { anchor: "end" }),
      bar({ x: at(0), y, width: x - at(0), height: barHeight }, "first"),
      bar({ x, y, width: at(1) - x, height: barHeight }, "window", { faded: true }),
      text({ x: x - 10, y: labelY(y) }, `due ${daysOf(window)} before the end`, { tone: "on", anchor: "end" }),
    ];
  });
  return picture(
    "The window of a renewal",
    "With the default of 30 days: a certificate of 365 days is due 30 days before its end, one of 90 days too; of 47 and 7 days the last third.",
    top + lifetimes.length * step + 6,
    [text({ x: across(0), y: 30 }, "renewal.beforeDays: 30, but never more than a third of the lifetime", { look: "strong" }), ...rows],
  );
}

function daysOf(days: number): string {
  return `${String(Math.round(days * 10) / 10)} days`;
}

/** An order of three years whose certificates are valid for a year. */
export function orderOutlives(): string {
  const [orderDays, certificateDays] = [3 * year, 397];
  const at = scale(0, orderDays + 260);
  const [order, top, step] = [58, 118, 44];
  const starts: number[] = [];
  for (let day = 0; orderDays - day > 0; day += dueDay(Math.min(certificateDays, orderDays - day))) {
    starts.push(day);
    if (orderDays - day <= certificateDays) break;
  }
  const certificates = starts.flatMap((day, index) => {
    const y = top + index * step;
    const next = starts[index + 1];
    const wide = at(Math.min(day + certificateDays, orderDays)) - at(day);
    return [
      bar({ x: at(day), y, width: wide, height: barHeight }, "first", { faded: true }),
      text({ x: at(day) + 10, y: labelY(y) }, `certificate ${String(index + 1)}`),
      ...(next === undefined
        ? []
        : [
            arrow({ x: at(next), y: y + barHeight }, { x: at(next), y: y + step }, "good"),
            text({ x: at(next) - 10, y: y + barHeight + 14 }, "reissue: no new order", { tone: "good", anchor: "end", look: "small" }),
          ]),
    ];
  });
  const renewed = (starts.at(-1) ?? 0) + dueDay(orderDays - (starts.at(-1) ?? 0));
  const last = top + starts.length * step;
  return picture(
    "An order that outlives its certificate",
    "An order of three years, whose certificates end sooner. Each is followed by a reissue inside the order; only near the end of the order a renewal is a new paid order.",
    last + barHeight + 20,
    [
      text({ x: across(0), y: 30 }, "An order that is paid for longer than its certificates are valid", { look: "strong" }),
      bar({ x: at(0), y: order, width: at(orderDays) - at(0), height: barHeight }, "first"),
      text({ x: at(0) + 10, y: labelY(order) }, "order 1, orderValidity: { years: 3 }", { tone: "on" }),
      text({ x: at(orderDays) + 8, y: labelY(order) }, "orderValidUntil", { look: "code" }),
      ...certificates,
      arrow({ x: at(renewed), y: last - step + barHeight }, { x: at(renewed), y: last }, "second"),
      text({ x: at(renewed) - 10, y: last - step + barHeight + 30 }, "renewal: a new paid order", {
        tone: "second",
        anchor: "end",
        look: "small",
      }),
      bar({ x: at(renewed), y: last, width: across(1) - at(renewed), height: barHeight }, "second"),
      text({ x: at(renewed) + 10, y: labelY(last) }, "order 2", { tone: "on" }),
    ],
  );
}

/** Renewals that fail, day after day. */
export function failureTolerated(): string {
  const [due, end, tolerated] = [dueDay(year), year, 10];
  const at = scale(due - 4, end + 6);
  const [top, runs, inUse] = [64, 92, 126];
  const tones = (day: number): Tone => (day < due ? "quiet" : end - day >= tolerated ? "warning" : "bad");
  const daily = Array.from({ length: end - Math.floor(due) + 4 }, (_, index) => Math.floor(due) - 4 + index + 0.5);
  return picture(
    "Renewals that fail",
    "With tolerateFailureUntilDays 10, a renewal by time that fails is a warning until ten days before the end; from then on the run fails. The certificate in use stays the same all the time.",
    176,
    [
      text({ x: across(0), y: 30 }, "Every renewal by time fails; renewal.tolerateFailureUntilDays: 10", { look: "strong" }),
      shade({ x: at(due), y: top, width: at(end - tolerated) - at(due), height: inUse - top }, "warning"),
      shade({ x: at(end - tolerated), y: top, width: at(end) - at(end - tolerated), height: inUse - top }, "bad"),
      text({ x: (at(due) + at(end - tolerated)) / 2, y: top - 8 }, "the run succeeds with a warning, and the next one tries again", {
        tone: "warning",
        anchor: "middle",
        look: "small",
      }),
      text({ x: (at(end - tolerated) + at(end)) / 2, y: top - 8 }, "the run fails", { tone: "bad", anchor: "middle", look: "small" }),
      ...daily.map((day) => dot({ x: at(day), y: runs }, tones(day), day < due ? 2.2 : 4)),
      bar({ x: at(due - 4), y: inUse, width: at(end) - at(due - 4), height: barHeight }, "first"),
      text({ x: at(due - 4) + 10, y: labelY(inUse) }, "order 1: certificate and all outputs stay as they are", { tone: "on" }),
      text({ x: at(end) + 8, y: labelY(inUse) }, "validUntil", { look: "code" }),
    ],
  );
}
