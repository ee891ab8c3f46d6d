import { textOf } from "../support/repositoryFiles";
import { pack } from "./installation";

interface Door {
  readonly types: string;
  readonly default: string;
}

const { exports: doors } = JSON.parse(textOf("package.json")) as { readonly exports: Readonly<Record<string, Door | string>> };

describe("the packed tarball", () => {
  const { files, unpackedSize } = pack();
  const paths = files.map(({ path }) => path);

  it("holds what is built, what a reader needs, and nothing else", () => {
    const beside = paths.filter((path) => !/^dist\/(provider|sdk|sandbox|cli|policy|testing)\/[\w/]+[.](js|d[.]ts)$/.test(path));
    expect(beside.sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
  });

  it("holds every door, with its types", () => {
    const behind = Object.values(doors).flatMap((door) => (typeof door === "string" ? [door] : [door.types, door.default]));
    expect(behind.length).toBeGreaterThanOrEqual(7);
    expect(paths).toEqual(expect.arrayContaining(behind.map((path) => path.replace(/^[.]\//, ""))));
  });

  it("holds a command that can be executed", () => {
    expect(files.find(({ path }) => path === "dist/cli/main.js")?.mode).toBe(0o755);
  });

  it("is small: it is installed in every deployment pipeline", () => {
    expect(unpackedSize).toBeLessThan(2_000_000);
  });
});
