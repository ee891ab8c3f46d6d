import { version } from "../../provider/version";
import { dayOf, fromNow } from "./days";
import { html, type Html } from "./html";
import { orderTables } from "./orderTables";
import type { About, AccountReport, Due, OrderedDay, Report } from "./report";
import { contentPolicy, styleElement } from "./style";
import { timeLine } from "./timeLine";

/** What is older is folded away: a stack lives for years. */
const DAYS_SHOWN = 10;

/** The report as one page of HTML that loads nothing and runs nothing: what it may do is nailed down by its own policy, too. */
export function pageOf(report: Report): string {
  const now = new Date(report.at);
  const title = report.stacks.length === 0 ? "Private certificates" : `Private certificates of ${report.stacks.join(", ")}`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p class="soft">
            As the state had them and the clock judged them on
            <time datetime="${report.at}">${report.at.slice(0, "yyyy-mm-ddThh:mm".length).replace("T", " ")} UTC</time>.
          </p>
          ${tiles(report, now)}
        </header>
        <main>
          ${report.certificates.length === 0 ? nothing() : html`${dueSection(report, now)}${warningSection(report)}${timeLine(report, now)}`}
          ${report.account === undefined ? undefined : accountSection(report.account, report.stacks.length > 1)} ${orderedSection(report)}
          ${orderTables(report)}
        </main>
        <footer>
          <p>
            Written by pulumi-digicert ${version}. This page loads nothing and sends nothing. What is due is what
            <code>pulumi preview</code> would say of the program as it was at the last run.
          </p>
        </footer>
      </body>
    </html> `;
  return page.text;
}

function tiles({ certificates, due }: Report, now: Date): Html {
  const act = new Set(due.filter(({ urgency }) => urgency === "now").map(({ stack, certificate }) => `${stack} ${certificate}`)).size;
  const next = due.find(({ urgency }) => urgency !== "now");
  const without = certificates.filter(({ validUntil }) => validUntil === undefined || Date.parse(validUntil) <= now.getTime()).length;
  return html`<ul class="tiles">
    <li><strong>${certificates.length}</strong> ${certificates.length === 1 ? "certificate" : "certificates"}</li>
    <li><strong>${act}</strong> to act on now</li>
    <li><strong>${without}</strong> without a valid one</li>
    <li>
      <strong>${next === undefined ? "–" : fromNow(next.when, now)}</strong>
      ${next === undefined ? "nothing comes next" : `comes next: ${next.certificate}`}
    </li>
  </ul>`;
}

function nothing(): Html {
  return html`<section>
    <p>There is no <code>PrivateSslCertificate</code> in what was read.</p>
  </section>`;
}

function dueSection({ due, stacks }: Report, now: Date): Html {
  return html`<section aria-labelledby="due">
    <h2 id="due">What is due, and when</h2>
    <ul class="plain due">
      ${due.map((each) => dueItem(each, now, stacks.length > 1))}
    </ul>
  </section>`;
}

function dueItem(each: Due, now: Date, showsStack: boolean): Html {
  const day = dayOf(each.when);
  const relative = fromNow(each.when, now);
  const when = html`<time datetime="${day}">${day}</time> <span class="soft">${relative}</span>`;
  return html`<li class="${each.urgency}">
    <span class="when">${each.urgency === "now" && relative === "today" ? "now" : when}</span>
    <b>${nameOf(each, showsStack)}</b>
    <span class="says">${inCode(each.says)}</span>
  </li>`;
}

function warningSection({ warnings, stacks }: Report): Html | undefined {
  if (warnings.length === 0) return undefined;
  return html`<section aria-labelledby="warnings">
    <h2 id="warnings">Worth knowing</h2>
    <ul class="plain warnings">
      ${warnings.map((each) => html`<li><b>${nameOf(each, stacks.length > 1)}</b> ${inCode(each.says)}</li>`)}
    </ul>
  </section>`;
}

function accountSection({ account, orders, disagreements, orphans }: AccountReport, showsStack: boolean): Html {
  const agreed = html`<p>DigiCert and what was read agree about every order that is in use or waits.</p>`;
  return html`<section aria-labelledby="account">
    <h2 id="account">What DigiCert says</h2>
    <p class="soft">${account}: ${orders} private SSL ${orders === 1 ? "order" : "orders"}.</p>
    ${disagreements.length === 0 ? agreed : undefined}
    <ul class="plain warnings">
      ${disagreements.map((each) => html`<li><b>${nameOf(each, showsStack)}</b> ${inCode(each.says)}</li>`)}
      ${orphans.map(({ orderId, status, says }) => html`<li><b>order ${orderId}</b> (<code>${status}</code>): ${inCode(says)}</li>`)}
    </ul>
  </section>`;
}

function orderedSection({ ordered, stacks }: Report): Html | undefined {
  if (ordered.length === 0) return undefined;
  const day = (each: OrderedDay) =>
    html`<li>
      <time datetime="${each.day}">${each.day}</time>
      <ul class="plain">
        ${each.orders.map(
          (order) =>
            html`<li>order ${order.orderId} <b>${nameOf(order, stacks.length > 1)}</b> <span class="soft">${order.says}</span></li>`,
        )}
      </ul>
    </li>`;
  const older = ordered.slice(DAYS_SHOWN);
  return html`<section aria-labelledby="ordered">
    <h2 id="ordered">What was ordered, and when</h2>
    <ul class="plain days">
      ${ordered.slice(0, DAYS_SHOWN).map(day)}
    </ul>
    ${
      older.length === 0
        ? undefined
        : html`<details>
            <summary>${older.length} earlier ${older.length === 1 ? "day" : "days"}</summary>
            <ul class="plain days">
              ${older.map(day)}
            </ul>
          </details>`
    }
  </section>`;
}

function nameOf({ certificate = "", stack = "" }: About, showsStack: boolean): string {
  return showsStack && stack !== "" ? `${stack} / ${certificate}` : certificate;
}

/** What stands between backticks in the words of the product. */
function inCode(says: string): readonly Html[] {
  return says.split("`").map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}
