import { dirname } from "node:path";

import { filesMatching, textOf } from "../support/repositoryFiles";

const examples = filesMatching(/^examples\/.+\/Pulumi(Policy)?[.]yaml$/).map((file) => dirname(file));
const tests = filesMatching(/^(tests|tools)\/.+[.](ts|mjs)$/).map(textOf);

describe("an example", () => {
  it("is a whole project, with a page of its own, in the list of all", () => {
    expect(examples.length).toBeGreaterThan(10);
    const list = textOf("examples/README.md");
    for (const example of examples) {
      expect(textOf(`${example}/README.md`)).toMatch(/^# .+\n\n.+/);
      expect(textOf(`${example}/package.json`)).toContain(`"main": "index.ts"`);
      expect(list).toContain(`](${example.slice("examples/".length)})`);
    }
  });

  it("is run by a test, which names it", () => {
    const isNamed = (example: string) =>
      tests.some((text) => text.includes(`"${example.split("/").at(-1) ?? ""}"`) || text.includes(example));
    expect(examples.filter((example) => !isNamed(example))).toEqual([]);
  });
});
