import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Looked at after so many verbs. */
const VERBS_BETWEEN = 16;
/** How much garbage may stand among what lives. */
const MOST_GARBAGE_BYTES = 12_000_000;

/**
 * Keeps the process small where it handles hundreds of certificates (docs/decisions/smallProcess.md). What belongs to calls on their way outlives V8's young
 * generation, and V8 lets such garbage grow by a hundred megabytes before it looks for it. A stack of some dozen certificates never comes to it.
 */
export function createHeap(): { readonly afterVerb: () => void } {
  let verbs = 0;
  let kept: number | undefined;
  let collect: (() => void) | undefined;

  function tidy(): void {
    kept ??= oldBytes();
    if (oldBytes() - kept < MOST_GARBAGE_BYTES) return;
    collect ??= collector();
    collect();
    kept = oldBytes();
  }

  return {
    afterVerb() {
      verbs += 1;
      if (verbs % VERBS_BETWEEN !== 0) return;
      try {
        tidy();
      } catch {
        // Nothing is worth failing a verb for, which may have placed an order.
        verbs = Number.NEGATIVE_INFINITY;
      }
    },
  };
}

function oldBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === "old_space")?.space_used_size ?? 0;
}

/** As tools that look for leaks get it: without loading an inspector. */
function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}
