import type { Call } from "../http/call";

const MOST = 1000;

export interface Paged<T> {
  readonly entries: readonly T[];
  readonly page: { readonly total: number; readonly limit: number; readonly offset: number };
}

/** [DOC] `offset` from 0, `limit` at most 1000, which is the default too. */
export function paged<T>(all: readonly T[], { query }: Call): Paged<T> {
  const offset = wholeFrom(query.get("offset"), 0);
  const limit = Math.min(wholeFrom(query.get("limit"), MOST), MOST);
  return { entries: all.slice(offset, offset + limit), page: { total: all.length, limit, offset } };
}

function wholeFrom(text: string | null, otherwise: number): number {
  const value = Number(text ?? "");
  return text !== null && text !== "" && Number.isInteger(value) && value >= 0 ? value : otherwise;
}
