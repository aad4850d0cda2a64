import { type CensoredColumn, censoredColumn, countBelow } from "./censoredColumn.ts";

/** Kaplan-Meier description of a left-censored column; unit of the values. */
export interface KaplanMeierMean {
  readonly n: number;
  readonly nCensored: number;
  /** NaN when nothing was detected. */
  readonly mean: number;
  /** NaN when the median lies below the smallest detected value (see `medianBelow`). */
  readonly median: number;
  /** The smallest detected value when the median is only known to lie below it, else null. */
  readonly medianBelow: number | null;
  /** Standard error of the mean, NaN with fewer than two detected values. */
  readonly standardError: number;
  /** Probability left below the smallest detected value, which Efron's convention puts at `residualAt`. */
  readonly residualProbability: number;
  /** The smallest detection limit where probability is left over, else null. */
  readonly residualAt: number | null;
}

interface Steps {
  /** Distinct detected values, descending. */
  readonly at: number[];
  /** F at the value, and just below it. */
  readonly above: number[];
  readonly below: number[];
  /** Cells at or below the value, and detected cells at it. */
  readonly atRisk: number[];
  readonly events: number[];
}

function distributionSteps(detected: Float64Array, limits: Float64Array): Steps {
  const steps: Steps = { at: [], above: [], below: [], atRisk: [], events: [] };
  let probability = 1;
  for (let end = detected.length; end > 0; ) {
    const value = detected[end - 1];
    const start = countBelow(detected, value, false);
    // A cell "< 5" is at risk at a detected 5: its content lies below 5.
    const atRisk = end + countBelow(limits, value, true);
    const below = atRisk === end - start ? 0 : probability * (1 - (end - start) / atRisk);
    steps.at.push(value);
    steps.above.push(probability);
    steps.below.push(below);
    steps.atRisk.push(atRisk);
    steps.events.push(end - start);
    probability = below;
    end = start;
  }
  return steps;
}

/** Variance of the mean, Σ Aⱼ² dⱼ / (nⱼ (nⱼ − dⱼ)) · m/(m − 1), Aⱼ = ∫ F from the lowest value to xⱼ. */
function meanVariance({ at, below, atRisk, events }: Steps, lowest: number, nDetected: number): number {
  let area = 0;
  let variance = 0;
  for (let j = at.length - 1; j >= 0; j--) {
    area += below[j] * (at[j] - (j === at.length - 1 ? lowest : at[j + 1]));
    if (area > 0) variance += (area * area * events[j]) / (atRisk[j] * (atRisk[j] - events[j]));
  }
  return (variance * nDetected) / (nDetected - 1);
}

function medianOf({ at, above, below }: Steps): number {
  const half = 0.5;
  const rounding = 1e-12;
  for (let j = 0; j < at.length; j++) {
    if (below[j] > half + rounding) continue;
    // Where F stays at one half between two detected values, the median is their midpoint, as for a complete sample.
    if (below[j] > half - rounding && j + 1 < at.length) return (at[j] + at[j + 1]) / 2;
    return above[j] >= half - rounding ? at[j] : Number.NaN;
  }
  return Number.NaN;
}

/**
 * Mean, median and standard error of left-censored values by the product-limit estimate of the distribution.
 * Going down the distinct detected values x₁ > x₂ > …, F(xⱼ−) = F(xⱼ) (1 − dⱼ/nⱼ) with dⱼ detected cells at xⱼ and
 * nⱼ cells (detected, or censored at a limit ≤ xⱼ) at or below it; this is right-censored Kaplan-Meier after flipping
 * x → c − x. The mean is Σ xⱼ (F(xⱼ) − F(xⱼ−)) + F_residual × lowest limit: Efron's convention, in which the lowest
 * cell counts as detected at its limit. The true residual mean lies between 0 and the smallest detected value.
 * The standard error carries the factor m/(m − 1), m the number of detected cells, so that it is s/√n without censoring.
 * NaN cells (not analysed) are left out.
 *
 * @param values one unit for all, at least 0; the detection limit where `isBelowDetection` is 1
 * @param column the same cells already split, where the caller has them
 * @throws {RangeError} the lengths disagree, a value is negative or infinite, or no cell is measured
 * @see Kaplan and Meier (1958), Nonparametric estimation from incomplete observations, JASA 53, 457-481
 * @see Efron (1967), The two sample problem with censored data, Proc. 5th Berkeley Symposium 4, 831-853
 * @see Helsel (2012), Statistics for Censored Environmental Data Using Minitab and R, 2nd ed., ch. 6
 */
export function kaplanMeierMean(
  values: Float64Array,
  isBelowDetection: Uint8Array,
  column: CensoredColumn = censoredColumn(values, isBelowDetection),
): KaplanMeierMean {
  const { n, detected, limits } = column;
  if (n === 0) throw new RangeError("a Kaplan-Meier mean needs at least one measured cell, got none");
  const steps = distributionSteps(detected, limits);
  const last = steps.at.length - 1;
  const residualProbability = last < 0 ? 1 : steps.below[last];
  const residualAt = residualProbability > 0 ? limits[0] : null;
  let mean = residualAt === null ? 0 : residualProbability * residualAt;
  for (let j = 0; j <= last; j++) mean += steps.at[j] * (steps.above[j] - steps.below[j]);
  const lowest = residualAt ?? steps.at[last];
  const median = medianOf(steps);
  return {
    n,
    nCensored: limits.length,
    mean: last < 0 ? Number.NaN : mean,
    median,
    medianBelow: Number.isNaN(median) && last >= 0 ? steps.at[last] : null,
    standardError: detected.length < 2 ? Number.NaN : Math.sqrt(meanVariance(steps, lowest, detected.length)),
    residualProbability,
    residualAt,
  };
}
