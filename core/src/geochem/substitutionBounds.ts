import { type CensoredColumn, censoredColumn } from "./censoredColumn.ts";

/** Means with every censored cell at zero, at half its limit and at its limit; unit of the values. */
export interface SubstitutionBounds {
  readonly n: number;
  readonly nCensored: number;
  readonly zeroMean: number;
  readonly halfLimitMean: number;
  readonly limitMean: number;
}

/**
 * Bounds of the sample mean that hold whatever the censored cells contain: (Σ detected)/n at the low end,
 * (Σ detected + Σ limits)/n at the high end. The half-limit mean is their midpoint, a convention and no estimate.
 * NaN cells (not analysed) are left out.
 *
 * @param values one unit for all, at least 0; the detection limit where `isBelowDetection` is 1
 * @param column the same cells already split, where the caller has them
 * @throws {RangeError} the lengths disagree, a value is negative or infinite, or no cell is measured
 * @see Helsel (2012), Statistics for Censored Environmental Data Using Minitab and R, 2nd ed., ch. 1
 */
export function substitutionBounds(
  values: Float64Array,
  isBelowDetection: Uint8Array,
  column: CensoredColumn = censoredColumn(values, isBelowDetection),
): SubstitutionBounds {
  const { n, detected, limits } = column;
  if (n === 0) throw new RangeError("bounds of a mean need at least one measured cell, got none");
  let detectedSum = 0;
  let limitSum = 0;
  for (const value of detected) detectedSum += value;
  for (const limit of limits) limitSum += limit;
  return {
    n,
    nCensored: limits.length,
    zeroMean: detectedSum / n,
    halfLimitMean: (detectedSum + 0.5 * limitSum) / n,
    limitMean: (detectedSum + limitSum) / n,
  };
}
