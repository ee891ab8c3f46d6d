import { errorRows } from "../../provider/errors";
import { filesMatching, textOf } from "../support/repositoryFiles";

const codes = Object.keys(errorRows);
const environment = ["DIGICERT_API_KEY", "DIGICERT_REGION", "DIGICERT_BASE_URL"];

/** The words in capitals that a text has. */
function codesIn(text: string): readonly string[] {
  return [...text.matchAll(/\bDIGICERT_[A-Z0-9_]+\b/g)].map(([code]) => code).filter((code) => !environment.includes(code));
}

describe("the code of an error", () => {
  it("is used by something: no row of the table is left over", () => {
    const table = textOf("provider/errors.ts");
    const thrown = new Set(filesMatching(/^provider\/(?!errors[.]ts).*[.]ts$/).flatMap((path) => codesIn(textOf(path))));
    // Those of an answer are chosen beside the table, by its status.
    const chosen = new Set(codesIn(table.slice(table.indexOf("function codeOf"))));
    expect(codes.filter((code) => !thrown.has(code) && !chosen.has(code))).toEqual([]);
  });

  it("is in the table wherever the documentation or a test names it", () => {
    // Clients of other people's have settings of such names.
    const ours = /^(README[.]md|docs\/.*[.]md|(tests(?!\/sandbox\/foreign)|cli|sdk)\/.*[.]ts)$/;
    const named = filesMatching(ours).flatMap((path) => codesIn(textOf(path)).map((code) => ({ path, code })));
    expect(named.filter(({ code }) => !codes.includes(code))).toEqual([]);
  });

  it("has an entry in the documentation", () => {
    const headings = [...textOf("docs/reference/errors.md").matchAll(/^#+ `?(DIGICERT_[A-Z_]+)`?$/gm)].map(([, code]) => code);
    expect(headings.sort()).toEqual([...codes].sort());
  });
});
