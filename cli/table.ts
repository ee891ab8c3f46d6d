import stringWidth from "string-width";

import { printable } from "./printable";

export interface Column<R> {
  readonly head: string;
  readonly cell: (row: R) => string;
  /** @default "left" */
  readonly align?: "right";
  /** It may be cut to so many columns of the terminal. Absent: it is shown whole, as ids and dates must be. */
  readonly shrinksTo?: number;
  /** The first to go where all do not fit beside each other. */
  readonly isExpendable?: true;
}

const GAP = "  ";

/**
 * Rows in columns, with a head. Where they do not fit into the width, what may be cut is cut, then columns that can be spared are left out; where that
 * is not enough, each row becomes a few lines of its own, with nothing cut, so that forty columns show everything.
 */
export function tableOf<R>(rows: readonly R[], columns: readonly Column<R>[], width: number): string {
  const needed = columns.filter(({ isExpendable }) => isExpendable !== true);
  const blocks = () => rows.map((row) => block(row, columns, width)).join("\n\n");
  return aligned(rows, columns, width) ?? aligned(rows, needed, width) ?? blocks();
}

/** Undefined where the columns do not fit. */
function aligned<R>(rows: readonly R[], columns: readonly Column<R>[], width: number): string | undefined {
  const lines = [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ cell }) => printable(cell(row))))];
  const natural = columns.map((_, at) => lines.reduce((most, line) => Math.max(most, stringWidth(line[at] ?? "")), 0));
  const widths = fitted(natural, columns, width);
  if (widths === undefined) return undefined;
  const cellAt = (text: string, at: number) => padded(cut(text, widths[at] ?? 0), widths[at] ?? 0, columns[at]?.align);
  return lines.map((line) => line.map(cellAt).join(GAP).trimEnd()).join("\n");
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
function block<R>(row: R, columns: readonly Column<R>[], width: number): string {
  const cells = columns.map(({ head, cell }) => ({ head, text: printable(cell(row)) })).filter(({ text }) => text !== "");
  return cells.map(({ head, text }, at) => broken(at === 0 ? text : `${GAP}${head.toLowerCase()}: ${text}`, width)).join("\n");
}

/** In lines of at most so many columns, wherever they break: nothing of a name is lost. */
function broken(text: string, width: number): string {
  const lines: string[] = [];
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const last = lines.at(-1);
    if (last !== undefined && stringWidth(last + segment) <= width) lines[lines.length - 1] = last + segment;
    else lines.push(last === undefined ? segment : `${GAP}${GAP}${segment}`);
  }
  return lines.join("\n");
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

/** Longer lines of prose are hard to read, however wide the terminal is. */
const LONGEST_LINE = 100;

/** Words in lines of at most so many columns. */
export function wrapped(text: string, outputWidth: number): string {
  const width = Math.min(outputWidth, LONGEST_LINE);
  const lines: string[] = [];
  for (const word of printable(text).split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && stringWidth(last) + 1 + stringWidth(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}
