import stringWidth from "string-width";

import { printable } from "./printable";

export interface Column<R> {
  readonly head: string;
  readonly cell: (row: R) => string;
  /** @default "left" */
  readonly align?: "right";
  /** It may be cut to so many columns of the terminal. Absent: it is shown whole, as ids and dates must be. */
  readonly shrinksTo?: number;
}

const GAP = "  ";

/**
 * Rows in columns, with a head. Where they do not fit into the width, what may be cut is cut; where that is not enough, each row becomes a few lines
 * of its own, so that forty columns show everything that matters.
 */
export function tableOf<R>(rows: readonly R[], columns: readonly Column<R>[], width: number): string {
  const cells = rows.map((row) => columns.map((column) => printable(column.cell(row))));
  const natural = columns.map(({ head }, at) =>
    Math.max(...[head, ...cells.map((line) => line[at] ?? "")].map((text) => stringWidth(text))),
  );
  const widths = fitted(natural, columns, width);
  if (widths === undefined) return cells.map((line) => block(line, columns, width)).join("\n\n");
  const aligned = (line: readonly string[]) =>
    line
      .map((text, at) => padded(cut(text, widths[at] ?? 0), widths[at] ?? 0, columns[at]?.align))
      .join(GAP)
      .trimEnd();
  return [columns.map(({ head }) => head), ...cells].map(aligned).join("\n");
}

/** The widths that fit, the widest of those that may shrink cut first; undefined where none do. */
function fitted(
  natural: readonly number[],
  columns: readonly { readonly shrinksTo?: number }[],
  width: number,
): readonly number[] | undefined {
  const widths = [...natural];
  const excess = () => widths.reduce((sum, each) => sum + each, GAP.length * (widths.length - 1)) - width;
  while (excess() > 0) {
    const spare = widths.map((each, at) => (each > (columns[at]?.shrinksTo ?? each) ? each : 0));
    const widest = spare.indexOf(Math.max(...spare));
    if ((spare[widest] ?? 0) === 0) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** One row below the other: its first cell, then what each further one is. */
function block(line: readonly string[], columns: readonly { readonly head: string }[], width: number): string {
  const [first = "", ...others] = line;
  const named = others.flatMap((text, at) => (text === "" ? [] : [`${GAP}${(columns[at + 1]?.head ?? "").toLowerCase()}: ${text}`]));
  return [first, ...named].map((text) => cut(text, width)).join("\n");
}

/** The text, or as much of it as leaves room for `…`. */
function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(kept + segment) > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

function padded(text: string, width: number, align: Column<never>["align"]): string {
  const room = " ".repeat(Math.max(0, width - stringWidth(text)));
  return align === "right" ? room + text : text + room;
}

/** Words in lines of at most so many columns. */
export function wrapped(text: string, width: number): string {
  const lines: string[] = [];
  for (const word of printable(text).split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && stringWidth(last) + 1 + stringWidth(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}
