import { isDigicertError, type AnyDigicertError } from "../../provider/errors";

/** `good`: nothing to do. `advice`: better done, or looked at. `bad`: what is wanted of this package cannot work until it is mended. */
export type Level = "good" | "advice" | "bad";

/** One line of the doctor. */
export interface Finding {
  readonly level: Level;
  /** What was looked at, in a word or two. */
  readonly about: string;
  readonly says: string;
  /** What to do; there is one wherever not all is well. */
  readonly todo?: string;
}

export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

export function good(about: string, says: string): Finding {
  return { level: "good", about, says };
}

export function advice(about: string, says: string, todo: string): Finding {
  return { level: "advice", about, says, todo };
}

export function bad(about: string, says: string, todo: string): Finding {
  return { level: "bad", about, says, todo };
}

/** The findings of a question; where DigiCert gives no answer, that is one. `forbidden`: what it means that this key may not ask. */
export async function askedAbout(about: string, ask: () => Promise<readonly Finding[]>, forbidden?: Finding): Promise<readonly Finding[]> {
  try {
    return await ask();
  } catch (error) {
    if (!isDigicertError(error)) throw error;
    if (error.code === "DIGICERT_FORBIDDEN" && forbidden !== undefined) return [forbidden];
    return [failed(about, error)];
  }
}

/** Its message is the sentence and the hint, a line each. */
export function failed(about: string, { message, hint }: Pick<AnyDigicertError, "message" | "hint">): Finding {
  const [says = message] = message.split("\n");
  return bad(about, says, hint);
}
