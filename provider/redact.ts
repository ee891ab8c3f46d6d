/** Shorter values are no keys: blotting them out would only make holes in ordinary words. */
const SHORTEST_SECRET = 6;
const BLOT = "[secret]";

const secrets = new Set<string>();
let secretForms: RegExp | undefined;

/** From now on, `redact` blots this value out, in whatever form it is written. */
export function keepSecret(value: string): void {
  if (value.length < SHORTEST_SECRET || secrets.has(value)) return;
  secrets.add(value);
  const forms = [...new Set([...secrets].flatMap(formsOf))].sort((a, b) => b.length - a.length);
  secretForms = new RegExp(forms.map(escaped).join("|"), "g");
}

/** The one function that every message and every log line passes: nothing that must stay secret is left in what it returns. */
export function redact(text: string): string {
  const known = secretForms === undefined ? text : text.replace(secretForms, BLOT);
  return shapes.reduce((shown, { shape, blot }) => shown.replace(shape, blot), known);
}

const LONGEST_WORDS = 1_000;

/** What others wrote, as a part of one of our sentences: on one line, without what moves a terminal or turns a text around, and never a book. */
export function inOneLine(text: string, most = LONGEST_WORDS): string {
  const shown = redact(text)
    .slice(0, most)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ");
  return text.length > most ? `${shown}\u2026` : shown;
}

interface Shape {
  readonly shape: RegExp;
  readonly blot: string;
}

/** What is secret, or too long to be shown, by its shape. Each is read in one pass: a hostile text costs no more than its length. */
const shapes: readonly Shape[] = [
  // The body of a PEM block has no five dashes; a block that was cut off has no end.
  { shape: /-----BEGIN ([A-Z0-9 ]{1,40})-----(?:[^-]|-(?!----))*(?:-----END [A-Z0-9 ]{1,40}-----)?/g, blot: "[PEM of a $1]" },
  // DER in base64 without PEM around it, as a CSR may be given.
  { shape: /\bMI[A-Za-z0-9+/]{6}(?:[A-Za-z0-9+/=\r\n]|\\[nr/]){72,}/g, blot: "[base64 of a certificate, key or request]" },
  { shape: /(x-dc-devkey\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?)[^\s"'\\,;}]+/gi, blot: `$1${BLOT}` },
  {
    shape: /\b((?:card|number|pan)(?:[_ -]?(?:number|no))?\\?["']?[\s:=#]{0,4}(?:is )?\\?["']?)\d(?:[ -]?\d){11,18}(?!\d)/gi,
    blot: `$1${BLOT}`,
  },
  { shape: /\b((?:cvv2?|cvc2?|csc|security[_ ]?code)\\?["']?[\s:=#]{0,4}(?:is )?\\?["']?)\d{3,4}\b/gi, blot: `$1${BLOT}` },
];

/** A value as it is, JSON-escaped (once and twice), URL-encoded, and within something that is base64. */
function formsOf(value: string): readonly string[] {
  const once = JSON.stringify(value).slice(1, -1);
  const twice = JSON.stringify(once).slice(1, -1);
  const form = new URLSearchParams({ value }).toString().slice("value=".length);
  return [value, once, twice, encodeURIComponent(value), form, ...base64FormsOf(Buffer.from(value))];
}

/** Three bytes become four letters, so a value looks different at each of three offsets; letters shared with its neighbours are left out. */
function base64FormsOf(value: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const letters = Buffer.concat([Buffer.alloc(offset), value])
      .toString("base64")
      .replace(/=+$/, "");
    const own = letters.slice(Math.ceil((offset * 4) / 3), (offset + value.length) % 3 === 0 ? undefined : -1);
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
