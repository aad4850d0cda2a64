import type { CovarianceModel } from "./covarianceModel.ts";
import { krige, type TargetSet } from "./kriging.ts";
import type { SearchSpec } from "./neighbourSearch.ts";
import type { SampleSet } from "./sampleSet.ts";

export interface IndicatorSpec {
  /** Ascending, in the unit of the samples. */
  readonly thresholds: readonly number[];
  /** Model of each threshold's indicator, or one for all (median indicator kriging). */
  readonly models: readonly CovarianceModel[];
  readonly search?: SearchSpec;
  /** Global proportions at or below each threshold: simple kriging with them as means. Absent, ordinary kriging. */
  readonly globalProportions?: readonly number[];
}

export interface IndicatorResult {
  /** For each threshold, the probability that the value lies at or below it; NaN where not estimated. */
  readonly probability: readonly Float64Array[];
  /** As kriged, before the correction. */
  readonly uncorrected: readonly Float64Array[];
  /** Places whose probabilities had to be corrected, and the largest change made. */
  readonly corrected: number;
  readonly largestCorrection: number;
  readonly tooFewSamples: number;
}

/**
 * Indicator kriging: the distribution at a place, one kriging per threshold of i = 1 where value ≤ threshold, made a
 * distribution by `orderRelations`.
 *
 * @throws {RangeError} thresholds not ascending, or models or proportions that do not match them
 * @throws {SingularMatrixError} as `krige` does
 * @see Journel (1983), Mathematical Geology 15, 445-468; Deutsch and Journel (1998), GSLIB, section IV.1.9
 */
export function indicatorKriging(samples: SampleSet, targets: TargetSet, spec: IndicatorSpec): IndicatorResult {
  const { thresholds, models, search, globalProportions } = spec;
  checkIndicators(spec);
  const uncorrected: Float64Array[] = [];
  let tooFewSamples = 0;
  for (const [t, threshold] of thresholds.entries()) {
    const indicator = samples.values.map((value) => (value <= threshold ? 1 : 0));
    const result = krige({ ...samples, values: indicator }, targets, {
      model: models[models.length === 1 ? 0 : t],
      ...(search === undefined ? {} : { search }),
      ...(globalProportions === undefined ? {} : { knownMean: globalProportions[t] }),
    });
    uncorrected.push(result.estimate);
    tooFewSamples = result.tooFewSamples;
  }
  const probability = uncorrected.map((values) => Float64Array.from(values));
  const m = targets.xyzM.length / 3;
  const one = new Float64Array(thresholds.length);
  let corrected = 0;
  let largestCorrection = 0;
  for (let place = 0; place < m; place++) {
    for (let t = 0; t < one.length; t++) one[t] = uncorrected[t][place];
    const change = orderRelations(one);
    if (change > 0) corrected++;
    largestCorrection = Math.max(largestCorrection, change);
    for (let t = 0; t < one.length; t++) probability[t][place] = one[t];
  }
  return { probability, uncorrected, corrected, largestCorrection, tooFewSamples };
}

/**
 * Makes probabilities a distribution function, in place: clipped to 0–1, then the average of the running maximum upwards and the
 * running minimum downwards. NaN stays.
 * @returns the largest change
 * @see Deutsch and Journel (1998), GSLIB, section IV.1.9
 */
export function orderRelations(probability: Float64Array): number {
  const k = probability.length;
  if (probability.some(Number.isNaN)) return 0;
  const clipped = probability.map((p) => Math.min(1, Math.max(0, p)));
  const up = Float64Array.from(clipped);
  const down = Float64Array.from(clipped);
  for (let t = 1; t < k; t++) up[t] = Math.max(up[t], up[t - 1]);
  for (let t = k - 2; t >= 0; t--) down[t] = Math.min(down[t], down[t + 1]);
  let change = 0;
  for (let t = 0; t < k; t++) {
    const value = (up[t] + down[t]) / 2;
    change = Math.max(change, Math.abs(value - probability[t]));
    probability[t] = value;
  }
  return change;
}

function checkIndicators({ thresholds, models, globalProportions }: IndicatorSpec): void {
  const k = thresholds.length;
  if (
    k === 0 ||
    k > 1000 ||
    thresholds.some((value, t) => !Number.isFinite(value) || (t > 0 && value <= thresholds[t - 1]))
  )
    throw new RangeError("indicators: give 1 to 1000 finite thresholds in ascending order");
  if (models.length !== 1 && models.length !== k)
    throw new RangeError(`indicators: ${k} thresholds need ${k} models or one, got ${models.length}`);
  if (globalProportions === undefined) return;
  if (
    globalProportions.length !== k ||
    globalProportions.some((p, t) => !(p >= (globalProportions[t - 1] ?? 0) && p <= 1))
  )
    throw new RangeError(`indicators: ${k} thresholds need ${k} proportions, ascending from 0 to 1`);
}
