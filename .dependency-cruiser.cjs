// Which part may know which (docs/decisions; README, "Where things are"). Each rule is a sentence; a new import that breaks one is a change of the design.

const typeOnly = ["type-only"];
const leaves = "^provider/(x509/|(errors|redact|configuration|version)[.]ts$)";

/** @type {import("dependency-cruiser", { with: { "resolution-mode": "import" } }).IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Parts that need each other are one part.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "only-certcentral-speaks-http",
      comment: "Limits, retries, time-outs and redaction of what goes to DigiCert are in one folder.",
      severity: "error",
      from: { path: "^(provider|sdk|cli)/", pathNot: "^provider/certcentral/" },
      to: { path: "node_modules/(axios|follow-redirects|undici)/|^(node:)?https?$" },
    },
    {
      name: "lifecycle-knows-no-pulumi",
      comment: "Decisions are made from what was recorded, what is wanted and the time: no host, no HTTP library.",
      severity: "error",
      from: { path: "^provider/(lifecycle|request|certcentral|x509)/" },
      to: { path: "node_modules/@pulumi/" },
    },
    {
      name: "sandbox-meets-the-client-only-on-the-wire",
      comment: "A sandbox that shares a line with the client makes every test of the client say what the client says.",
      severity: "error",
      from: { path: "^sandbox/" },
      to: { path: "^(provider|sdk|cli|tools|tests|examples)/" },
    },
    {
      name: "the-product-knows-no-sandbox",
      comment: "The same, from the other side.",
      severity: "error",
      from: { path: "^(provider|sdk)/" },
      to: { path: "^(sandbox|cli|tools|tests|examples)/" },
    },
    {
      name: "sdk-takes-only-types-from-provider",
      comment:
        "Loading the package in a program never loads what runs in Pulumi's provider process. The look-ups load it when one is called.",
      severity: "error",
      from: { path: "^sdk/", pathNot: "^sdk/lookups[.]ts$" },
      to: { path: "^provider/", dependencyTypesNot: typeOnly },
    },
    {
      name: "look-ups-are-loaded-when-called",
      comment: "The exception of the rule above, held as narrow as it is meant.",
      severity: "error",
      from: { path: "^sdk/lookups[.]ts$" },
      to: { path: "^provider/", pathNot: "^provider/lookups[.]ts$", dependencyTypesNot: typeOnly },
    },
    {
      name: "look-ups-only-look",
      comment: "They run in a program, where no engine is linked and nothing is ordered.",
      severity: "error",
      from: { path: "^provider/lookups" },
      to: { path: "^provider/(lifecycle/|(index|privateSslCertificate|engineLink)[.]ts$)" },
    },
    {
      name: "provider-never-looks-up-to-the-sdk",
      severity: "error",
      from: { path: "^provider/" },
      to: { path: "^sdk/" },
    },
    {
      name: "leaves-know-only-leaves",
      comment: "x509, errors, redact and configuration can be read, and tested, without the rest.",
      severity: "error",
      from: { path: leaves },
      to: { path: "^provider/", pathNot: leaves },
    },
    {
      name: "request-knows-no-client",
      comment: "The map says what goes over the wire; who sends it is no concern of its own.",
      severity: "error",
      from: { path: "^provider/request/" },
      to: {
        path: "^provider/(certcentral|lifecycle)/|^provider/(index|privateSslCertificate|engineLink)[.]ts$",
        dependencyTypesNot: typeOnly,
      },
    },
    {
      name: "certcentral-knows-no-lifecycle",
      severity: "error",
      from: { path: "^provider/certcentral/" },
      to: { path: "^provider/lifecycle/|^provider/(index|privateSslCertificate|engineLink)[.]ts$" },
    },
    {
      name: "lifecycle-is-given-the-rest",
      comment: "Clock, sleep, client and engine are passed in.",
      severity: "error",
      from: { path: "^provider/lifecycle/" },
      to: {
        path: "^provider/(index|privateSslCertificate|engineLink|configuration)[.]ts$|^provider/certcentral/(client|limiter|retry)[.]ts$",
        dependencyTypesNot: typeOnly,
      },
    },
    {
      name: "cli-stands-on-provider-and-sandbox",
      severity: "error",
      from: { path: "^cli/" },
      to: { path: "^(sdk|tools|tests|examples)/" },
    },
    {
      name: "policy-reads-what-is-asked-for-and-knows-nothing-of-how-it-is-ordered",
      comment:
        "One reading of the inputs, the provider's: which validity counts, what equals what, what key a CSR holds. All else of ours as types only.",
      severity: "error",
      from: { path: "^policy/" },
      to: {
        path: "^(provider|sdk|sandbox|cli|tools|tests|examples)/",
        pathNot: "^provider/(request|x509)/",
        dependencyTypesNot: typeOnly,
      },
    },
    {
      name: "testing-shows-the-provider-and-signs-with-the-sandbox",
      comment:
        "A mocked certificate is checked and recorded by the provider's own code, and signed by the sandbox's; nothing of ours is loaded by it otherwise.",
      severity: "error",
      from: { path: "^testing/" },
      to: { path: "^(policy|cli|tools|tests|examples)/|^sdk/(?!providerText[.]ts$)", dependencyTypesNot: typeOnly },
    },
    {
      name: "what-is-for-tests-is-for-tests",
      comment: "No part of the product stands on what its users' tests stand on.",
      severity: "error",
      from: { path: "^(provider|sdk|sandbox|cli|policy)/" },
      to: { path: "^testing/" },
    },
    {
      name: "only-policies-know-the-policy-library",
      comment: "It is an optional peer: whoever writes no policies has none of it.",
      severity: "error",
      from: { path: "^(provider|sdk|sandbox|cli)/" },
      to: { path: "node_modules/@pulumi/policy/" },
    },
    {
      name: "only-the-door-tls-knows-pulumi-tls",
      comment: "It is an optional peer: whoever brings a CSR has none of it.",
      severity: "error",
      from: { path: "^(provider|sdk|sandbox|cli|policy)/", pathNot: "^sdk/tls/" },
      to: { path: "node_modules/@pulumi/tls/|^sdk/tls/" },
    },
    {
      name: "only-the-sandbox-signs",
      comment:
        "The provider reads certificates with node:crypto: what makes them is not loaded in a user's deployment. Tests have a stand-in for a plugin that makes requests.",
      severity: "error",
      from: { path: "^(provider|sdk|cli|policy|tests)/", pathNot: "^tests/support/tlsPlugin/standIn[.]mjs$" },
      to: { path: "node_modules/(@peculiar|reflect-metadata)/" },
    },
    {
      name: "only-the-cli-parses-arguments",
      severity: "error",
      from: { path: "^(provider|sdk|sandbox)/" },
      to: { path: "node_modules/commander/" },
    },
    {
      name: "published-code-needs-no-tool-of-the-house",
      comment: "What is published runs without the devDependencies. @pulumi/pulumi is the user's own (a peer).",
      severity: "error",
      from: { path: "^(provider|sdk|sandbox|cli|policy|testing)/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: [...typeOnly, "npm-peer"] },
    },
    {
      name: "everything-imported-is-there",
      comment: "But the package itself, which need not be built for this, and the SDKs of the clouds, which only tests/examples installs.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^pulumi-digicert(/|$)|^@pulumi/(aws|azure|gcp|kubernetes)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["require", "node", "default", "types"],
      mainFields: ["main", "types"],
    },
  },
};
