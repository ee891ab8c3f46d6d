import type { Lookups } from "./account";

const known = new WeakMap<Lookups, Lookups>();

/** The look-ups of an account, each asked once in a process, whatever comes of it: hundreds of orders may be refused for one and the same reason. */
export function askedOnce(lookups: Lookups): Lookups {
  const before = known.get(lookups);
  if (before !== undefined) return before;
  const { products, organizations } = lookups;
  const once: Lookups = {
    products: { list: remembered(products.list), info: remembered(products.info) },
    organizations: { list: remembered(organizations.list), info: remembered(organizations.info) },
  };
  known.set(lookups, once);
  return once;
}

function remembered<A extends readonly unknown[], T>(ask: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (...args) => {
    const key = JSON.stringify(args);
    const answer = answers.get(key) ?? ask(...args);
    answers.set(key, answer);
    return answer;
  };
}
