import { createHash } from "node:crypto";

/** Dice that fall the same whenever they are thrown for the same words: so a round can be repeated, whatever came before it. */
export interface Dice {
  /** From 0 to below 1. */
  fraction(): number;
  /** True in this share of the throws. */
  chance(share: number): boolean;
  /** From 0 to below a whole number. */
  whole(below: number): number;
  one<T>(of: readonly [T, ...T[]]): T;
  /** One of a list that may be empty. */
  oneOf<T>(list: readonly T[]): T | undefined;
  /** By the weight of each name. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
}

export function diceFor(words: string): Dice {
  let thrown = 0;
  const fraction = () => {
    thrown += 1;
    return (
      createHash("sha256")
        .update(`${words} ${String(thrown)}`)
        .digest()
        .readUInt32BE(0) /
      2 ** 32
    );
  };
  const whole = (below: number) => Math.floor(fraction() * below);
  return {
    fraction,
    chance: (share) => fraction() < share,
    whole,
    one: (of) => of[whole(of.length)] ?? of[0],
    oneOf: (list) => list[whole(list.length)],
    weighted: (weights) => {
      const entries = Object.entries(weights) as unknown as (readonly [keyof typeof weights, number])[];
      let left = fraction() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      throw new RangeError("there is nothing to throw for");
    },
  };
}
