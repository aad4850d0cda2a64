import { censoredColumn } from "./censoredColumn.ts";
import { kaplanMeierMean } from "./kaplanMeierMean.ts";
import { regressionOnOrderStatistics, rosObstacle } from "./regressionOnOrderStatistics.ts";
import { substitutionBounds } from "./substitutionBounds.ts";

/** A column made complete for resampling, with the means that bracket what the completion assumed. */
export interface ImputedColumn {
  /** Length and order of the input: detected cells unchanged, each censored cell within 0 and its limit, NaN stays NaN. */
  readonly completedPpm: Float64Array;
  /** `none`: nothing was censored. `half-limit`: regression on order statistics was not permitted. */
  readonly method: "none" | "ros" | "half-limit";
  readonly nCensored: number;
  readonly zeroMean: number;
  readonly halfLimitMean: number;
  readonly limitMean: number;
  /** NaN when nothing was detected. */
  readonly kaplanMeierMean: number;
}

/**
 * Completes a column of assays so that it can be resampled: a censored cell takes its value by robust lognormal
 * regression on order statistics, or half its limit where that is not permitted (see `rosObstacle`). The imputed cells
 * are modelled, not measured; the zero, half-limit and limit means travel along as stated bounds.
 *
 * @param valuesPpm ppm of element, at least 0; the detection limit where `isBelowDetection` is 1; NaN where not analysed
 * @param isBelowDetection same length, 0 or 1
 * @throws {RangeError} the lengths disagree, a flag is neither 0 nor 1, a value is negative or infinite, or no cell is measured
 * @see Helsel and Cohn (1988), Water Resources Research 24, 1997-2004
 */
export function imputeCensored(valuesPpm: Float64Array, isBelowDetection: Uint8Array): ImputedColumn {
  const column = censoredColumn(valuesPpm, isBelowDetection);
  const { nCensored, zeroMean, halfLimitMean, limitMean } = substitutionBounds(valuesPpm, isBelowDetection, column);
  const means = {
    nCensored,
    zeroMean,
    halfLimitMean,
    limitMean,
    kaplanMeierMean: kaplanMeierMean(valuesPpm, isBelowDetection, column).mean,
  };
  if (nCensored === 0) return { completedPpm: valuesPpm.slice(), method: "none", ...means };
  if (rosObstacle(valuesPpm, isBelowDetection, column) === null)
    return {
      completedPpm: regressionOnOrderStatistics(valuesPpm, isBelowDetection, column).completed,
      method: "ros",
      ...means,
    };
  const completedPpm = valuesPpm.map((value, i) => (isBelowDetection[i] === 1 ? 0.5 * value : value));
  return { completedPpm, method: "half-limit", ...means };
}
