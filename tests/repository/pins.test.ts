import { version } from "../../provider/version";
import { filesMatching, textOf } from "../support/repositoryFiles";

interface PackageJson {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const packageJson = JSON.parse(textOf("package.json")) as PackageJson;
const engineSources = textOf("tools/engine/sources.mjs");

/** A constant of the tool that obtains the engine. */
function constantOf(name: string): string {
  return new RegExp(`${name} = "([^"]+)"`).exec(engineSources)?.[1] ?? "";
}

function goModule(folder: string): string {
  return textOf(`tools/engine/${folder}/go.mod`);
}

describe("what is pinned", () => {
  it("is the same version in the package and in what it says of itself to DigiCert", () => {
    expect(version).toBe(packageJson.version);
  });

  it("is every dependency to the last digit, so that a release is what was tested", () => {
    const pins = Object.values({ ...packageJson.dependencies, ...packageJson.devDependencies });
    expect(pins.filter((pin) => !/^\d+[.]\d+[.]\d+$/.test(pin))).toEqual([]);
  });

  it("is the engine's command line, in Go's modules as in the tool that names it", () => {
    expect(constantOf("engineVersion")).toMatch(/^\d+[.]\d+[.]\d+$/);
    expect(goModule("cli")).toContain(`github.com/pulumi/pulumi/pkg/v3 v${constantOf("engineVersion")}`);
    expect(goModule("cli")).toContain(`github.com/pulumi/pulumi/sdk/v3 v${constantOf("engineVersion")}`);
  });

  it("is Go, which is no older than the modules ask for", () => {
    expect(goModule("cli")).toContain(`\ngo ${constantOf("oldestGo")}\n`);
    expect(textOf("README.md")).toContain(`Go ≥ ${constantOf("oldestGo")}`);
  });

  it("is the oldest usable engine, which is the oldest Pulumi that the package accepts beside it", () => {
    expect(packageJson.peerDependencies["@pulumi/pulumi"]).toBe(`>=${constantOf("oldestUsable").replace(/[.]0$/, "")} <4`);
  });

  it("is what README says the tests run on", () => {
    const pulumi = packageJson.devDependencies["@pulumi/pulumi"]?.replace(/[.]\d+$/, "") ?? "";
    expect(textOf("README.md")).toContain(`Tested on Node 20 with \`@pulumi/pulumi\` ${pulumi}`);
    expect(packageJson.engines.node).toBe(">=20.15");
  });

  it("is the same Pulumi in every example, so that one copy serves all", () => {
    const examples = filesMatching(/^examples\/[^/]+\/package[.]json$/).map((path) => JSON.parse(textOf(path)) as Partial<PackageJson>);
    expect(examples.length).toBeGreaterThan(5);
    for (const { dependencies } of examples.filter((example) => example.dependencies?.["pulumi-digicert"] !== undefined)) {
      expect(dependencies).toMatchObject({
        "pulumi-digicert": "file:../..",
        "@pulumi/pulumi": packageJson.devDependencies["@pulumi/pulumi"],
      });
    }
  });

  it("is whatever else an example stands on, to the last digit", () => {
    const examples = filesMatching(/^examples\/.+\/package[.]json$/).map((path) => JSON.parse(textOf(path)) as Partial<PackageJson>);
    const pins = examples.flatMap(({ dependencies = {} }) => Object.values(dependencies));
    expect(pins.filter((pin) => !/^file:[./]+$|^\d+[.]\d+[.]\d+$/.test(pin))).toEqual([]);
  });

  it("is the SDK of a cloud, in its example as in the lock that the tests install from", () => {
    const clouds = filesMatching(/^examples\/clouds\/.+\/package[.]json$/).map((path) => JSON.parse(textOf(path)) as PackageJson);
    expect(clouds.length).toBeGreaterThan(3);
    const { dependencies: locked } = JSON.parse(textOf("tests/examples/cloudSdks/package.json")) as PackageJson;
    const known = { ...locked, "@pulumi/tls": packageJson.devDependencies["@pulumi/tls"], "pulumi-digicert": "file:../../.." };
    for (const { dependencies } of clouds) expect(known).toMatchObject(dependencies);
  });
});
