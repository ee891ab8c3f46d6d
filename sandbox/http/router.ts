import type { Answer } from "./answer";
import type { Call } from "./call";
import { notFound } from "./refusal";

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the base URL; `{…}` is any one segment. */
  readonly path: string;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

export interface Found {
  readonly route: Route;
  readonly segments: Readonly<Record<string, string>>;
}

/** The first route that fits; so those without variable segments stand before those with. */
export function routeFor(routes: readonly Route[], method: string, path: string): Found {
  for (const route of routes) {
    const segments = route.method === method ? segmentsIn(route.path, path) : undefined;
    if (segments !== undefined) return { route, segments };
  }
  throw notFound("route");
}

/** The values of the variable segments, or `undefined` where the path is another. */
export function segmentsIn(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const [wanted, found] = [template.split("/"), path.split("/")];
  if (wanted.length !== found.length) return undefined;
  const segments: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const segment = found[index] ?? "";
    if (part.startsWith("{") && segment !== "") segments[part.slice(1, -1)] = decoded(segment);
    else if (part !== segment) return undefined;
  }
  return segments;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Not percent-encoded: taken as it is, so that it simply is not found.
    return segment;
  }
}
