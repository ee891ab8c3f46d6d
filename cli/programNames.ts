/** Names that a program has for a certificate. */
export interface ProgramNames {
  /** Of the Pulumi resource. */
  readonly resource: string;
  /** Of the constant that holds it. */
  readonly variable: string;
}

/** A name for each order, told apart by the order's id where two have one common name. */
export function programNames(
  orders: readonly { readonly orderId: number; readonly commonName: string }[],
): ReadonlyMap<number, ProgramNames> {
  const named = orders.map(({ orderId, commonName }) => ({
    orderId,
    resource: resourceName(commonName),
    variable: variableName(commonName),
  }));
  const resources = counted(named.map(({ resource }) => resource));
  const variables = counted(named.map(({ variable }) => variable));
  return new Map(
    named.map(({ orderId, resource, variable }) => {
      const isTaken = resources.get(resource) !== 1 || variables.get(variable) !== 1;
      const id = String(orderId);
      return [orderId, isTaken ? { resource: `${resource}-${id}`, variable: `${variable}${id}` } : { resource, variable }] as const;
    }),
  );
}

function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** `*.corp.example` is `wildcard.corp.example`: a resource's name is part of its URN, and is typed in shells. */
function resourceName(commonName: string): string {
  const name = commonName
    .toLowerCase()
    .replace(/\*/g, "wildcard")
    .replace(/[^\p{L}\p{N}._-]+/gu, "-");
  return name === "" ? "certificate" : name;
}

/** With an order's id behind it, a declaration still fits into a line of a program. */
const LONGEST_VARIABLE = 30;

/** `api.corp.example` is `apiCorpExample`. One word alone could be a word of the language: it gets a second one. */
function variableName(commonName: string): string {
  const words = commonName
    .toLowerCase()
    .replace(/\*/g, "wildcard")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const all = words.length === 1 ? [...words, "certificate"] : words.length === 0 ? ["certificate"] : words;
  const [first = "", ...others] = /^\d/.test(all[0] ?? "") ? ["certificate", ...all] : all;
  return others.reduce(
    (name, word) => {
      const longer = `${name}${word.charAt(0).toUpperCase()}${word.slice(1)}`;
      return longer.length > LONGEST_VARIABLE ? name : longer;
    },
    first.slice(0, LONGEST_VARIABLE),
  );
}
