/** Pictures for the documentation: SVG by a few words, readable in light and dark. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** What a shape or a text is about; the colours are chosen in one place. */
export type Tone = "ink" | "quiet" | "first" | "second" | "window" | "good" | "warning" | "bad";

const width = 860;
const margin = 24;

const style = `
  text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: #1f2328; }
  .small { font-size: 11.5px; } .strong { font-weight: 600; } .code { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 11.5px; }
  .paper { fill: #ffffff; stroke: #d1d9e0; } .on { fill: #ffffff; }
  .ink { fill: #1f2328; stroke: #1f2328; } .quiet { fill: #818b98; stroke: #818b98; }
  .first { fill: #0969da; stroke: #0969da; } .second { fill: #8250df; stroke: #8250df; } .window { fill: #9a6700; stroke: #9a6700; }
  .good { fill: #1a7f37; stroke: #1a7f37; } .warning { fill: #bc7100; stroke: #bc7100; } .bad { fill: #cf222e; stroke: #cf222e; }
  text.ink, text.quiet, text.first, text.second, text.window, text.good, text.warning, text.bad { stroke: none !important; } text.quiet { fill: #59636e; }
  .shade { fill-opacity: 0.13; stroke: none !important; } .line { fill: none; stroke-width: 1.5; } .dashed { stroke-dasharray: 4 4; } .bar { stroke: none !important; } .faded { fill-opacity: 0.45; } .quiet.bar { fill: #59636e !important; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; } .paper { fill: #0d1117; stroke: #3d444d; } .on { fill: #ffffff; }
    .ink { fill: #f0f6fc; stroke: #f0f6fc; } .quiet { fill: #9198a1; stroke: #9198a1; } text.quiet { fill: #9198a1; }
    .first { fill: #388bfd; stroke: #388bfd; } .second { fill: #a371f7; stroke: #a371f7; } .window { fill: #d29922; stroke: #d29922; }
    .good { fill: #3fb950; stroke: #3fb950; } .warning { fill: #e3a008; stroke: #e3a008; } .bad { fill: #f85149; stroke: #f85149; }
    .first.bar { fill: #1f6feb; } .second.bar { fill: #8957e5; }
  }`;

/** A whole picture. `says` is what a reader who does not see it is told. */
export function picture(name: string, says: string, height: number, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}" role="img" aria-labelledby="title says">
<title id="title">${escaped(name)}</title>
<desc id="says">${escaped(says)}</desc>
<style>${style}
</style>
<rect class="paper" x="0.5" y="0.5" width="${String(width - 1)}" height="${String(height - 1)}" rx="8"/>
${parts.join("\n")}
</svg>
`;
}

/** The x of a share of the width, from 0 to 1. */
export function across(share: number): number {
  return round(margin + share * (width - 2 * margin));
}

export interface TextLook {
  readonly tone?: Tone | "on";
  readonly anchor?: "start" | "middle" | "end";
  readonly look?: "small" | "strong" | "code";
}

export function text({ x, y }: Point, words: string, { tone = "ink", anchor = "start", look }: TextLook = {}): string {
  const classes = [tone, ...(look === undefined ? [] : [look])].join(" ");
  return `<text class="${classes}" x="${place(x)}" y="${place(y)}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

/** Something that lasts. */
export function bar(box: Box, tone: Tone, { faded = false }: { readonly faded?: boolean } = {}): string {
  return rectangle(box, `${tone} bar${faded ? " faded" : ""}`, 4);
}

/** A time that means something for all that lies in it. */
export function shade(box: Box, tone: Tone): string {
  return rectangle(box, `${tone} shade`, 0);
}

export function dot({ x, y }: Point, tone: Tone, radius = 3): string {
  return `<circle class="${tone}" cx="${place(x)}" cy="${place(y)}" r="${String(radius)}"/>`;
}

export function line(from: Point, to: Point, tone: Tone, { dashed = false }: { readonly dashed?: boolean } = {}): string {
  const classes = `${tone} line${dashed ? " dashed" : ""}`;
  return `<line class="${classes}" x1="${place(from.x)}" y1="${place(from.y)}" x2="${place(to.x)}" y2="${place(to.y)}"/>`;
}

/** A span with two ends, as on a drawing. */
export function span(from: Point, to: Point, tone: Tone): string {
  const ends = [from, to].map(({ x, y }) => line({ x, y: y - 4 }, { x, y: y + 4 }, tone));
  return [line(from, to, tone), ...ends].join("");
}

/** From one thing to what it leads to. */
export function arrow(from: Point, to: Point, tone: Tone): string {
  const bend = round((from.y + to.y) / 2);
  const path = `M${place(from.x)} ${place(from.y)} C${place(from.x)} ${place(bend)} ${place(to.x)} ${place(bend)} ${place(to.x)} ${place(to.y - 7)}`;
  const head = `M${place(to.x - 4)} ${place(to.y - 8)} L${place(to.x)} ${place(to.y - 1)} L${place(to.x + 4)} ${place(to.y - 8)} Z`;
  return `<path class="${tone} line" d="${path}"/><path class="${tone}" d="${head}"/>`;
}

/** Something that is said, from left to right or back. */
export function message(from: Point, to: Point, tone: Tone, { dashed = false }: { readonly dashed?: boolean } = {}): string {
  const back = to.x < from.x ? 1 : -1;
  const head = `M${place(to.x + back * 8)} ${place(to.y - 4)} L${place(to.x)} ${place(to.y)} L${place(to.x + back * 8)} ${place(to.y + 4)} Z`;
  return `${line(from, { x: to.x + back * 7, y: to.y }, tone, { dashed })}<path class="${tone}" d="${head}"/>`;
}

/** Where something breaks off. */
export function cross({ x, y }: Point, tone: Tone, size = 6): string {
  return [
    line({ x: x - size, y: y - size }, { x: x + size, y: y + size }, tone),
    line({ x: x - size, y: y + size }, { x: x + size, y: y - size }, tone),
  ].join("");
}

function rectangle({ x, y, width: wide, height }: Box, classes: string, radius: number): string {
  return `<rect class="${classes}" x="${place(x)}" y="${place(y)}" width="${place(wide)}" height="${place(height)}" rx="${String(radius)}"/>`;
}

function place(value: number): string {
  return String(round(value));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
