// The house's rules that a linter can hold. File names are held by tests/repository, directions of imports by .dependency-cruiser.cjs.
import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const noEnum = {
  selector: "TSEnumDeclaration",
  message: "A union of literals, and a table with `satisfies`: a new member is then a compile error wherever a row for it is missing.",
};
const noDefault = { selector: "ExportDefaultDeclaration", message: "Named exports only: one name everywhere." };
/** Radixes, places in a date, modes of files, statuses of HTTP and the milliseconds of a second name themselves. */
const noBareNumber = {
  selector: ":function Literal[raw=/^[0-9]/]:not([raw=/^([0-3]|10|16|19|36|1_?000|[45][0-9][0-9]|0o[0-7]+)$/])",
  message: "What a number means here is money or time: give it a name with its unit, outside of the function.",
};

export default defineConfig(
  // What the examples for clouds stand on is not installed here: tests/examples checks their types.
  { ignores: ["dist/", "coverage/", "reports/", "examples/clouds/"] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // The compiler knows better what is defined.
      "no-undef": "off",
      // Objects here are records of closures: no function of theirs has a `this`.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports", disallowTypeAnnotations: false }],
      "@typescript-eslint/consistent-type-exports": "error",
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "@typescript-eslint/prefer-readonly": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "no-restricted-syntax": ["error", noEnum, noDefault],
      "no-console": "error",
      camelcase: "error",
      eqeqeq: "error",
      "object-shorthand": "error",
    },
  },
  {
    // DigiCert's words as they are: on the wire, as statuses, and where a test stands on DigiCert's side.
    files: ["sandbox/**", "provider/certcentral/**", "provider/lifecycle/status.ts", "tests/**"],
    rules: { camelcase: "off" },
  },
  {
    // A resource class is merged with the interface of its inputs: Pulumi sets the members of both.
    files: ["sdk/privateSslCertificate.ts"],
    rules: { "@typescript-eslint/no-unsafe-declaration-merging": "off", "@typescript-eslint/no-empty-object-type": "off" },
  },
  {
    files: ["provider/lifecycle/**"],
    rules: {
      "no-restricted-syntax": ["error", noEnum, noDefault, noBareNumber],
      // The state is what this product wrote: its readers say as what.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
    },
  },
  {
    // What they say on standard output is what they are for.
    files: ["cli/**", "tools/**", "examples/**", "tests/support/*First.ts"],
    rules: { "no-console": "off" },
  },
  {
    // As a user of Pulumi writes them: DigiCert's words in place, and what the provider process needs required where it is used.
    files: ["bench/programs/**"],
    rules: { camelcase: "off", "@typescript-eslint/no-require-imports": "off" },
  },
  {
    // Their readers ask for a default export.
    files: ["eslint.config.mjs", "tests/support/*First.ts"],
    rules: { "no-restricted-syntax": ["error", noEnum] },
  },
  {
    // The compiler checks these too, but casts that are comments are nothing the linter sees.
    files: ["**/*.mjs", "**/*.js", "**/*.cjs"],
    rules: { "@typescript-eslint/no-unsafe-assignment": "off", "@typescript-eslint/no-unsafe-member-access": "off" },
  },
  {
    files: ["**/*.js", "**/*.cjs"],
    languageOptions: { sourceType: "commonjs" },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
