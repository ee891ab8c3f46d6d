import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Keys and requests are made when a test runs, by a program that shares nothing with the code under test; none is ever committed. */
export interface KeyAndCsr {
  readonly privateKeyPem: string;
  readonly csrPem: string;
}

export type KeyKind = "rsa-2048" | "rsa-1024" | "ec-p256" | "ec-p384" | "ed25519";

const keyArguments: Readonly<Record<KeyKind, readonly string[]>> = {
  "rsa-2048": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
  "rsa-1024": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"],
  "ec-p256": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
  "ec-p384": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
  ed25519: ["-algorithm", "ED25519"],
};

/** A new key and a request for the names, the first of which is the common name. EC by default, since it takes no time to make. */
export function makeCsr(names: readonly [string, ...string[]], kind: KeyKind = "ec-p256"): KeyAndCsr {
  const privateKeyPem = openssl(["genpkey", ...keyArguments[kind]]);
  return { privateKeyPem, csrPem: csrFor(privateKeyPem, names) };
}

/** A request with a key that is there already: as for a renewal that keeps its key. */
export function csrFor(privateKeyPem: string, names: readonly [string, ...string[]]): string {
  const alternatives = names.map((name) => `DNS:${name}`).join(",");
  return requestWith(privateKeyPem, ["-subj", `/CN=${names[0]}`, "-addext", `subjectAltName=${alternatives}`]);
}

/** A request as the options of `openssl req` say. */
export function requestWith(privateKeyPem: string, options: readonly string[]): string {
  return inFiles({ key: privateKeyPem }, ({ key = "" }) => openssl(["req", "-new", "-key", key, ...options]));
}

/** Runs the `openssl` program; its standard output. */
export function openssl(args: readonly string[], input = ""): string {
  return execFileSync("openssl", args, { input, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] });
}

/** Runs something with texts in files that nobody else can read, and removes them. `/dev/stdin` would not do: Node's is a socket. */
export function inFiles<T>(contents: Readonly<Record<string, string>>, use: (paths: Readonly<Record<string, string>>) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-test-"));
  try {
    const paths = Object.keys(contents).map((name) => [name, join(folder, name)] as const);
    for (const [name, path] of paths) writeFileSync(path, contents[name] ?? "", { mode: 0o600 });
    return use(Object.fromEntries(paths));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What `openssl verify` says of a chain, as strict as it can be: purposes, key identifiers, path lengths. Throws where it does not hold. */
export function verifiedByOpenssl(
  { leaf, intermediates, root }: { readonly leaf: string; readonly intermediates: readonly string[]; readonly root: string },
  options: readonly string[] = [],
): string {
  return inFiles({ leaf, root, intermediates: intermediates.join("\n") }, (paths) => {
    const untrusted = intermediates.length === 0 ? [] : ["-untrusted", paths["intermediates"] ?? ""];
    const trusted = ["-CAfile", paths["root"] ?? ""];
    return openssl(["verify", "-x509_strict", "-purpose", "sslserver", ...trusted, ...untrusted, ...options, paths["leaf"] ?? ""]);
  });
}
