import { styleText } from "node:util";

import { oneLine } from "../note";
import { wrapped } from "../table";
import type { Finding, Level, Section } from "./finding";

const marks = { good: "✓", advice: "!", bad: "✗" } as const satisfies Readonly<Record<Level, string>>;
const colours = { good: "green", advice: "yellow", bad: "red" } as const satisfies Readonly<Record<Level, string>>;

export interface Look {
  readonly width: number;
  readonly isColoured: boolean;
}

export function countOf(sections: readonly Section[], level: Level): number {
  return sections.flatMap(({ findings }) => findings).filter((finding) => finding.level === level).length;
}

export function doctorForPeople(sections: readonly Section[], look: Look): string {
  const parts = sections.map(({ title, findings }) =>
    [wrapped(title, look.width), ...findings.map((finding) => lineOf(finding, look))].join("\n"),
  );
  return [...parts, wrapped(summary(sections), look.width)].join("\n\n");
}

export function doctorForPrograms(sections: readonly Section[]): string {
  return JSON.stringify({ bad: countOf(sections, "bad"), advice: countOf(sections, "advice"), good: countOf(sections, "good"), sections });
}

/** Below the mark of a finding, and below the arrow of what to do. */
const INDENT = "    ";
const DEEPER = "      ";

function lineOf({ level, about, says, todo }: Finding, { width, isColoured }: Look): string {
  const mark = isColoured ? styleText(colours[level], marks[level]) : marks[level];
  const found = paragraph(`${about}: ${oneLine(says)}`, INDENT, width).replace(INDENT, `  ${mark} `);
  return todo === undefined ? found : `${found}\n${paragraph(oneLine(todo), DEEPER, width).replace(DEEPER, `${INDENT}→ `)}`;
}

function paragraph(text: string, indent: string, width: number): string {
  return wrapped(text, width - indent.length)
    .split("\n")
    .map((line) => indent + line)
    .join("\n");
}

function summary(sections: readonly Section[]): string {
  const [bad, advice, good] = (["bad", "advice", "good"] as const).map((level) => String(countOf(sections, level)));
  return `${good ?? ""} good, ${advice ?? ""} to look at, ${bad ?? ""} bad. Nothing was ordered, and nothing changed.`;
}
