import { createHash } from "node:crypto";

import { Html } from "./html";

/** The page's own style: it loads nothing, prints, follows the reader's light or dark, and needs no more width than a telephone has. */
const style = `
:root {
  color-scheme: light dark;
  --page: #f7f7f5; --card: #ffffff; --ink: #1b1e23; --soft: #5b6470; --line: #dcdfe3; --grid: #eceef0;
  --current: #1f5fbf; --kept: #8fb4e6; --past: #c5cad1; --pending: #8a5200; --bad: #b3261e; --good: #1f7a3d; --due: #8a5200;
  --window: #ffd27a; --onbar: #ffffff; --onpale: #1b1e23;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --card: #1c2026; --ink: #e7e9ec; --soft: #a3acb8; --line: #343a43; --grid: #262b32;
    --current: #5b95ee; --kept: #33537f; --past: #444b55; --pending: #f0b04a; --bad: #ff8a80; --good: #6cc98a; --due: #f0b04a;
    --window: #ffd27a; --onbar: #0c1016; --onpale: #e7e9ec;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: .9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main, header, footer { max-width: 1180px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 28px; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 0 0 12px; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: 0; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 18px 20px; margin: 18px 0; }
.soft { color: var(--soft); }
.tiles { list-style: none; display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 18px 0 0; padding: 0; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
.tiles strong { display: block; font-size: 1.5rem; line-height: 1.25; }
.plain { list-style: none; margin: 0; padding: 0; }
.due li { display: grid; grid-template-columns: 7rem 9rem 1fr; gap: 2px 16px; padding: 10px 0; border-top: 1px solid var(--grid); }
.due li:first-child { border-top: 0; }
.due .when { font-variant-numeric: tabular-nums; } .due .when .soft { display: block; font-weight: 400; font-size: .85rem; }
.due b, .warnings b, .days b { overflow-wrap: anywhere; }
.due .says, .warnings li, .days li { overflow-wrap: anywhere; }
.now .when { color: var(--due); font-weight: 600; }
.warnings li { padding: 6px 0 6px 26px; position: relative; }
.warnings li::before { content: "!"; position: absolute; left: 4px; color: var(--due); font-weight: 700; }
.badge { display: inline-block; border: 1px solid currentColor; border-radius: 99px; padding: 0 9px; font-size: .78rem; line-height: 1.5; white-space: nowrap; }
.badge.good { color: var(--good); } .badge.due, .badge.waiting { color: var(--due); } .badge.ended { color: var(--bad); }
.row { display: grid; grid-template-columns: 13.5rem 1fr; column-gap: 16px; }
.lanes > li { border-top: 1px solid var(--grid); }
.lane { min-height: 100%; }
.lanes .about { padding: 8px 0; min-width: 0; }
.lanes .about .soft { font-size: .85rem; overflow-wrap: anywhere; }
svg { display: block; }
svg svg { display: inline; }
.tick { fill: var(--soft); font-size: 12px; font-variant-numeric: tabular-nums; }
.grid { stroke: var(--grid); } line.now { stroke: var(--bad); stroke-width: 1.5; } .nowmark circle { fill: var(--bad); }
.number { font-size: 11px; font-variant-numeric: tabular-nums; fill: var(--onpale); }
.past .fill { fill: var(--past); } .kept .fill { fill: var(--kept); } .current .fill { fill: var(--current); } .current .number, .over .number { fill: var(--onbar); }
.over .fill { fill: var(--bad); }
.pending .fill { fill: var(--card); stroke: var(--pending); stroke-width: 2; stroke-dasharray: 4 3; } .pending .number { fill: var(--pending); }
.dead .number { display: none; }
.dead .fill { fill: url(#void); stroke: var(--bad); } .foreign .fill { fill: var(--card); stroke: var(--bad); stroke-width: 2; }
.stripe { fill: var(--window); } .voidstripe { fill: var(--bad); } .window { fill: url(#window); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin-top: 14px; font-size: .85rem; color: var(--soft); }
.legend li { display: flex; align-items: center; gap: 6px; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; }
caption { text-align: left; padding: 14px 0 4px; font-size: 1rem; }
th, td { text-align: left; padding: 5px 14px 5px 0; border-top: 1px solid var(--grid); vertical-align: top; }
th { font-weight: 600; color: var(--soft); }
.cards { table-layout: fixed; min-width: 52rem; }
.cards th:nth-child(1) { width: 10%; } .cards th:nth-child(2) { width: 25%; } .cards th:nth-child(3), .cards th:nth-child(4) { width: 11%; } .cards th:nth-child(5) { width: 20%; }
.cards th, .cards td:nth-child(3), .cards td:nth-child(4) { white-space: nowrap; }
caption { overflow-wrap: anywhere; }
td { font-variant-numeric: tabular-nums; } code { font: .92em ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
details summary { cursor: pointer; padding: 6px 0; }
.days > li { display: grid; grid-template-columns: 7rem 1fr; gap: 2px 16px; padding: 8px 0; border-top: 1px solid var(--grid); }
.days > li:first-child { border-top: 0; }
footer { padding-bottom: 36px; font-size: .85rem; color: var(--soft); }
@media (max-width: 680px) {
  main, header, footer { padding-left: 12px; padding-right: 12px; }
  section { padding: 14px 12px; }
  .row, .due li, .days > li { grid-template-columns: 1fr; }
  .due .when .soft { display: inline; }
  .axis-room { display: none; }
  .lanes .about { padding-bottom: 0; }
  .number, .minor { display: none; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards, .cards caption, .cards tbody { display: block; min-width: 0; }
  .cards tr { display: block; border-top: 1px solid var(--line); padding: 6px 0; }
  .cards td { display: grid; grid-template-columns: 7rem 1fr; border: 0; padding: 1px 0; }
  .cards td::before { content: attr(data-name); color: var(--soft); }
}
@media print {
  :root { --page: #ffffff; --card: #ffffff; color-scheme: light; font-size: 11.5px; }
  section, .tiles li { border-color: #bbb; }
  section, .lanes > li, table, .due li { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

/** Its text is hashed in the policy of the page: so it stands there letter by letter. */
export const styleElement = new Html(`<style>${style}</style>`);

/** No script, no picture, no address but its own: what would be injected into the page in spite of all does nothing. */
export const contentPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
