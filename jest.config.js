// One project per level of tests (docs: README, "Where things are"): `npx jest --selectProjects unit engine`.
const path = require("node:path");

/** Sources are used as they are, so that a test of the fast levels needs no build. */
const inProcess = {
  "^pulumi-digicert$": "<rootDir>/sdk/index.ts",
  "^pulumi-digicert/provider$": "<rootDir>/provider/index.ts",
  "^pulumi-digicert/tls$": "<rootDir>/sdk/tls/index.ts",
  "^pulumi-digicert/sandbox$": "<rootDir>/sandbox/index.ts",
  "^pulumi-digicert/policy$": "<rootDir>/policy/index.ts",
  "^pulumi-digicert/testing$": "<rootDir>/testing/index.ts",
};

const builtFirst = { globalSetup: "<rootDir>/tests/support/buildFirst.ts" };
const foreignFirst = {
  globalSetup: "<rootDir>/tests/support/foreignFirst.ts",
  testMatch: ["<rootDir>/tests/sandbox/foreign/**/*.test.ts"],
};
const engineFirst = { globalSetup: "<rootDir>/tests/support/engineFirst.ts" };

/** @type {Readonly<Record<string, object>>} */
const levels = {
  unit: {},
  properties: {},
  types: {},
  contract: {},
  sandbox: { testPathIgnorePatterns: ["/node_modules/", "<rootDir>/tests/sandbox/foreign/"] },
  foreign: foreignFirst,
  repository: {},
  host: builtFirst,
  engine: engineFirst,
  faults: engineFirst,
  soak: engineFirst,
  examples: engineFirst,
  loadBalancers: engineFirst,
  package: engineFirst,
};

/** @type {import("jest").Config} */
module.exports = {
  cacheDirectory: path.join(__dirname, "node_modules/.cache/jest"),
  projects: Object.entries(levels).map(([level, settings]) => ({
    displayName: level,
    rootDir: __dirname,
    testMatch: [`<rootDir>/tests/${level}/**/*.test.ts`],
    // Links to this repository lie in its own node_modules and in examples: one copy of everything is enough.
    modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/examples/"],
    transform: { "\\.ts$": ["ts-jest", { tsconfig: "<rootDir>/tsconfig.json", diagnostics: false }] },
    moduleNameMapper: inProcess,
    cacheDirectory: path.join(__dirname, "node_modules/.cache/jest"),
    ...settings,
  })),
  testTimeout: 30_000,
  maxWorkers: 2,
};
