/** The picture of docs/guides/orderedOnce.md: an order whose answer is lost. The id is made by the provider's own rule. */
import { alternativeIdOf, stemOf } from "../../provider/lifecycle/identity";
import { across, bar, cross, line, message, picture, text, type Tone } from "./svg";

const resource = { urn: "urn:pulumi:prod::shop::pulumi-nodejs:dynamic/digicert:PrivateSslCertificate::api", organization: "corp" };
const id = alternativeIdOf(stemOf({ ...resource, product: "private_ssl_plus", commonName: "api.corp.example" }), 1);
/** As short as a picture needs it. */
const shortId = `${id.slice(0, "pulumi".length + 4)}…${id.slice(-4)}`;

const columns = { first: 0.14, digicert: 0.5, next: 0.86 } as const;
type Column = keyof typeof columns;

const x = (column: Column) => across(columns[column]);

/** One thing said, with its words above it; `lost` breaks off half-way. */
function said(y: number, from: Column, to: Column, words: string, tone: Tone, { lost = false }: { readonly lost?: boolean } = {}): string {
  const half = (x(from) + x(to)) / 2;
  const drawn = lost
    ? [line({ x: x(from), y }, { x: half, y }, tone, { dashed: true }), cross({ x: half, y }, tone)]
    : [message({ x: x(from), y }, { x: x(to), y }, tone)];
  return [...drawn, text({ x: half, y: y - 8 }, words, { anchor: "middle", look: "small", tone: tone === "quiet" ? "ink" : tone })].join(
    "",
  );
}

function head(column: Column, words: string, tone: Tone): string {
  const width = 210;
  return [
    bar({ x: x(column) - width / 2, y: 48, width, height: 30 }, tone),
    text({ x: x(column), y: 68 }, words, { tone: "on", anchor: "middle" }),
  ].join("");
}

export function lostAnswer(): string {
  const [top, bottom] = [78, 366];
  const lines = (["first", "digicert", "next"] as const).map((column) =>
    line({ x: x(column), y: top }, { x: x(column), y: column === "first" ? 224 : bottom }, "quiet", { dashed: column !== "digicert" }),
  );
  return picture(
    "An order whose answer is lost",
    "The first run asks whether an order has its id, finds none, and places it. The answer is lost, or the run is killed. The next run asks for the same id, finds the order with its own key, and takes it over. One order, one bill.",
    404,
    [
      text({ x: across(0), y: 30 }, "The answer to an order is lost, or the run that placed it is killed", { look: "strong" }),
      ...lines,
      head("first", "pulumi up", "first"),
      head("digicert", "CertCentral", "quiet"),
      head("next", "the next pulumi up", "second"),
      said(112, "first", "digicert", `is there an order ${shortId}?`, "quiet"),
      said(140, "digicert", "first", "no", "quiet"),
      said(176, "first", "digicert", `order it, under the id ${shortId}`, "first"),
      text({ x: x("digicert") + 12, y: 196 }, "order 100000001 is placed, and paid", { look: "small" }),
      said(212, "digicert", "first", "order 100000001", "bad", { lost: true }),
      cross({ x: x("first"), y: 230 }, "bad", 7),
      text({ x: x("first") + 16, y: 234 }, "nothing reached the state", { look: "small", tone: "bad" }),
      said(268, "next", "digicert", `is there an order ${shortId}?`, "quiet"),
      said(298, "digicert", "next", "order 100000001, with our key", "good"),
      said(334, "digicert", "next", "its certificate and chain", "good"),
      text({ x: across(1), y: 388 }, "took over order 100000001; nothing was ordered", { anchor: "end", look: "small", tone: "good" }),
    ],
  );
}
