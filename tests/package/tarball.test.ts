import { pack } from "./installation";

describe("the packed tarball", () => {
  const { files, unpackedSize } = pack();
  const paths = files.map(({ path }) => path);

  it("holds what is built, what a reader needs, and nothing else", () => {
    const beside = paths.filter((path) => !/^dist\/(provider|sdk|sandbox|cli)\/[\w/]+[.](js|d[.]ts)$/.test(path));
    expect(beside.sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
  });

  it("holds every door, with its types", () => {
    const doors = ["sdk/index", "provider/index", "sandbox/index"].flatMap((door) => [`dist/${door}.js`, `dist/${door}.d.ts`]);
    expect(paths).toEqual(expect.arrayContaining(doors));
  });

  it("holds a command that can be executed", () => {
    expect(files.find(({ path }) => path === "dist/cli/main.js")?.mode).toBe(0o755);
  });

  it("is small: it is installed in every deployment pipeline", () => {
    expect(unpackedSize).toBeLessThan(1_000_000);
  });
});
