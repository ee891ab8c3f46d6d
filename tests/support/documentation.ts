import { filesMatching, textOf } from "./repositoryFiles";

/** A block of code in a page, as the reader would copy it. */
export interface CodeBlock {
  /** From the root, with the line, as editors open it. */
  readonly place: string;
  readonly text: string;
}

/** Pages that a person reads. What is under .changeset is for a tool. */
export const pages = filesMatching(/^(?![.]).*[.]md$/);

/** The blocks of a language in all pages, those in lists too. */
export function codeBlocks(language: string): readonly CodeBlock[] {
  return pages.flatMap((page) => {
    const whole = textOf(page);
    return [...whole.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^\\1\`\`\``, "gm"))].map(
      ({ index, 1: margin = "", 2: text = "" }) => ({
        place: `${page}:${String(whole.slice(0, index).split("\n").length)}`,
        text: text.replaceAll(new RegExp(`^${margin}`, "gm"), ""),
      }),
    );
  });
}
