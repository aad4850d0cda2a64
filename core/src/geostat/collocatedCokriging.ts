import { choleskyInPlace } from "../numerics/cholesky.ts";
import { SingularMatrixError } from "../numerics/solveLinear.ts";
import { type CovarianceModel, covariance, prepareModel } from "./covarianceModel.ts";
import { NeighbourSearch, type SearchSpec } from "./neighbourSearch.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";

export interface CollocatedSpec {
  /** Model of the primary variable. */
  readonly model: CovarianceModel;
  readonly search: SearchSpec;
  /** Means of the primary and the secondary variable. */
  readonly primaryMean: number;
  readonly secondaryMean: number;
  /** Variance of the secondary variable, above 0. */
  readonly secondaryVariance: number;
  /** Correlation of the two where both are known, strictly between −1 and 1. */
  readonly correlation: number;
}

export interface CollocatedResult {
  readonly estimate: Float64Array;
  readonly variance: Float64Array;
  /** Weight of the secondary value. */
  readonly secondaryWeight: Float64Array;
  readonly tooFewSamples: number;
}

/**
 * Simple collocated cokriging: the primary samples around a place and the one secondary value at it. The cross-covariance is that of
 * the Markov model, C_zy(h) = ρ √(var y / C(0)) C(h). Estimate m + Σ λᵢ(zᵢ − m) + ν(y₀ − m_y).
 *
 * @param secondary value of the secondary variable at each target; NaN leaves the place without estimate
 * @throws {RangeError} arguments out of bounds
 * @throws {SingularMatrixError} two samples share a position
 * @see Xu, Tran, Srivastava and Journel (1992), SPE 24742; Journel (1999), Mathematical Geology 31, 955-964 (Markov model)
 */
export function collocatedCokriging(
  samples: SampleSet,
  xyzM: Float64Array,
  secondary: Float64Array,
  spec: CollocatedSpec,
): CollocatedResult {
  checkSamples(samples);
  const m = secondary.length;
  if (xyzM.length !== 3 * m)
    throw new RangeError(`${m} secondary values need ${3 * m} target coordinates, got ${xyzM.length}`);
  if (!(Math.abs(spec.correlation) < 1))
    throw new RangeError(`correlation must lie strictly between −1 and 1, got ${spec.correlation}`);
  if (!(spec.secondaryVariance > 0))
    throw new RangeError(`secondary variance must exceed 0, got ${spec.secondaryVariance}`);
  const model = prepareModel(spec.model);
  if (!model.isBounded)
    throw new RangeError("collocated cokriging: a power model has no covariance; use a model with a sill");
  const search = new NeighbourSearch(samples.xyzM, spec.search, samples.holes ?? null, null);
  const most = search.found.length + 1;
  const stride = most;
  // Rows: samples, the secondary value, the data, the right side.
  const rows = new Float64Array((most + 2) * stride);
  const cross = spec.correlation * Math.sqrt(spec.secondaryVariance / model.totalSill);
  const estimate = new Float64Array(m).fill(Number.NaN);
  const variance = new Float64Array(m).fill(Number.NaN);
  const secondaryWeight = new Float64Array(m).fill(Number.NaN);
  let tooFewSamples = 0;
  for (let t = 0; t < m; t++) {
    const at = xyzM.subarray(3 * t, 3 * t + 3);
    const n = search.find(at[0], at[1], at[2]);
    if (n < (spec.search.minSamples ?? 1) || Number.isNaN(secondary[t])) {
      tooFewSamples++;
      continue;
    }
    const order = n + 1;
    for (let i = 0; i < n; i++) {
      const place = 3 * search.found[i];
      const x = samples.xyzM;
      for (let j = 0; j <= i; j++) {
        const other = 3 * search.found[j];
        rows[i * stride + j] = covariance(
          model,
          x[place] - x[other],
          x[place + 1] - x[other + 1],
          x[place + 2] - x[other + 2],
        );
      }
      const c = covariance(model, x[place] - at[0], x[place + 1] - at[1], x[place + 2] - at[2]);
      rows[n * stride + i] = cross * c;
      rows[order * stride + i] = samples.values[search.found[i]] - spec.primaryMean;
      rows[(order + 1) * stride + i] = c;
    }
    rows[n * stride + n] = spec.secondaryVariance;
    rows[order * stride + n] = secondary[t] - spec.secondaryMean;
    rows[(order + 1) * stride + n] = cross * model.totalSill;
    const failed = choleskyInPlace(rows, stride, order, order + 2);
    if (failed >= 0)
      throw new SingularMatrixError(
        `target ${t + 1}: a sample shares its position with another, or follows from its neighbours; average duplicates or add a nugget`,
        failed,
        failed < n ? [samples.names?.[search.found[failed]] ?? `sample ${search.found[failed] + 1}`] : [],
      );
    let value = spec.primaryMean;
    let left = model.totalSill;
    for (let k = 0; k < order; k++) {
      const y = rows[(order + 1) * stride + k];
      value += y * rows[order * stride + k];
      left -= y * y;
    }
    estimate[t] = value;
    variance[t] = Math.max(0, left);
    secondaryWeight[t] = rows[(order + 1) * stride + n] / rows[n * stride + n];
  }
  return { estimate, variance, secondaryWeight, tooFewSamples };
}
