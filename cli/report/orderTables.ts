import { dayOf } from "./days";
import { html, type Html } from "./html";
import { wayOf } from "./ordered";
import type { CertificateReport, OrderReport, Report } from "./report";
import { roleWords, standingWords } from "./standings";

/** Everything that the drawing shows, and more, in words: each order of each certificate. */
export function orderTables({ certificates }: Report): Html | undefined {
  if (certificates.length === 0) return undefined;
  return html`<section aria-labelledby="orders">
    <h2 id="orders">Every certificate, and its orders</h2>
    ${certificates.map(table)}
  </section>`;
}

function table(certificate: CertificateReport): Html {
  const { name, stack, product, commonName, dnsNames, standing, serialNumber, folded, note } = certificate;
  const others = dnsNames.filter((each) => each !== commonName);
  const serial = serialNumber === undefined ? "" : ` · serial number ${serialNumber}`;
  const more = folded === 0 ? "" : ` · ${String(folded)} older ${folded === 1 ? "order" : "orders"} in the count only`;
  return html`<div class="table">
    <table class="cards">
      <caption>
        <b>${name}</b>
        <span class="badge ${standing}">${standingWords[standing]}</span
        ><br />
        <span class="soft"
          >${commonName}${others.length === 0 ? "" : `, ${others.join(", ")}`} · ${product} · stack
          ${stack}${note === undefined ? "" : ` · ${note}`}${serial}${more}</span
        >
      </caption>
      <thead>
        <tr>
          <th scope="col">Order</th>
          <th scope="col">How it came</th>
          <th scope="col">Placed</th>
          <th scope="col">Valid until</th>
          <th scope="col">Status</th>
          <th scope="col">Alternative order id</th>
        </tr>
      </thead>
      <tbody>
        ${
          certificate.orders.length === 0
            ? html`<tr>
                <td data-name="Order">none</td>
              </tr>`
            : certificate.orders.map(row)
        }
      </tbody>
    </table>
  </div>`;
}

function row({ orderId, kind, placed, until, role, status, alternativeOrderId }: OrderReport): Html {
  return html`<tr>
    <td data-name="Order">${orderId}</td>
    <td data-name="How it came">${wayOf(kind)}</td>
    <td data-name="Placed">${dayOf(placed)}</td>
    <td data-name="Valid until">${until === undefined ? "–" : dayOf(until)}</td>
    <td data-name="Status">
      <span>${roleWords[role]} <span class="soft">(${status})</span></span>
    </td>
    <td data-name="Alternative id"><code>${alternativeOrderId ?? "–"}</code></td>
  </tr>`;
}
