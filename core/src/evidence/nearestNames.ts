import { editDistance } from "./editDistance.ts";

/** A name longer than this is compared by its beginning: slips are made in words, not in texts. */
const longestWord = 60;

/**
 * The names that a mistyped one may mean, nearest first: those within two letters, or a third of its length, of it in any case of
 * letters, and those that begin with it or it with them.
 *
 * @param most how many at most
 */
export function nearestNames(wanted: string, names: Iterable<string>, most = 3): string[] {
  const low = wanted.toLowerCase().slice(0, longestWord);
  const bound = Math.max(2, low.length / 3);
  const scored: (readonly [number, string])[] = [];
  for (const name of names) {
    const other = name.toLowerCase().slice(0, longestWord);
    const isBeginning = other.startsWith(low) || (other !== "" && low.startsWith(other));
    // Words whose lengths differ by more than the bound are further apart than it.
    const distance =
      other === low
        ? 0
        : isBeginning
          ? 0.5
          : Math.abs(other.length - low.length) > bound
            ? Number.POSITIVE_INFINITY
            : editDistance(low, other);
    if (distance <= bound) scored.push([distance + name.length / 1000, name]);
  }
  return scored
    .sort((a, b) => a[0] - b[0])
    .slice(0, most)
    .map(([, name]) => name);
}
