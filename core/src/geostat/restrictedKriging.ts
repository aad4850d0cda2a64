import { type AnglesDeg, type AxesM, ellipsoidTransform } from "./ellipsoid.ts";
import { krige, type KrigingResult, type TargetSet } from "./kriging.ts";
import type { KrigingSpec } from "./krigingEngine.ts";
import type { SampleSet } from "./sampleSet.ts";

/** How far high samples count. */
export interface HighGradeRestriction {
  /** Samples above it are restricted, in their unit. */
  readonly above: number;
  /** Ellipsoid about the target within which they count in full. */
  readonly radiiM: AxesM;
  readonly anglesDeg?: AnglesDeg;
  /** Farther out: `clamp` counts them as the threshold, `leave-out` not at all. */
  readonly beyond: "clamp" | "leave-out";
}

/** Sets of samples left out that may differ from target to target. */
const mostSets = 5000;
const partTargets = 20_000;

/**
 * Kriging in which samples above a threshold count in full only within a small ellipsoid. Clamping keeps the weights, so estimate and
 * variance are those of kriging with other values; leaving out changes the neighbourhood. Either is a rule of thumb against a few
 * rich samples that would spread over a body: it biases the mean downwards, by an amount the result tells (`restricted`).
 *
 * @returns the result of `krige`, and how many targets had a high sample restricted
 * @throws {RangeError} threshold or radii out of bounds, or more than 5,000 different sets are left out; otherwise as `krige`
 * @see Rossi and Deutsch (2014), Mineral Resource Estimation, section 6.3.3 (restricting the influence of high grades)
 */
export function restrictedKriging(
  samples: SampleSet,
  targets: TargetSet,
  spec: KrigingSpec,
  restriction: HighGradeRestriction,
): KrigingResult & { readonly restricted: number } {
  const { above, radiiM, anglesDeg = [0, 0, 0], beyond } = restriction;
  if (!Number.isFinite(above)) throw new RangeError(`restriction: the threshold must be finite, got ${above}`);
  const matrix = ellipsoidTransform(anglesDeg, radiiM);
  const high = Array.from(samples.values.keys()).filter((i) => samples.values[i] > above);
  const isNear = (i: number, t: number) => {
    const [x, y, z] = [0, 1, 2].map((a) => samples.xyzM[3 * i + a] - targets.xyzM[3 * t + a]);
    let d2 = 0;
    for (let k = 0; k < 9; k += 3) d2 += (matrix[k] * x + matrix[k + 1] * y + matrix[k + 2] * z) ** 2;
    return d2 <= 1;
  };
  return beyond === "clamp"
    ? clamped(samples, targets, spec, above, isNear)
    : withoutFar(samples, targets, spec, high, isNear);
}

function clamped(
  samples: SampleSet,
  targets: TargetSet,
  spec: KrigingSpec,
  above: number,
  isNear: (i: number, t: number) => boolean,
): KrigingResult & { restricted: number } {
  const m = targets.xyzM.length / 3;
  const parts: KrigingResult[] = [];
  let restricted = 0;
  // Weights take room: by parts.
  for (let from = 0; from < m || from === 0; from += partTargets) {
    const part = partOf(
      targets,
      Array.from({ length: Math.max(0, Math.min(partTargets, m - from)) }, (_, k) => from + k),
    );
    const result = krige(samples, part, spec, { withWeights: true });
    const { start, sample, weight } = result.weights ?? { start: [], sample: [], weight: [] };
    for (let t = 0; t < result.estimate.length; t++) {
      let less = 0;
      for (let k = start[t]; k < start[t + 1]; k++)
        if (samples.values[sample[k]] > above && !isNear(sample[k], from + t))
          less += weight[k] * (samples.values[sample[k]] - above);
      if (less !== 0) restricted++;
      result.estimate[t] -= less;
    }
    parts.push({ ...result, weights: null });
  }
  return {
    ...joined(
      parts,
      parts.map((part, p) => Array.from(part.estimate.keys(), (t) => p * partTargets + t)),
      m,
    ),
    restricted,
  };
}

function withoutFar(
  samples: SampleSet,
  targets: TargetSet,
  spec: KrigingSpec,
  high: readonly number[],
  isNear: (i: number, t: number) => boolean,
): KrigingResult & { restricted: number } {
  const m = targets.xyzM.length / 3;
  const sets = new Map<string, { readonly far: ReadonlySet<number>; readonly at: number[] }>();
  for (let t = 0; t < m; t++) {
    const far = high.filter((i) => !isNear(i, t));
    const key = far.join();
    const known = sets.get(key) ?? { far: new Set(far), at: [] };
    known.at.push(t);
    sets.set(key, known);
    if (sets.size > mostSets)
      throw new RangeError(
        `restriction: more than ${mostSets} sets of high samples are left out; clamp them, or raise the threshold`,
      );
  }
  const all = [...sets.values()];
  const parts = all.map(({ far, at }) => krige(keptSamples(samples, far), partOf(targets, at), spec));
  const restricted = all.reduce((sum, { far, at }) => sum + (far.size > 0 ? at.length : 0), 0);
  return {
    ...joined(
      parts,
      all.map(({ at }) => at),
      m,
    ),
    restricted,
  };
}

function keptSamples(samples: SampleSet, far: ReadonlySet<number>): SampleSet {
  const kept = Array.from(samples.values.keys()).filter((i) => !far.has(i));
  return {
    xyzM: Float64Array.from(kept.flatMap((i) => [...samples.xyzM.subarray(3 * i, 3 * i + 3)])),
    values: Float64Array.from(kept, (i) => samples.values[i]),
    names: kept.map((i) => samples.names?.[i] ?? `sample ${i + 1}`),
    ...(samples.holes === undefined ? {} : { holes: Int32Array.from(kept, (i) => samples.holes?.[i] ?? 0) }),
    ...(samples.externalDrift === undefined
      ? {}
      : { externalDrift: samples.externalDrift.map((column) => Float64Array.from(kept, (i) => column[i])) }),
  };
}

/** Some of the targets. */
export function partOf(targets: TargetSet, at: readonly number[]): TargetSet {
  return {
    xyzM: Float64Array.from({ length: 3 * at.length }, (_, k) => targets.xyzM[3 * at[Math.floor(k / 3)] + (k % 3)]),
    ...(targets.externalDrift === undefined
      ? {}
      : { externalDrift: targets.externalDrift.map((column) => Float64Array.from(at, (t) => column[t])) }),
  };
}

/** Results of parts at their places among m targets; without weights. */
export function joined(
  parts: readonly KrigingResult[],
  places: readonly (readonly number[])[],
  m: number,
): KrigingResult {
  const whole = {
    estimate: new Float64Array(m).fill(Number.NaN),
    variance: new Float64Array(m).fill(Number.NaN),
    slope: new Float64Array(m).fill(Number.NaN),
    used: new Int32Array(m),
    status: new Uint8Array(m),
    tooFewSamples: 0,
    driftUndetermined: 0,
    weights: null,
  };
  for (const [p, part] of parts.entries()) {
    for (const [k, t] of places[p].entries()) {
      whole.estimate[t] = part.estimate[k];
      whole.variance[t] = part.variance[k];
      whole.slope[t] = part.slope[k];
      whole.used[t] = part.used[k];
      whole.status[t] = part.status[k];
    }
    whole.tooFewSamples += part.tooFewSamples;
    whole.driftUndetermined += part.driftUndetermined;
  }
  return whole;
}
