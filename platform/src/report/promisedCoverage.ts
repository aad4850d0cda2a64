/** Realisations below which P5 and P95 rest on fewer than five values beyond them. */
export const leastForTails = 100;

/**
 * Probability that the truth lies between the empirical P5 and P95 of K realisations, where truth and realisations are
 * draws of one distribution: 0.9 (K − 1) / (K + 1). The percentiles stand at ranks 1 + p (K − 1), and a further draw falls
 * below the value at rank r of K draws with probability r / (K + 1)
 * (for ranks between two whole ones that holds exactly where the distribution is even between their values).
 * @see David and Nagaraja (2003), Order Statistics, 3rd edition, chapter 7 (distribution-free intervals)
 */
export function promisedCoverage(realisations: number): number {
  return realisations < 2 ? 0 : (0.9 * (realisations - 1)) / (realisations + 1);
}

/** How often the truth should lie between P5 and P95, in words; with fewer than 100 realisations also that they are rough. */
export function coverageWords(realisations: number): string {
  const percent = (100 * promisedCoverage(realisations)).toFixed(realisations < leastForTails ? 0 : 1);
  const often = `in ${percent} of 100 cases the truth should lie between them if samples, domains and variograms are right`;
  return realisations < leastForTails
    ? `${often}; ${realisations} realisations are few: P5 and P95 are rough below ${leastForTails}`
    : often;
}
