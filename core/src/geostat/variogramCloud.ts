import { alongWidestAxis } from "./experimentalVariogram.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";

export interface VariogramCloudSpec {
  /** Longest distance of a pair, metres. */
  readonly cutoffM: number;
  /** Pairs returned at most, the largest first; default 10,000, at most 1,000,000. */
  readonly mostPairs?: number;
}

export interface CloudPair {
  /** Sample numbers, the lower first, and their names. */
  readonly a: number;
  readonly b: number;
  readonly nameA: string;
  readonly nameB: string;
  readonly distanceM: number;
  /** Degrees clockwise from north, 0-180; 0 for a vertical pair. */
  readonly azimuthDeg: number;
  /** Half the squared difference. */
  readonly value: number;
}

export interface VariogramCloud {
  /** The largest values first; equal ones by sample number. */
  readonly pairs: readonly CloudPair[];
  /** All pairs within the cutoff, of which `pairs` may be a part, and their mean value: the variogram of one wide class. */
  readonly total: number;
  readonly mean: number;
  /** Share of the sum of all values that each sample's pairs hold; a sample far above 2/n drives the variogram. */
  readonly influence: Float64Array;
}

const mostCloudSamples = 50_000;

/**
 * Variogram cloud: every pair within a distance by half its squared difference, of which the largest are kept, by name, since the cloud is
 * looked at for the samples that spoil a variogram. Bounded in memory whatever the number of pairs.
 *
 * @throws {RangeError} samples, cutoff or count out of bounds, or more than 50,000 samples
 * @see Chauvet (1982), The variogram cloud, 17th APCOM, 757-764; Chilès and Delfiner (2012), section 2.2.2
 */
export function variogramCloud(samples: SampleSet, spec: VariogramCloudSpec): VariogramCloud {
  checkSamples(samples);
  const { cutoffM, mostPairs = 10_000 } = spec;
  const n = samples.values.length;
  if (n > mostCloudSamples) throw new RangeError(`variogram cloud: ${n} samples, limit ${mostCloudSamples}; thin them`);
  if (!(cutoffM > 0 && Number.isFinite(cutoffM)))
    throw new RangeError(`variogram cloud: the cutoff must be finite and above 0 m, got ${cutoffM}`);
  if (!(Number.isInteger(mostPairs) && mostPairs >= 1 && mostPairs <= 1_000_000))
    throw new RangeError(`variogram cloud: pairs kept must be whole, 1 to 1,000,000, got ${mostPairs}`);
  const { xyzM, values } = samples;
  const { order, axis } = alongWidestAxis(xyzM);
  const influence = new Float64Array(n);
  let kept: { a: number; b: number; value: number }[] = [];
  let bar = Number.NEGATIVE_INFINITY;
  let [total, sum] = [0, 0];
  const largest = (p: (typeof kept)[number], q: (typeof kept)[number]) => q.value - p.value || p.a - q.a || p.b - q.b;
  for (let u = 0; u < n; u++)
    for (let v = u + 1; v < n; v++) {
      const [i, j] = [order[u], order[v]];
      if (xyzM[3 * j + axis] - xyzM[3 * i + axis] > cutoffM) break;
      if (separationOf(xyzM, i, j).distanceM > cutoffM) continue;
      const value = 0.5 * (values[j] - values[i]) ** 2;
      total++;
      sum += value;
      influence[i] += value;
      influence[j] += value;
      if (value < bar) continue;
      kept.push({ a: Math.min(i, j), b: Math.max(i, j), value });
      if (kept.length < 2 * mostPairs) continue;
      kept = kept.sort(largest).slice(0, mostPairs);
      bar = kept[kept.length - 1].value;
    }
  const name = (i: number) => samples.names?.[i] ?? `sample ${i + 1}`;
  const pairs = kept
    .sort(largest)
    .slice(0, mostPairs)
    .map(({ a, b, value }) => ({ a, b, nameA: name(a), nameB: name(b), ...separationOf(xyzM, a, b), value }));
  return { pairs, total, mean: sum / total, influence: influence.map((part) => (sum > 0 ? part / sum : 0)) };
}

function separationOf(xyzM: Float64Array, i: number, j: number): { distanceM: number; azimuthDeg: number } {
  const [dx, dy, dz] = [0, 1, 2].map((a) => xyzM[3 * j + a] - xyzM[3 * i + a]);
  const azimuth = (Math.atan2(dx, dy) * 180) / Math.PI;
  return { distanceM: Math.hypot(dx, dy, dz), azimuthDeg: ((azimuth % 180) + 180) % 180 };
}
