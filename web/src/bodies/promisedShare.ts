import { formatPct } from "../parts/words.ts";

/**
 * Share of truths that P5–P95 of K realisations should hold when the realisations are right: 0.9 (K − 1) / (K + 1).
 * Percentiles interpolated at 1 + p (K − 1) lie, by mean rank r / (K + 1), at (1 + 0.05 (K − 1)) / (K + 1) and
 * (1 + 0.95 (K − 1)) / (K + 1) of the truth's distribution (Hyndman and Fan 1996, type 7). Null below 2 realisations.
 */
export function promisedShare(realisations: number): number | null {
  return realisations < 2 ? null : (0.9 * (realisations - 1)) / (realisations + 1);
}

/** What to hold the covered share against, in words. */
export function promiseWords(realisations: number): string {
  const share = promisedShare(realisations);
  if (share === null) return "(one realisation promises nothing)";
  return `(with ${realisations} realisations ${formatPct(share)} would be right; totals of one body move together, so the count alone proves little)`;
}
