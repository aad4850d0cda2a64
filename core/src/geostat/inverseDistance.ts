import { type BlockSpec, blockPattern } from "./blockPattern.ts";
import { ellipsoidTransform } from "./ellipsoid.ts";
import { NeighbourSearch, type SearchSpec } from "./neighbourSearch.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";

export interface InverseDistanceSpec {
  /** Distances are measured in its ellipsoid, so that anisotropy enters here. */
  readonly search: SearchSpec;
  /** Exponent p from 0 (plain mean of the neighbours) to 20; default 2. */
  readonly power?: number;
  /** Absent: point estimates. With it the mean of the estimates at the points of the block, each with its own neighbours. */
  readonly block?: BlockSpec;
}

/** Columns of length m; NaN where a place has too few samples. */
export interface InverseDistanceResult {
  readonly estimate: Float64Array;
  /** Samples used; for blocks the fewest of their points. */
  readonly used: Int32Array;
  readonly tooFewSamples: number;
}

/**
 * Inverse distance: Σ zᵢ dᵢ⁻ᵖ / Σ dᵢ⁻ᵖ over the neighbours, d in the search ellipsoid in metres along its major axis. At a sample its
 * value, at several of one place their mean. With `maxSamples` 1 it is the nearest neighbour, in blocks the polygonal estimate.
 * It tells no variance, does not undo clusters, and depends on p, which no theory gives.
 *
 * @param xyzM packed targets, length 3m
 * @throws {RangeError} samples, search, block or power not usable
 * @see Shepard (1968), Proceedings of the 23rd ACM National Conference, 517-524; Isaaks and Srivastava (1989), ch. 11
 */
export function inverseDistance(
  samples: SampleSet,
  xyzM: Float64Array,
  spec: InverseDistanceSpec,
): InverseDistanceResult {
  checkSamples(samples);
  const { search, power = 2 } = spec;
  if (!(power >= 0 && power <= 20)) throw new RangeError(`inverse distance: power must lie in 0-20, got ${power}`);
  const m = xyzM.length / 3;
  if (!Number.isInteger(m)) throw new RangeError(`packed targets need 3 coordinates each, got ${xyzM.length} in all`);
  if (!xyzM.every(Number.isFinite))
    throw new RangeError("inverse distance: a target has a coordinate that is no number");
  const finder = new NeighbourSearch(samples.xyzM, search, samples.holes ?? null, null);
  const [r0, r1, r2] = search.radiiM;
  const metric = ellipsoidTransform(search.anglesDeg ?? [0, 0, 0], [1, r1 / r0, r2 / r0]);
  const pattern = spec.block === undefined ? null : blockPattern(spec.block);
  const offsetsM = pattern?.offsetsM ?? new Float64Array(3);
  const share = pattern?.weights ?? Float64Array.of(1);
  const estimate = new Float64Array(m);
  const used = new Int32Array(m);
  let tooFewSamples = 0;
  for (let t = 0; t < m; t++) {
    let [sum, weight, fewest] = [0, 0, samples.values.length];
    for (let d = 0; d < share.length; d++) {
      const at = [0, 1, 2].map((a) => xyzM[3 * t + a] + offsetsM[3 * d + a]);
      const n = finder.find(at[0], at[1], at[2]);
      fewest = Math.min(fewest, n);
      if (n < (search.minSamples ?? 1)) continue;
      sum += share[d] * weightedMean(samples, finder.found, n, metric, at, power);
      weight += share[d];
    }
    used[t] = fewest;
    estimate[t] = weight > 0 && fewest >= (search.minSamples ?? 1) ? sum / weight : Number.NaN;
    if (Number.isNaN(estimate[t])) tooFewSamples++;
  }
  return { estimate, used, tooFewSamples };
}

function weightedMean(
  { xyzM, values }: SampleSet,
  found: Int32Array,
  n: number,
  m: Float64Array,
  at: readonly number[],
  power: number,
): number {
  const distance2 = (i: number) => {
    const [x, y, z] = [xyzM[3 * i] - at[0], xyzM[3 * i + 1] - at[1], xyzM[3 * i + 2] - at[2]];
    let d2 = 0;
    for (let k = 0; k < 9; k += 3) d2 += (m[k] * x + m[k + 1] * y + m[k + 2] * z) ** 2;
    return d2;
  };
  // The nearest comes first; over its distance the weights are 1 or less, so that no power overflows.
  const nearest2 = distance2(found[0]);
  let [sum, total] = [0, 0];
  for (let k = 0; k < n; k++) {
    const d2 = distance2(found[k]);
    const w = nearest2 === 0 ? (d2 === 0 || power === 0 ? 1 : 0) : (nearest2 / d2) ** (power / 2);
    sum += w * values[found[k]];
    total += w;
  }
  return sum / total;
}
