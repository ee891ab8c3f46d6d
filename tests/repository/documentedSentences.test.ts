/** What pages show of a run is what the package can say: each sentence is held against the texts in its sources. */
import ts from "typescript";

import { errorRows } from "../../provider/errors";
import { codeBlocks, type CodeBlock } from "../support/documentation";
import { filesMatching, textOf } from "../support/repositoryFiles";

/** Shorter ones fit anything. */
const fewestLetters = 7;

/** What Pulumi says around our sentences, and the commands of the reader. */
const notOurs = [
  /^$/,
  /^\$ /,
  /^(Diagnostics|Resources|Outputs|Policies|Duration|Previewing|Updating|Destroying|Current stack outputs)\b/,
  /^[+~-]{1,2} +\S/,
  /^(\d+ unchanged|error: (\d+ errors? occurred:|update failed|preview failed))$/,
  /^(pulumi:pulumi:Stack|pulumi-nodejs:dynamic|digicert:tls)\S* /,
  // Of a policy pack, and of what was found there.
  /^[❌⚠✅-]/u,
  // An output of the stack.
  /^\w+ *: /,
];

/** A text with holes, as the source has it. */
interface Sentence {
  readonly pattern: RegExp;
  /** What stands between the holes. */
  readonly begins: readonly string[];
}

const hole = "\0";

/** One for each line. */
function sentencesOf(pieces: readonly string[]): readonly Sentence[] {
  const lines = pieces.join(hole).split("\n");
  return lines
    .filter((line) => line.replace(/\W/g, "").length >= fewestLetters)
    .map((line) => ({ pattern: new RegExp(`^${line.split(hole).map(escaped).join("[^]*")}$`), begins: line.split(hole) }));
}

/** Of a line that the page cuts short: what it shows begins as the sentence does, hole by hole. */
function isBeginning(line: string, { begins }: Sentence): boolean {
  let [at, letters] = [0, 0];
  for (const [index, piece] of begins.entries()) {
    const found = line.indexOf(piece, at);
    if (found < 0 || (index === 0 && found > 0)) break;
    at = found + piece.length;
    letters += piece.replace(/\W/g, "").length;
  }
  return letters >= 2 * fewestLetters;
}

function isSaid(line: string): boolean {
  const shown = line.replace(/ …$/, "");
  return sentences.some((each) => (shown === line ? each.pattern.test(line) : isBeginning(shown, each)));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function sentencesIn(path: string): readonly Sentence[] {
  const found: Sentence[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(...sentencesOf([node.text]));
    if (ts.isTemplateExpression(node))
      found.push(...sentencesOf([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, textOf(path), ts.ScriptTarget.ES2022));
  return found;
}

const sources = filesMatching(/^(provider|sdk|policy|testing|cli|sandbox)\/.*[.]ts$/);
const sentences = [
  ...sources.flatMap(sentencesIn),
  ...Object.values(errorRows).flatMap(({ says, hint }) => [...sentencesOf(says.split(/\{\w+\}/)), ...sentencesOf([hint])]),
];

/** Lines that nobody can say, with their places. */
function unsaid({ place, text }: CodeBlock): readonly string[] {
  const lines = text.split("\n").map((line) => line.trim().replace(/^│ */, ""));
  return lines
    .filter((line) => !notOurs.some((pattern) => pattern.test(line)))
    .map((line) => line.replace(/^(?:\* )?(?:(?:error|warning): )?/, ""))
    .filter((line) => !isSaid(line))
    .map((line) => `${place}: ${line}`);
}

const shown = codeBlocks("text").filter(({ place }) => place.startsWith("docs/guides/"));

describe("a sentence that a page shows", () => {
  it("is one that the package says", () => {
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.flatMap(unsaid)).toEqual([]);
  });

  it("is one that the package says, where a table quotes it with holes", () => {
    const rows = textOf("docs/guides/whenSomethingGoesWrong.md")
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    const quoted = rows.flatMap((row) => [...(/`([^`]*…[^`]*)`/.exec(row)?.slice(1) ?? [])]);
    expect(quoted.length).toBeGreaterThan(8);
    const pieces = quoted
      .flatMap((text) => text.split("…").map((piece) => piece.trim().replace(/^[,(]+ ?/, "")))
      .filter((piece) => /\w{3}/.test(piece));
    expect(pieces.filter((piece) => !sources.some((path) => textOf(path).includes(piece)))).toEqual([]);
  });

  it("would be found wrong", () => {
    expect(unsaid({ place: "here", text: "needs a FREE order, unless it rains\n" })).toEqual(["here: needs a FREE order, unless it rains"]);
    expect(unsaid({ place: "here", text: "needs a FREE order …\n" })).toEqual(["here: needs a FREE order …"]);
  });
});
