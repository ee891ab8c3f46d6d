/** How often a property is tried. */
const share = Number(process.env["PULUMI_DIGICERT_PROPERTY_SHARE"] ?? 1);

/** For `fc.assert`. Before a commit a part of the runs is enough (tools/check.mjs); `npm test` makes all of them. */
export function runs(all = 100): { readonly numRuns: number } {
  return { numRuns: Math.ceil(all * share) };
}
