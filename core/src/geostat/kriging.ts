import { KrigingEngine, type KrigingSpec, krigingStatus } from "./krigingEngine.ts";
import type { SampleSet } from "./sampleSet.ts";

/** Places to estimate: points, or centres of blocks. */
export interface TargetSet {
  /** Packed positions, length 3m. */
  readonly xyzM: Float64Array;
  /** Values of each external drift at the targets. */
  readonly externalDrift?: readonly Float64Array[];
  /** Group whose samples do not take part in the target's estimate, −1 for none. */
  readonly leftOut?: Int32Array;
}

/** Columns of length m. A place without an estimate holds NaN. */
export interface KrigingResult {
  /** Unit of the samples. */
  readonly estimate: Float64Array;
  /** That unit squared. */
  readonly variance: Float64Array;
  /** Slope of the regression of truth on estimate; 1 where there is no conditional bias. NaN for models without a sill. */
  readonly slope: Float64Array;
  readonly used: Int32Array;
  /** See `krigingStatus`. */
  readonly status: Uint8Array;
  readonly tooFewSamples: number;
  readonly driftUndetermined: number;
  /** On request: weights of target t are entries start[t] … start[t + 1] − 1. */
  readonly weights: WeightTable | null;
}

export interface WeightTable {
  readonly start: Int32Array;
  readonly sample: Int32Array;
  readonly weight: Float64Array;
}

const mostTargets = 50_000_000;
const mostWeights = 50_000_000;

/**
 * Kriging: the best linear unbiased estimate of points or blocks, simple, ordinary, universal or with external drift as `spec`
 * says. Solves Σⱼ λⱼ C(xᵢ − xⱼ) + Σₐ μₐ fₐ(xᵢ) = C(xᵢ, V) with Σᵢ λᵢ fₐ(xᵢ) = fₐ(V); estimate Σ λᵢ zᵢ, variance
 * C(V, V) − Σ λᵢ C(xᵢ, V) − Σ μₐ fₐ(V).
 *
 * @param options.groups group of each sample, for `targets.leftOut`
 * @param options.withWeights also return the weights
 * @throws {RangeError} arguments out of bounds: what, value, bound and remedy in the message
 * @throws {SingularMatrixError} samples at one place, or a model that is not permissible, with the samples' names
 * @see Chilès and Delfiner (2012), Geostatistics, 2nd ed., ch. 3; Deutsch and Journel (1998), GSLIB, kt3d
 */
export function krige(
  samples: SampleSet,
  targets: TargetSet,
  spec: KrigingSpec,
  options: { readonly groups?: Int32Array; readonly withWeights?: boolean } = {},
): KrigingResult {
  const m = checkTargets(targets, samples, options.groups);
  const engine = new KrigingEngine(samples, spec, options.groups ?? null);
  const result = {
    estimate: new Float64Array(m),
    variance: new Float64Array(m),
    slope: new Float64Array(m),
    used: new Int32Array(m),
    status: new Uint8Array(m),
    tooFewSamples: 0,
    driftUndetermined: 0,
    weights: null as WeightTable | null,
  };
  const withWeights = options.withWeights === true;
  const collected = withWeights
    ? { start: new Int32Array(m + 1), sample: [] as number[], weight: [] as number[] }
    : null;
  const external = new Float64Array(targets.externalDrift?.length ?? 0);
  const { xyzM } = targets;
  for (let t = 0; t < m; t++) {
    for (let e = 0; e < external.length; e++) external[e] = targets.externalDrift?.[e][t] ?? Number.NaN;
    const leftOut = targets.leftOut === undefined ? -1 : targets.leftOut[t];
    const status = engine.estimate(xyzM[3 * t], xyzM[3 * t + 1], xyzM[3 * t + 2], external, leftOut, withWeights);
    result.estimate[t] = engine.value;
    result.variance[t] = engine.variance;
    result.slope[t] = engine.slope;
    result.used[t] = engine.used;
    result.status[t] = status;
    if (status === krigingStatus.tooFewSamples) result.tooFewSamples++;
    if (status === krigingStatus.driftUndetermined) result.driftUndetermined++;
    if (collected === null) continue;
    if (status === krigingStatus.estimated)
      for (let i = 0; i < engine.used; i++) {
        collected.sample.push(engine.neighbours[i]);
        collected.weight.push(engine.weights[i]);
      }
    if (collected.sample.length > mostWeights)
      throw new RangeError(`kriging: more than ${mostWeights} weights; ask for them in smaller sets of targets`);
    collected.start[t + 1] = collected.sample.length;
  }
  if (collected !== null)
    result.weights = {
      start: collected.start,
      sample: Int32Array.from(collected.sample),
      weight: Float64Array.from(collected.weight),
    };
  return result;
}

function checkTargets(targets: TargetSet, samples: SampleSet, groups: Int32Array | undefined): number {
  const { xyzM, externalDrift = [], leftOut } = targets;
  const m = xyzM.length / 3;
  if (!Number.isInteger(m)) throw new RangeError(`packed targets need 3 coordinates each, got ${xyzM.length} in all`);
  if (m > mostTargets) throw new RangeError(`kriging: ${m} targets, limit ${mostTargets}; estimate in parts`);
  for (let i = 0; i < xyzM.length; i++)
    if (!Number.isFinite(xyzM[i])) throw new RangeError(`target ${Math.floor(i / 3) + 1}: coordinate is ${xyzM[i]}`);
  const wanted = samples.externalDrift?.length ?? 0;
  if (externalDrift.length !== wanted)
    throw new RangeError(`samples have ${wanted} external drifts, targets ${externalDrift.length}; give the same ones`);
  for (const [e, column] of externalDrift.entries())
    if (column.length !== m || !column.every(Number.isFinite))
      throw new RangeError(`external drift ${e + 1} needs ${m} finite values at the targets`);
  if (groups !== undefined && groups.length !== samples.values.length)
    throw new RangeError(`${samples.values.length} samples need as many groups, got ${groups.length}`);
  if (leftOut !== undefined && (leftOut.length !== m || groups === undefined))
    throw new RangeError(`leaving out needs the groups of the samples and one number for each of the ${m} targets`);
  return m;
}
