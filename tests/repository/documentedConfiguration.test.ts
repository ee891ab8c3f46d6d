import { textOf } from "../support/repositoryFiles";

describe("the page on the configuration", () => {
  it("names all that is read, from the stack and from the environment, and nothing besides", () => {
    const source = textOf("provider/configuration.ts");
    const page = textOf("docs/reference/configuration.md");
    const table = page.split("\n").filter((line) => line.startsWith("| `"));
    const read = [...source.matchAll(/\bfrom\("(\w+)"(?:, "(\w+)")?\)/g)].map(([, key = "", variable = ""]) =>
      `digicert:${key} ${variable}`.trim(),
    );
    const named = table.map((row) =>
      [
        ...row
          .split("|")
          .slice(1, 3)
          .join(" ")
          .matchAll(/`([^`]+)`/g),
      ]
        .map(([, name]) => name)
        .join(" "),
    );
    expect(read.length).toBeGreaterThan(4);
    expect(named.sort()).toEqual(read.sort());
  });
});
