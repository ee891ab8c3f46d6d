/** Programs as somebody writes them who has only read the README, in the modules and with the compiler that they have. */
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { newProject, type Account, type Project } from "../engine/harness";
import { makeCsr } from "../support/csr";

export type Modules = "CommonJS" | "ES";

const commonName = "api.corp.example";

/** The same in both: what it must not order by a number is looked up by its name. */
const certificate = `new PrivateSslCertificate("api", {
  product: product.name,
  commonName: "${commonName}",
  csr: new pulumi.Config().require("csr"),
  organization: { id: organization.id },
  orderValidity: { years: 1 },
});`;

const head = `import * as pulumi from "@pulumi/pulumi";`;

/** An ES module may wait at its top; in CommonJS the look-ups are outputs. */
const programs: Readonly<Record<Modules, string>> = {
  ES: `${head}
import { getOrganization, getProduct, PrivateSslCertificate } from "pulumi-digicert";
const [organization, product] = await Promise.all([
  getOrganization({ name: "Sandbox Corporation" }),
  getProduct({ name: "private_ssl_plus" }),
]);
const certificate = ${certificate}
export const { orderId, orderStatus, fullChainPem } = certificate;
`,
  CommonJS: `${head}
import { getOrganizationOutput, getProductOutput, PrivateSslCertificate } from "pulumi-digicert";
const organization = getOrganizationOutput({ name: "Sandbox Corporation" });
const product = getProductOutput({ name: "private_ssl_plus" });
const certificate = ${certificate}
export const { orderId, orderStatus, fullChainPem } = certificate;
`,
};

/** With ES modules everything is checked, the types of all packages too: that takes three times as long, and they are the same in both. */
const tsconfigOf = (modules: Modules) => ({
  compilerOptions: { strict: true, target: "es2022", module: "nodenext", types: ["node"], skipLibCheck: modules !== "ES", outDir: "bin" },
  files: ["index.ts"],
});

/** A stranger's project: its program, its settings of the compiler, and what a package manager has installed in `folder`. */
export async function strangersProject(modules: Modules, folder: string, sandbox: Account): Promise<Project> {
  const project = await newProject({
    sandbox,
    program: "",
    nodeModules: join(folder, "node_modules"),
    config: { csr: makeCsr([commonName]).csrPem },
  });
  writeProgram(modules, project.folder);
  return project;
}

/** In place of the harness's program. Pulumi itself runs TypeScript in CommonJS; it has ES modules compiled first (its SDK brings no loader for them). */
function writeProgram(modules: Modules, folder: string): void {
  const isModule = modules === "ES";
  const packageJson = { name: "program", private: true, ...(isModule ? { type: "module", main: "bin/index.js" } : {}) };
  writeFileSync(join(folder, "Pulumi.yaml"), "name: certificates\nruntime: nodejs\n");
  writeFileSync(join(folder, "package.json"), JSON.stringify(packageJson));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfigOf(modules)));
  writeFileSync(join(folder, "index.ts"), programs[modules]);
  rmSync(join(folder, "index.js"));
}

/** Compiles a program; throws what the compiler says, unless that is nothing. */
export function compile(folder: string, compiler = "typescript"): void {
  try {
    execFileSync(process.execPath, [join(folder, "node_modules", compiler, "bin/tsc")], { cwd: folder, encoding: "utf8" });
  } catch (error) {
    throw new Error(`The program does not compile:\n${String((error as { readonly stdout?: string }).stdout)}`, { cause: error });
  }
}
