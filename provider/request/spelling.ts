/** The known word that a misspelt one is nearest to; undefined where none is near. Case, `_` and `-` make no difference. */
export function closest(word: string, known: readonly string[]): string | undefined {
  const plain = plainWord(word);
  const ranked = known
    .map((candidate) => ({ candidate, distance: distance(plain, plainWord(candidate)) }))
    .sort((one, other) => one.distance - other.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.max(1, Math.floor(plain.length / 3)) ? best.candidate : undefined;
}

const LONGEST_WORD = 64;

function plainWord(word: string): string {
  return word
    .replace(/[_\s-]/g, "")
    .toLowerCase()
    .slice(0, LONGEST_WORD);
}

/** How many letters to add, drop or change (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const changed = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, changed));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
