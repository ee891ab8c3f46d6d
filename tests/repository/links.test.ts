import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

import { filesMatching, root, textOf } from "../support/repositoryFiles";

interface Link {
  readonly from: string;
  readonly target: string;
}

const pages = filesMatching(/[.]md$/);
const links: readonly Link[] = pages.flatMap((from) =>
  [...proseOf(from).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = ""]) => ({ from, target })),
);

/** Without what is shown as code. */
function proseOf(page: string): string {
  return textOf(page)
    .replace(/^```[^]*?^```/gm, "")
    .replace(/`[^`\n]*`/g, "code");
}

/** As GitHub names the headings of a page. */
function anchorsOf(page: string): readonly string[] {
  return [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
}

function isBroken({ from, target }: Link): boolean {
  if (/^[a-z]+:/.test(target)) return false;
  const [path = "", anchor] = target.split("#");
  const page = path === "" ? from : normalize(join(dirname(from), decodeURIComponent(path)));
  if (!existsSync(join(root, page))) return true;
  return anchor !== undefined && !anchorsOf(page).includes(anchor);
}

describe("a link in a page of the documentation", () => {
  it("leads to a file that is there, and to a heading that it has", () => {
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter(isBroken)).toEqual([]);
  });

  it("to another site is encrypted", () => {
    expect(links.filter(({ target }) => target.startsWith("http:"))).toEqual([]);
  });

  it("would be found broken", () => {
    expect(isBroken({ from: "README.md", target: "docs/none.md" })).toBe(true);
    expect(isBroken({ from: "README.md", target: "#no-such-heading" })).toBe(true);
    expect(isBroken({ from: "README.md", target: "#where-things-are" })).toBe(false);
  });
});

describe("the documentation", () => {
  it("leads to each of its pages and pictures", () => {
    const reached = new Set(links.map(({ from, target }) => normalize(join(dirname(from), target.split("#")[0] ?? ""))));
    const lists = [...reached].map((path) => path.replace(/\/$/, ""));
    const documents = filesMatching(/^docs\/.*[.](md|svg)$/).filter((path) => path !== "docs/README.md");
    expect(documents.length).toBeGreaterThan(20);
    // A page of a decision is found in the folder of all.
    expect(
      documents.filter((path) => !reached.has(path) && !(dirname(path) === "docs/decisions" && lists.includes("docs/decisions"))),
    ).toEqual([]);
  });

  it("has an index that names each guide", () => {
    const index = links.filter(({ from }) => from === "docs/README.md").map(({ target }) => `docs/${target}`);
    expect(filesMatching(/^docs\/guides\/.*[.]md$/).filter((path) => !index.includes(path))).toEqual([]);
  });
});
