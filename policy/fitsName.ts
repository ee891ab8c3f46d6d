import { BlockList, isIP } from "node:net";

import { canonicalName } from "../provider/x509/names";
import { escaped } from "./matchesText";

const BITS = { 4: 32, 6: 128 } as const;

/** Whether a name of a certificate fits a pattern. A name is an IP address or it is not: addresses fit addresses and ranges only, hosts never do. */
export function fitsName(pattern: string, name: string): boolean {
  const canonical = canonicalName(name);
  const range = rangeOf(pattern);
  if (isIP(canonical) !== 0) return range?.check(canonical, familyOf(canonical)) ?? false;
  return range === undefined && hostPattern(pattern).test(canonical);
}

/** Whether it can be fitted at all: a name with `*` or `**` in it, an IP address, or a range of them. */
export function isNamePattern(pattern: string): boolean {
  return rangeOf(pattern) !== undefined || /^[a-z0-9_*-]+(\.[a-z0-9_*-]+)*$/.test(canonicalName(pattern));
}

/** The addresses of `10.0.0.0/8`, or the one of `10.0.0.1`; undefined of anything else. */
function rangeOf(pattern: string): BlockList | undefined {
  const [address = "", prefix, ...more] = pattern.trim().split("/");
  const version = isIP(address);
  if (version !== 4 && version !== 6) return undefined;
  const bits = prefix === undefined ? BITS[version] : Number(/^\d+$/.exec(prefix)?.[0]);
  if (more.length > 0 || !(bits <= BITS[version])) return undefined;
  const range = new BlockList();
  range.addSubnet(address, bits, familyOf(address));
  return range;
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 4 ? "ipv4" : "ipv6";
}

/** `*` stays within a label, as in a certificate (RFC 9525, 6.3); `**` goes over several. */
function hostPattern(pattern: string): RegExp {
  const labels = canonicalName(pattern)
    .split(".")
    .map((label) => {
      if (label === "**") return "[^.]+(?:\\.[^.]+)*";
      return label === "*" ? "[^.]+" : label.split("*").map(escaped).join("[^.]*");
    });
  return new RegExp(`^${labels.join("\\.")}$`);
}
