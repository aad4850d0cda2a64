/**
 * Least number of letters inserted, deleted, replaced, or exchanged with their neighbour, that makes one word of another.
 * @see Damerau (1964), Communications of the ACM 7, 171-176
 */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2] + 1 : replaced;
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, replaced, exchanged));
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}
