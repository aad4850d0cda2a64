import { quantilesInPlace } from "../numerics/quantiles.ts";

export interface ThompsonHowarth {
  readonly groups: number;
  /** Standard deviation at zero grade, ppm, and its growth with grade: s(c) = interceptPpm + slope · c. */
  readonly interceptPpm: number;
  readonly slope: number;
  /** Mean grade and median absolute difference of each group. */
  readonly groupMeanPpm: Float64Array;
  readonly groupMedianDifferencePpm: Float64Array;
  /** Grade at which precision 2s/c is 100 %: 2s₀/(1 − 2k); NaN where the line gives none. */
  readonly practicalDetectionPpm: number;
  /** Relative precision 2 s(c)/c at a grade. */
  readonly precisionAt: (gradePpm: number) => number;
}

/** σ over the median absolute difference of two normal values of one σ: 1/(√2 Φ⁻¹(3/4)). */
const sigmaPerMedian = 1 / (Math.SQRT2 * 0.6744897501960817);

/**
 * Precision as a function of grade from 50 or more duplicates: pairs are ordered by mean, taken in groups of 11 (a last
 * group of fewer than 6 is left out), and the group's median absolute difference × 1.0484 (1/(√2 Φ⁻¹(3/4))) regressed on its mean grade.
 *
 * @throws {RangeError} fewer than 50 usable pairs, or all groups of one grade
 * @see Thompson and Howarth (1978), A new approach to the estimation of analytical precision, Journal of Geochemical
 *   Exploration 9, 23-30
 */
export function thompsonHowarth(originalPpm: Float64Array, duplicatePpm: Float64Array): ThompsonHowarth {
  const pairs: { mean: number; difference: number }[] = [];
  for (let i = 0; i < Math.min(originalPpm.length, duplicatePpm.length); i++) {
    const mean = (originalPpm[i] + duplicatePpm[i]) / 2;
    if (mean >= 0) pairs.push({ mean, difference: Math.abs(originalPpm[i] - duplicatePpm[i]) });
  }
  if (originalPpm.length !== duplicatePpm.length || pairs.length < 50)
    throw new RangeError(
      `Thompson and Howarth's method needs at least 50 pairs, got ${pairs.length}; use duplicateStatistics`,
    );
  pairs.sort((a, b) => a.mean - b.mean);
  const means: number[] = [];
  const medians: number[] = [];
  for (let first = 0; first < pairs.length; first += 11) {
    const group = pairs.slice(first, first + 11);
    if (group.length < 6) break;
    means.push(group.reduce((sum, { mean }) => sum + mean, 0) / group.length);
    medians.push(
      quantilesInPlace(
        Float64Array.from(group, ({ difference }) => difference),
        [0.5],
      )[0] ?? 0,
    );
  }
  const { intercept, slope } = straightLine(means, medians);
  const s0 = intercept * sigmaPerMedian;
  const k = slope * sigmaPerMedian;
  return {
    groups: means.length,
    interceptPpm: s0,
    slope: k,
    groupMeanPpm: Float64Array.from(means),
    groupMedianDifferencePpm: Float64Array.from(medians),
    practicalDetectionPpm: s0 > 0 && k < 0.5 ? (2 * s0) / (1 - 2 * k) : Number.NaN,
    precisionAt: (gradePpm) => (2 * (s0 + k * gradePpm)) / gradePpm,
  };
}

function straightLine(x: readonly number[], y: readonly number[]): { intercept: number; slope: number } {
  const n = x.length;
  const [meanX, meanY] = [x.reduce((a, b) => a + b, 0) / n, y.reduce((a, b) => a + b, 0) / n];
  let [sxx, sxy] = [0, 0];
  x.forEach((value, i) => {
    sxx += (value - meanX) ** 2;
    sxy += (value - meanX) * ((y[i] ?? 0) - meanY);
  });
  if (!(sxx > 0))
    throw new RangeError(`all ${n} groups of duplicates have the same mean grade; precision by grade has no line`);
  return { intercept: meanY - (sxy / sxx) * meanX, slope: sxy / sxx };
}
