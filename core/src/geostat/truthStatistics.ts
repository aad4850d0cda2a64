/** How estimates meet a truth that is known everywhere. Places without an estimate or a truth do not count. */
export interface TruthStatistics {
  readonly n: number;
  readonly missing: number;
  readonly trueMean: number;
  readonly estimateMean: number;
  readonly trueSd: number;
  /** Standard deviation of the estimates: below the truth's where they are smoothed. */
  readonly estimateSd: number;
  /** Mean of estimate − truth. */
  readonly meanError: number;
  readonly meanAbsoluteError: number;
  readonly rootMeanSquaredError: number;
  readonly correlation: number;
  /** Slope of the regression of truth on estimate: 1 where there is no conditional bias. */
  readonly slope: number;
}

/**
 * Error statistics against an exhaustive truth; standard deviations by n.
 * @throws {RangeError} lengths disagree, or fewer than two places have both
 * @see Isaaks and Srivastava (1989), An Introduction to Applied Geostatistics, ch. 11 (criteria)
 */
export function truthStatistics(truth: Float64Array, estimate: Float64Array): TruthStatistics {
  if (truth.length !== estimate.length)
    throw new RangeError(`${truth.length} truths need as many estimates, got ${estimate.length}`);
  const at = Array.from(truth.keys()).filter((i) => Number.isFinite(truth[i]) && Number.isFinite(estimate[i]));
  const n = at.length;
  if (n < 2) throw new RangeError(`error statistics: ${n} places have an estimate and a truth, 2 are needed`);
  const mean = (of: (i: number) => number) => at.reduce((sum, i) => sum + of(i), 0) / n;
  const [t, e] = [mean((i) => truth[i]), mean((i) => estimate[i])];
  const tt = mean((i) => (truth[i] - t) ** 2);
  const ee = mean((i) => (estimate[i] - e) ** 2);
  const te = mean((i) => (truth[i] - t) * (estimate[i] - e));
  return {
    n,
    missing: truth.length - n,
    trueMean: t,
    estimateMean: e,
    trueSd: Math.sqrt(tt),
    estimateSd: Math.sqrt(ee),
    meanError: e - t,
    meanAbsoluteError: mean((i) => Math.abs(estimate[i] - truth[i])),
    rootMeanSquaredError: Math.sqrt(mean((i) => (estimate[i] - truth[i]) ** 2)),
    // A constant estimate has neither; what is left of its variance is rounding.
    correlation: ee > 1e-20 * e * e ? te / Math.sqrt(tt * ee) : Number.NaN,
    slope: ee > 1e-20 * e * e ? te / ee : Number.NaN,
  };
}
