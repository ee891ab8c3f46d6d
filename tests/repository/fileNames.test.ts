import { basename, dirname } from "node:path";

import { filesMatching, repositoryFiles } from "../support/repositoryFiles";

const sources = filesMatching(/^(provider|sdk|sandbox|cli|policy|testing|tools|tests|bench|examples)\/.*[.](ts|mjs|js)$/);
/** Names that say nothing of what is inside. */
const emptyNames = /^(utils?|helpers?|common|misc|shared|managers?|\w+(Utils?|Helpers?|Manager))$/i;

describe("a file's name", () => {
  it("is camelCase, as that of its folders", () => {
    expect(sources.length).toBeGreaterThan(50);
    const wrong = sources.filter(
      (path) =>
        !path
          .replace(/([.]test)?[.]\w+$/, "")
          .split("/")
          .every((part) => /^[a-z][A-Za-z0-9]*$/.test(part)),
    );
    expect(wrong).toEqual([]);
  });

  it("says what is inside", () => {
    const words = (path: string) => [...dirname(path).split("/"), basename(path).replace(/[.].*$/, "")];
    expect(sources.filter((path) => words(path).some((word) => emptyNames.test(word)))).toEqual([]);
  });

  it("differs from every other in more than the case of its letters, which some file systems do not keep apart", () => {
    const lower = repositoryFiles.map((path) => path.toLowerCase());
    expect(lower.filter((path, index) => lower.indexOf(path) !== index)).toEqual([]);
  });
});
