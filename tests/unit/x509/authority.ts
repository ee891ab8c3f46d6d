import { isIP } from "node:net";
import { inFiles, type KeyKind, makeCsr, openssl, requestWith } from "../../support/csr";

/** A certificate with its key, made by the `openssl` program when a test runs; none is ever committed. */
export interface Held {
  readonly privateKeyPem: string;
  readonly pem: string;
}

export interface Signing {
  readonly days?: number;
  /** How many intermediates may follow; for a CA only. */
  readonly pathLength?: number;
}

/** A CA that signs itself. */
export function makeRoot(name: string, kind: KeyKind = "ec-p256", signing: Signing = {}): Held {
  const { privateKeyPem, csrPem } = makeCsr([name], kind);
  return { privateKeyPem, pem: signed(csrPem, caExtensions(signing), signing, { privateKeyPem }) };
}

/** A CA that another one signed; with a key of its own, unless one is given (a cross-signed twin). */
export function makeIntermediate(by: Held, name: string, kind: KeyKind = "ec-p256", signing: Signing = {}): Held {
  const { privateKeyPem, csrPem } = makeCsr([name], kind);
  return { privateKeyPem, pem: signed(csrPem, caExtensions(signing), signing, by) };
}

/** The same name and key as a CA that there is, signed by another one. */
export function crossSign(by: Held, name: string, twin: Held): Held {
  const csrPem = requestWith(twin.privateKeyPem, ["-subj", `/CN=${name}`]);
  return { privateKeyPem: twin.privateKeyPem, pem: signed(csrPem, caExtensions({}), {}, by) };
}

/** A leaf for the key of a request. */
export function issue(by: Held, csrPem: string, names: readonly string[], signing: Signing = {}): string {
  const alternatives = names.map((name) => (isIP(name) === 0 ? `DNS:${name}` : `IP:${name}`)).join(",");
  const extensions = ["basicConstraints=critical,CA:FALSE", ...(names.length === 0 ? [] : [`subjectAltName=${alternatives}`])];
  return signed(csrPem, extensions, signing, by);
}

function caExtensions({ pathLength }: Signing): readonly string[] {
  const limit = pathLength === undefined ? "" : `,pathlen:${String(pathLength)}`;
  return [`basicConstraints=critical,CA:TRUE${limit}`, "keyUsage=critical,keyCertSign,cRLSign", "subjectKeyIdentifier=hash"];
}

function signed(csrPem: string, extensions: readonly string[], { days = 90 }: Signing, by: Partial<Held>): string {
  const { privateKeyPem = "", pem } = by;
  return inFiles({ key: privateKeyPem, extensions: extensions.join("\n"), ...(pem === undefined ? {} : { pem }) }, (files) => {
    const signer = files["pem"] === undefined ? ["-signkey", files["key"] ?? ""] : ["-CA", files["pem"], "-CAkey", files["key"] ?? ""];
    const serial = `0x${String(Math.floor(Math.random() * 1e12) + 1)}`;
    return openssl(
      ["x509", "-req", ...signer, "-set_serial", serial, "-sha256", "-days", String(days), "-extfile", files["extensions"] ?? ""],
      csrPem,
    );
  });
}

/** What `openssl verify` says of a leaf, with its intermediates and its root. */
export function verdictOf(chain: readonly string[]): string {
  const [leaf = "", ...others] = chain;
  const contents = { leaf, root: others.at(-1) ?? "", between: others.slice(0, -1).join("") };
  return inFiles(contents, ({ leaf: at = "", root = "", between = "" }) =>
    openssl(["verify", "-CAfile", root, ...(others.length > 1 ? ["-untrusted", between] : []), at]),
  );
}
