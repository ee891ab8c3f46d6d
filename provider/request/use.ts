/** What the map is good for: the one door through which the rest of the provider uses this folder. */
export { costsAnOrder, hasUnknown } from "./field";
export type { Problem } from "./problem";
export { isShown, problemsIn } from "./problems";
export { remarksOn } from "./remarks";
export { type Change, changesBetween, type RecordedWish } from "./changes";
export { digestsOf, digestsOfOrder, isLeftOpen, keyDigest, recordedWishOf, wholeDigest, wishDigest } from "./digests";
export { encodeOrder, encodeReissue } from "./encode";
export { wantedNames } from "./names";
export { effectiveValidity, validityProblem, wantedEnd } from "./validity";
