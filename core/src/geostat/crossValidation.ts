import type { KrigingSpec } from "./krigingEngine.ts";
import { krige, type KrigingResult } from "./kriging.ts";
import type { SampleSet } from "./sampleSet.ts";

/** How well estimates made without a sample meet it. Places without an estimate do not count. */
export interface CrossValidationStatistics {
  readonly n: number;
  /** Mean of estimate − value. */
  readonly meanError: number;
  readonly meanAbsoluteError: number;
  readonly rootMeanSquaredError: number;
  /** Mean of squared error over kriging variance: 1 where the variance tells the error. */
  readonly meanSquaredDeviationRatio: number;
  /** Mean and standard deviation (n − 1) of error over kriging standard deviation. */
  readonly meanStandardisedError: number;
  readonly sdStandardisedError: number;
  readonly correlationObservedEstimate: number;
  readonly correlationEstimateResidual: number;
}

export interface CrossValidation {
  readonly result: KrigingResult;
  readonly statistics: CrossValidationStatistics;
}

/**
 * Kriging at every sample without it: leave one out; with `folds`, without its whole fold.
 *
 * @param folds fold of each sample, whole numbers from 0; absent, each sample is its own fold
 * @throws as `krige` does; {RangeError} a block is asked for, since a sample is a point
 * @see Chilès and Delfiner (2012), Geostatistics, section 2.6.3
 */
export function crossValidation(samples: SampleSet, spec: KrigingSpec, folds?: Int32Array): CrossValidation {
  if (spec.block !== undefined) throw new RangeError("cross-validation: samples are points; leave the block out");
  const groups = folds ?? Int32Array.from({ length: samples.values.length }, (_, i) => i);
  if (groups.some((fold) => fold < 0)) throw new RangeError("cross-validation: folds must be numbered from 0");
  const targets = {
    xyzM: samples.xyzM,
    leftOut: groups,
    ...(samples.externalDrift === undefined ? {} : { externalDrift: samples.externalDrift }),
  };
  const result = krige(samples, targets, spec, { groups });
  return { result, statistics: crossValidationStatistics(samples.values, result.estimate, result.variance) };
}

/**
 * Folds for leaving out whole holes: holes are dealt to k folds in the order of their numbers, so that a fold holds every k-th
 * hole and no hole is split.
 * @throws {RangeError} fewer holes than folds, or fewer than 2 folds
 */
export function foldsByHole(holes: Int32Array, k: number): Int32Array {
  const distinct = [...new Set(holes)].sort((a, b) => a - b);
  if (!(Number.isInteger(k) && k >= 2 && k <= distinct.length))
    throw new RangeError(`folds must be a whole number from 2 to the ${distinct.length} holes, got ${k}`);
  const fold = new Map(distinct.map((hole, i) => [hole, i % k]));
  return holes.map((hole) => fold.get(hole) ?? 0);
}

/** Statistics of errors; residuals are value − estimate, standardised ones residual over standard deviation. */
export function crossValidationStatistics(
  values: Float64Array,
  estimate: Float64Array,
  variance: Float64Array,
): CrossValidationStatistics {
  const at = Array.from(values.keys()).filter((i) => Number.isFinite(estimate[i]));
  const observed = at.map((i) => values[i]);
  const predicted = at.map((i) => estimate[i]);
  const residual = at.map((i) => values[i] - estimate[i]);
  const standardised = at.map((i) => (values[i] - estimate[i]) / Math.sqrt(variance[i]));
  return {
    n: at.length,
    meanError: -mean(residual),
    meanAbsoluteError: mean(residual.map(Math.abs)),
    rootMeanSquaredError: Math.sqrt(mean(residual.map((r) => r * r))),
    meanSquaredDeviationRatio: mean(standardised.map((r) => r * r)),
    meanStandardisedError: mean(standardised),
    sdStandardisedError: Math.sqrt(covarianceOf(standardised, standardised) * (at.length / (at.length - 1))),
    correlationObservedEstimate: correlationOf(observed, predicted),
    correlationEstimateResidual: correlationOf(predicted, residual),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function covarianceOf(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  return mean(a.map((value, i) => (value - ma) * (b[i] - mb)));
}

function correlationOf(a: readonly number[], b: readonly number[]): number {
  return covarianceOf(a, b) / Math.sqrt(covarianceOf(a, a) * covarianceOf(b, b));
}
