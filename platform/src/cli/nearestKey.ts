/** "; did you mean totals?" where a known key begins alike or differs in a letter or two, else nothing. */
export function nearestKey(key: string, known: readonly string[]): string {
  const low = key.toLowerCase();
  const near = known.find((candidate) => {
    const other = candidate.toLowerCase();
    return other === low || (low.length > 2 && (other.startsWith(low.slice(0, 3)) || low.startsWith(other)));
  });
  return near === undefined ? `; known are ${known.join(", ")}` : `; did you mean ${near}?`;
}
