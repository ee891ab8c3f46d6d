/** Where a secret stands in a text, in any of the forms in which it could be shown: as it is, JSON-escaped, URL-encoded, or within something base64. */
export interface Leak {
  readonly secret: string;
  readonly form: string;
  /** The text around it, with the secret blotted out. */
  readonly where: string;
}

/** Every leak of the secrets, given by their names, in a text. */
export function leaksIn(text: string, secrets: Readonly<Record<string, string>>): readonly Leak[] {
  return Object.entries(secrets).flatMap(([secret, value]) =>
    formsOf(value).flatMap(({ form, shown }) => {
      const at = text.indexOf(shown);
      return at < 0
        ? []
        : [{ secret, form, where: `${text.slice(Math.max(0, at - 80), at)}▮▮▮${text.slice(at + shown.length, at + shown.length + 40)}` }];
    }),
  );
}

interface Form {
  readonly form: string;
  readonly shown: string;
}

function formsOf(value: string): readonly Form[] {
  const once = JSON.stringify(value).slice(1, -1);
  const forms = [
    { form: "raw", shown: value },
    { form: "JSON-escaped", shown: once },
    { form: "JSON-escaped twice", shown: JSON.stringify(once).slice(1, -1) },
    { form: "URL-encoded", shown: encodeURIComponent(value) },
    { form: "form-encoded", shown: new URLSearchParams({ value }).toString().slice("value=".length) },
    ...base64Forms(Buffer.from(value)),
  ];
  return forms.filter(({ shown }, index) => forms.findIndex((form) => form.shown === shown) === index);
}

/**
 * Three bytes become four letters, so the same secret looks different at each of three offsets in what was encoded; the letters at its edges mix with
 * its neighbours and are left out.
 */
function base64Forms(value: Buffer): readonly Form[] {
  return [0, 1, 2].flatMap((offset) => {
    const letters = Buffer.concat([Buffer.alloc(offset), value])
      .toString("base64")
      .replace(/=+$/, "");
    const sure = letters.slice(Math.ceil((offset * 4) / 3), (offset + value.length) % 3 === 0 ? undefined : -1);
    return [
      { form: "base64", shown: sure },
      { form: "base64url", shown: sure.replaceAll("+", "-").replaceAll("/", "_") },
    ];
  });
}
