import { nearestNames } from "@relode/core/evidence";

/** "; did you mean totals?" where a known key is near, else the keys known. */
export function nearestKey(key: string, known: readonly string[]): string {
  const [near] = nearestNames(key, known, 1);
  return near === undefined ? `; known are ${known.join(", ")}` : `; did you mean ${near}?`;
}
