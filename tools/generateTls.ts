/**
 * Writes what users read about the door `pulumi-digicert/tls`, docs/reference/tls.md, from the doc comments of sdk/tls.
 *
 * From a script: `generatedTls()` gives path and text. From a shell: `npm run docs`; with `--check` it writes nothing and fails where it is not current.
 */
import { docOf, interfaceTable } from "./interfaceTable";
import { formatted, writeGenerated, type GeneratedFile } from "./writeGenerated";

const component = "sdk/tls/privateTlsCertificate.ts";
const args = "sdk/tls/privateTlsCertificateArgs.ts";

export async function generatedTls(): Promise<readonly GeneratedFile[]> {
  return [await formatted("docs/reference/tls.md", pageText())];
}

function pageText(): string {
  return [
    "<!-- Generated from sdk/tls by tools/generateTls.ts: `npm run docs` writes it anew. -->",
    "# PrivateTlsCertificate",
    '`import { PrivateTlsCertificate } from "pulumi-digicert/tls"`; it needs `@pulumi/tls` beside this package. How it is used: [your first certificate](../guides/firstCertificate.md).',
    docOf(component, "PrivateTlsCertificate"),
    "## Arguments",
    `${docOf(args, "PrivateTlsCertificateArgs")} All other [inputs](inputs.md) of \`PrivateSslCertificate\` are arguments as well.`,
    interfaceTable(args, "PrivateTlsCertificateArgs", "argument"),
    "### key",
    docOf(args, "TlsKeyArgs"),
    interfaceTable(args, "TlsKeyArgs"),
    "### subject",
    docOf(args, "TlsSubjectArgs"),
    interfaceTable(args, "TlsSubjectArgs"),
    "## Outputs",
    interfaceTable(component, "PrivateTlsCertificate", "output"),
    "### bundles",
    docOf("sdk/tls/tlsBundles.ts", "TlsBundles"),
    interfaceTable("sdk/tls/tlsBundles.ts", "TlsBundles", "bundle"),
  ].join("\n\n");
}

if (/generateTls\.[jt]s$/.test(process.argv[1] ?? "")) {
  void generatedTls().then((files) => writeGenerated(files, process.argv.includes("--check")));
}
