import { dayOf } from "./days";
import { html, type Html } from "./html";
import { wayOf } from "./ordered";
import { roleWords, standingWords } from "./standings";
import type { CertificateReport, OrderReport, OrderRole, Report } from "./report";
import { scaleOf, type Scale } from "./scale";

/**
 * Widths and places are percentages of the line, and heights pixels: so the drawing takes any width while its bars, corners and letters keep their shape,
 * which a `viewBox` would not let them.
 */
const ROW = 22;
const BAR = 16;
const PADDING = 8;
/** Beside a bar there are two lines of words. */
const LEAST_ROWS = 2;
const AXIS = 28;
/** A bar narrower than this share of the line has no room for its number. */
const LABEL_FROM_PERCENT = 9;
/** An order without dates is seen all the same. */
const LEAST_PERCENT = 1.6;

/** One lane for each certificate, above each other on one scale. */
export function timeLine({ certificates, stacks }: Report, now: Date): Html {
  const scale = scaleOf(certificates, now);
  const item = (certificate: CertificateReport, at: number) =>
    html`<li class="row">
      <div class="about">
        <h3>${certificate.name} <span class="badge ${certificate.standing}">${standingWords[certificate.standing]}</span></h3>
        <p class="soft">
          ${stacks.length > 1 ? `${certificate.stack} · ` : ""}${certificate.commonName}${certificate.note === undefined ? "" : ` (${certificate.note})`}
        </p>
      </div>
      ${lane(certificate, scale, now, `lane${String(at)}`)}
    </li>`;
  return html`<section aria-labelledby="time">
    <h2 id="time">The time line</h2>
    <div class="row">
      <div class="axis-room"></div>
      ${axis(scale, now)}
    </div>
    <ul class="plain lanes">
      ${certificates.map(item)}
    </ul>
    ${legend()}
  </section>`;
}

const legendRoles = ["current", "over", "kept", "past", "pending", "dead", "foreign"] as const satisfies readonly OrderRole[];

function legend(): Html {
  const sample = (inside: Html, words: string) =>
    html`<li><svg width="26" height="14" aria-hidden="true" focusable="false">${inside}</svg>${words}</li>`;
  return html`<ul class="plain legend" aria-label="Legend">
    ${legendRoles.map((role) => sample(html`<g class="${role}"><rect class="fill" x="1" y="1" width="24" height="12" rx="3"></rect></g>`, roleWords[role]))}
    ${sample(html`<rect class="window" x="1" y="1" width="24" height="12"></rect>`, "a pulumi up renews")}
    ${sample(html`<line class="now" x1="13" x2="13" y1="0" y2="14"></line>`, "now")}
  </ul>`;
}

/** The head of the time line: its dates, and the patterns that the lanes fill bars with. */
function axis(scale: Scale, now: Date): Html {
  const ticks = scale.ticks.map(
    ({ at, label, major }) =>
      html`<text x="${percent(at)}" y="18" text-anchor="middle" class="${major ? "tick" : "tick minor"}">${label}</text>`,
  );
  return html`<svg class="axis" width="100%" height="${AXIS}" aria-hidden="true" focusable="false">
    <defs>
      <pattern id="window" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="3" height="6" class="stripe"></rect>
      </pattern>
      <pattern id="void" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
        <rect width="1.5" height="5" class="voidstripe"></rect>
      </pattern>
    </defs>
    ${ticks}
    <g class="nowmark"><circle cx="${percent(scale.at(now.getTime()))}" cy="24" r="3.5"></circle></g>
  </svg>`;
}

/** The orders of one certificate, one bar each; those that overlap lie below each other. */
function lane(certificate: CertificateReport, scale: Scale, now: Date, id: string): Html {
  const rows = stacked(
    certificate.orders.filter((order) => Date.parse(endOf(order, now)) >= scale.from),
    now,
  );
  const height = Math.max(LEAST_ROWS, ...rows.map(({ row }) => row + 1)) * ROW + 2 * PADDING - (ROW - BAR);
  const nowAt = percent(scale.at(now.getTime()));
  return html`<svg class="lane" width="100%" height="${height}" role="img" aria-labelledby="${id}">
    <title id="${id}">${inWords(certificate)}</title>
    ${scale.ticks.map(({ at }) => html`<line class="grid" x1="${percent(at)}" x2="${percent(at)}" y1="0" y2="100%"></line>`)}
    ${rows.map(({ order, row }) => bar(order, certificate, scale, PADDING + row * ROW, now))}
    <line class="now" x1="${nowAt}" x2="${nowAt}" y1="0" y2="100%"></line>
  </svg>`;
}

interface Placed {
  readonly order: OrderReport;
  readonly row: number;
}

/** Each order in the first row that is free when it begins. */
function stacked(orders: readonly OrderReport[], now: Date): readonly Placed[] {
  const freeFrom: string[] = [];
  return orders.map((order) => {
    const found = freeFrom.findIndex((free) => free <= order.from);
    const row = found < 0 ? freeFrom.length : found;
    freeFrom[row] = endOf(order, now);
    return { order, row };
  });
}

/** What waits reaches until now; what never was has no length. */
function endOf({ role, from, until }: OrderReport, now: Date): string {
  return until ?? (role === "pending" && from < now.toISOString() ? now.toISOString() : from);
}

function bar(order: OrderReport, certificate: CertificateReport, scale: Scale, y: number, now: Date): Html {
  const left = scale.at(order.from);
  const width = Math.max(LEAST_PERCENT, scale.at(endOf(order, now)) - left);
  // An inner drawing cuts off what does not fit into the bar.
  return html`<svg class="order ${order.role}" x="${percent(left)}" y="${y}" width="${percent(width)}" height="${BAR}">
    <title>${orderInWords(order)}</title>
    <rect class="fill" width="100%" height="100%" rx="3"></rect>
    ${order.role === "current" || order.role === "over" ? renewalWindow(order, certificate) : undefined}
    ${width >= LABEL_FROM_PERCENT ? html`<text x="6" y="12" class="number">${order.orderId}</text>` : undefined}
  </svg>`;
}

/** From the day on which a \`pulumi up\` renews, to the end. */
function renewalWindow({ from, until }: OrderReport, { renewAfter }: CertificateReport): Html | undefined {
  if (renewAfter === undefined || until === undefined) return undefined;
  const [start, begin, end] = [from, renewAfter, until].map((moment) => Date.parse(moment)) as [number, number, number];
  const at = (Math.min(1, Math.max(0, (begin - start) / (end - start))) * 100).toFixed(2);
  return html`<rect class="window" x="${at}%" width="${(100 - Number(at)).toFixed(2)}%" height="100%"></rect>`;
}

/** For those who hear the page. */
function inWords({ name, orders }: CertificateReport): string {
  return orders.length === 0 ? `${name}: no orders` : `${name}: ${orders.map(orderInWords).join("; ")}`;
}

function orderInWords({ orderId, kind, role, status, from, until }: OrderReport): string {
  const span = until === undefined ? `from ${dayOf(from)}` : `${dayOf(from)} to ${dayOf(until)}`;
  return `order ${String(orderId)}, ${wayOf(kind)}, ${span}, ${roleWords[role]} (${status})`;
}

function percent(share: number): string {
  return `${share.toFixed(2)}%`;
}
