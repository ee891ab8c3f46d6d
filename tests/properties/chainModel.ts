/**
 * Which chains hold, judged by what the certificates say and not by their bytes: every way from every leaf to every root is tried. It is written from
 * RFC 5280, 6.1, and shares nothing with the code that it judges.
 */
import { LEAF_KEY, type Said, wantedNames } from "./chainWorld";

/** `openssl`: where this provider is stricter on purpose (docs/reference/fuzzing.md), and a clock that is not exact, are left out. */
export type Rules = "ours" | "openssl";

/** Whether a path, leaf first, holds. */
export function holds(path: readonly Said[], rules: Rules = "ours"): boolean {
  const [leaf, ...authorities] = path;
  const root = authorities.at(-1);
  if (leaf === undefined || root === undefined) return false;
  return (
    isLeaf(leaf, rules) &&
    path.every((said) => isUsable(said, rules, said === root)) &&
    path.every((said, index) => index === 0 || maySign(said, path[index - 1] ?? said, path.slice(0, index), rules, said === root)) &&
    root.subject === root.issuer &&
    (root.version === 1 || root.identifiers !== "other") &&
    (rules === "openssl" || (root.signer === root.holder && isWhole(root)))
  );
}

/** Every path that holds. */
export function pathsIn(certificates: readonly Said[], rules: Rules = "ours"): readonly (readonly Said[])[] {
  const found: (readonly Said[])[] = [];
  const walk = (path: readonly Said[]): void => {
    if (holds(path, rules)) found.push(path);
    const last = path.at(-1);
    for (const next of certificates) if (!path.includes(next) && last?.issuer === next.subject) walk([...path, next]);
  };
  for (const said of certificates) if (isLeaf(said, rules)) walk([said]);
  return found;
}

function isLeaf({ holder, signer, names, isCa, version, subject, issuer }: Said, rules: Rules): boolean {
  const named = version === 1 || names.length === 0 ? [subject] : names;
  const isServer = !(isCa && version === 3) && !(subject === issuer && signer === holder);
  return holder === LEAF_KEY && wantedNames.every((name) => named.includes(name)) && (rules === "openssl" || isServer);
}

function isUsable(said: Said, rules: Rules, isRoot: boolean): boolean {
  const { flaw, fromDays, untilDays } = said;
  if (flaw === "critical" || flaw === "poison") return said.version === 1;
  if (flaw === "twice") return rules === "openssl" || said.version === 1;
  if (flaw === "yearFortyNine" || untilDays < 0 || fromDays > (rules === "openssl" ? 0 : 1)) return false;
  return isWhole(said) || (rules === "openssl" && (isRoot || flaw === "md5"));
}

/** Its signature holds, if it is that of its issuer. */
function isWhole({ flaw }: Said): boolean {
  return flaw === undefined || flaw === "yearFortyNine" || flaw === "critical" || flaw === "poison" || flaw === "twice";
}

function maySign(issuer: Said, last: Said, below: readonly Said[], rules: Rules, isRoot: boolean): boolean {
  const isNewest = issuer.version === 3;
  const counted = below.slice(1).filter(({ subject, issuer: by }) => subject !== by).length;
  return (
    last.issuer === issuer.subject &&
    last.signer === issuer.holder &&
    (isNewest ? issuer.isCa : rules === "openssl" && isRoot) &&
    (!isNewest || issuer.maySign !== false) &&
    (last.version === 1 || last.identifiers !== "other" || !isNewest || issuer.identifiers === undefined) &&
    (!isNewest || issuer.pathLength === undefined || counted <= issuer.pathLength) &&
    (!isNewest || allowsNames(issuer, below[0], rules))
  );
}

/** CAs have no DNS names here, and directory names are not limited. */
function allowsNames({ permitted, excluded }: Said, leaf: Said | undefined, rules: Rules): boolean {
  if (leaf === undefined) return true;
  const names = leaf.version === 3 && leaf.names.length > 0 ? leaf.names : leaf.isCa && leaf.version === 3 ? [] : [leaf.subject];
  return names.every(
    (name) =>
      !excluded.some((base) => isIn(name, base) || (rules === "ours" && reachesInto(name, base))) &&
      (permitted.length === 0 || permitted.some((base) => isIn(name, base))),
  );
}

function isIn(name: string, base: string): boolean {
  return base === "" || name === base || name.endsWith(base.startsWith(".") ? base : `.${base}`);
}

/** `*.corp.example` may be asked for `secret.corp.example`. */
function reachesInto(name: string, base: string): boolean {
  return name.startsWith("*.") && base.split(".").slice(1).join(".") === name.slice("*.".length);
}
