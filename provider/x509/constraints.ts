import { type DerElement, derTag, elementsOf, expectTag } from "./der";
import { comparableName } from "./distinguishedName";

/** For which names a CA may sign (RFC 5280, 4.2.1.10). */
export interface NameConstraints {
  readonly permitted: readonly DerElement[];
  readonly excluded: readonly DerElement[];
}

/** The kinds of names (RFC 5280, 4.2.1.6) that mean something here. */
export const nameKind = {
  email: derTag.plainContext(1),
  dns: derTag.plainContext(2),
  directory: derTag.context(4),
  address: derTag.plainContext(7),
} as const;

const PERMITTED = derTag.context(0);
const EXCLUDED = derTag.context(1);

export function constraintsIn(extension: DerElement): NameConstraints {
  const trees = elementsOf(expectTag(extension, derTag.sequence));
  const basesOf = (wanted: number): readonly DerElement[] =>
    trees
      .filter(({ tag }) => tag === wanted)
      .flatMap(elementsOf)
      .map(baseOf);
  return { permitted: basesOf(PERMITTED), excluded: basesOf(EXCLUDED) };
}

/** With a minimum or a maximum, which nobody may write (RFC 5280, 4.2.1.10), it would not mean what it says. */
function baseOf(subtree: DerElement): DerElement {
  const [base, ...more] = elementsOf(expectTag(subtree, derTag.sequence));
  if (base === undefined || more.length > 0) throw new RangeError("DER: no subtree of names");
  return base;
}

/** A kind of name of which none is permitted is not limited; what cannot be compared is forbidden. */
export function forbids({ permitted, excluded }: NameConstraints, names: readonly DerElement[]): boolean {
  return names.some((name) => {
    const alike = ({ tag }: DerElement): boolean => tag === name.tag;
    const allowed = permitted.filter(alike);
    return (
      excluded.filter(alike).some((base) => within[name.tag]?.(name, base, "excluded") ?? true) ||
      (allowed.length > 0 && !allowed.some((base) => within[name.tag]?.(name, base, "permitted") ?? false))
    );
  });
}

type Within = (name: DerElement, base: DerElement, as: keyof NameConstraints) => boolean;

const within: Readonly<Record<number, Within>> = {
  [nameKind.dns]: (name, base, as) => isInDomain(lowered(name), lowered(base), as),
  [nameKind.address]: ({ content: address }, { content: network }) => isInNetwork(address, network),
  [nameKind.directory]: (name, base) => {
    const [whole, part] = [comparableName(readInner(name)), comparableName(readInner(base))];
    return part.every((each, index) => each === whole[index]);
  },
};

function lowered({ content }: DerElement): string {
  return content.toString("latin1").toLowerCase();
}

/** A domain holds itself and what is below; with a dot before it, only that. A wildcard reaches into what is excluded one step below. */
function isInDomain(name: string, domain: string, as: keyof NameConstraints): boolean {
  const below = domain.startsWith(".") ? domain : `.${domain}`;
  const reaches = as === "excluded" && name.startsWith("*.") && `.${domain}`.endsWith(name.slice(1));
  return domain === "" || name === domain || name.endsWith(below) || reaches;
}

/** An address, and one with its mask. */
function isInNetwork(address: Buffer, network: Buffer): boolean {
  if (network.length !== address.length * 2) return false;
  return address.every((byte, index) => {
    const mask = network[address.length + index] ?? 0;
    return (byte & mask) === ((network[index] ?? 0) & mask);
  });
}

function readInner(name: DerElement): DerElement {
  const [inner] = elementsOf(name);
  return expectTag(inner, derTag.sequence);
}
