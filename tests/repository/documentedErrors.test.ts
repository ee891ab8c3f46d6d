import { errorRows, type ErrorCode, type ErrorRow } from "../../provider/errors";
import { codeBlocks } from "../support/documentation";
import { textOf } from "../support/repositoryFiles";

const page = "docs/guides/whenSomethingGoesWrong.md";
const entries = textOf(page).split(/^#{2,3} /m);
const codes = Object.keys(errorRows) as readonly ErrorCode[];

/** What stands under a heading, up to the next one. */
function entryOf(heading: string): string {
  return entries.find((entry) => entry.startsWith(`${heading}\n`)) ?? "";
}

/** A message as it is printed: both lines of the row, with something in each hole. */
function printed({ says, hint }: ErrorRow): RegExp {
  const lines = [...says.split(/\{\w+\}/).map(escaped)].join("[^]+?").concat("\n", escaped(hint));
  return new RegExp(`^\`\`\`text\n${lines}\n\`\`\`$`, "m");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

describe("the page on errors", () => {
  it("has one entry for each code, and none besides", () => {
    const headings = entries.map((entry) => entry.split("\n", 1)[0] ?? "").filter((heading) => heading.startsWith("DIGICERT_"));
    expect(headings.sort()).toEqual([...codes].sort());
  });

  it.each(codes)("shows %s as it is printed, says why, and what to do", (code) => {
    const entry = entryOf(code);
    expect(entry).toMatch(printed(errorRows[code]));
    const [, ...prose] = entry.split(/^```$/m);
    expect(prose.join("").trim().length).toBeGreaterThan(40);
  });

  it("has nothing in a message that was left open", () => {
    const shown = codeBlocks("text").filter(({ place }) => place.startsWith(`${page}:`));
    expect(shown.length).toBe(codes.length);
    expect(shown.filter(({ text }) => /\{\w+\}|undefined|: -| -[,;)]/.test(text))).toEqual([]);
  });
});
