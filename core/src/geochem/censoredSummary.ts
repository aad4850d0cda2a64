import { kaplanMeierMean } from "./kaplanMeierMean.ts";
import { regressionOnOrderStatistics, rosObstacle } from "./regressionOnOrderStatistics.ts";
import { substitutionBounds } from "./substitutionBounds.ts";

/** Fewest detected cells, and largest share of censored ones, for which Kaplan-Meier is chosen. */
export const kaplanMeierFewestDetected = 5;
export const kaplanMeierLargestCensoredShare = 0.5;

/** Description of a column with cells below detection; unit of the values. */
export interface CensoredSummary {
  readonly n: number;
  readonly nCensored: number;
  /** `complete`: nothing censored, ordinary statistics. `bounds`: too little detected for an estimate. */
  readonly method: "complete" | "kaplan-meier" | "ros" | "bounds";
  /** Null where only bounds can be stated. */
  readonly mean: number | null;
  /** Null where only bounds can be stated, or where the median lies below the smallest detected value. */
  readonly median: number | null;
  /** Censored cells at zero. */
  readonly lowerBoundMean: number;
  /** Censored cells at their limit. */
  readonly upperBoundMean: number;
  readonly halfLimitMean: number;
  readonly warnings: readonly string[];
}

/**
 * Mean and median of a column with cells below detection, by the method its counts allow, always with the bounds:
 * at least 5 detected and at most 50 % censored, Kaplan-Meier; else at least 3 detected and at most 80 % censored,
 * robust regression on order statistics; else the bounds only. NaN cells (not analysed) are left out.
 *
 * @param values one unit for all, at least 0; the detection limit where `isBelowDetection` is 1
 * @throws {RangeError} the lengths disagree, a value is negative or infinite, or no cell is measured
 * @see Helsel (2012), Statistics for Censored Environmental Data Using Minitab and R, 2nd ed., ch. 6 (shares of 50 and
 *   80 %); the least counts of detected cells are ours
 */
export function censoredSummary(values: Float64Array, isBelowDetection: Uint8Array): CensoredSummary {
  const { n, nCensored, zeroMean, halfLimitMean, limitMean } = substitutionBounds(values, isBelowDetection);
  const bounds = { n, nCensored, lowerBoundMean: zeroMean, upperBoundMean: limitMean, halfLimitMean };
  const nDetected = n - nCensored;
  const isKaplanMeier = nDetected >= kaplanMeierFewestDetected && nCensored <= kaplanMeierLargestCensoredShare * n;
  if (nCensored === 0 || isKaplanMeier) return { ...bounds, ...kaplanMeierChoice(values, isBelowDetection) };
  const obstacle = rosObstacle(values, isBelowDetection);
  if (obstacle !== null)
    return {
      ...bounds,
      method: "bounds",
      mean: null,
      median: null,
      warnings: [`only bounds of the mean: ${obstacle}`],
    };
  const { mean, median, warnings } = regressionOnOrderStatistics(values, isBelowDetection);
  return { ...bounds, method: "ros", mean, median, warnings };
}

function kaplanMeierChoice(values: Float64Array, isBelowDetection: Uint8Array) {
  const found = kaplanMeierMean(values, isBelowDetection);
  const warnings: string[] = [];
  if (found.residualAt !== null)
    warnings.push(
      `${(100 * found.residualProbability).toFixed(1)} % of the distribution lies below the smallest detected value and is taken at the lowest limit ${found.residualAt}`,
    );
  if (found.medianBelow !== null) warnings.push(`the median is only known to lie below ${found.medianBelow}`);
  return {
    method: found.nCensored === 0 ? ("complete" as const) : ("kaplan-meier" as const),
    mean: found.mean,
    median: Number.isNaN(found.median) ? null : found.median,
    warnings,
  };
}
