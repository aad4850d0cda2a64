import {
  addPair,
  alongWidestAxis,
  checkPositive,
  lagValue,
  newSums,
  type VariogramEstimator,
  variogramEstimators,
} from "./experimentalVariogram.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";

export interface VariogramMapSpec {
  /** Cells on each side of the central one along x, y, z; 0 along z makes a map of the plane with the thickness of one cell. */
  readonly reach: readonly [number, number, number];
  /** Edges of a cell of separations, metres. */
  readonly sizeM: readonly [number, number, number];
  /** Default `classical`. */
  readonly estimator?: VariogramEstimator;
  /** Cells with fewer pairs hold NaN; default 1. */
  readonly minPairs?: number;
}

/** Cells of separations: x fastest, then y, then z, symmetric about the centre. */
export interface VariogramMap {
  readonly count: readonly [number, number, number];
  /** Packed centres of the cells: separations in metres. */
  readonly separationM: Float64Array;
  readonly value: Float64Array;
  readonly pairs: Int32Array;
}

const mostCells = 1_000_000;
const mostMapSamples = 50_000;

/**
 * Variogram map: the estimator over pairs gathered by their separation vector, in the plane or in space. Slices of a map in space are
 * its planes of constant z, or of x or y. Anisotropy shows as an ellipse of low values about the centre.
 *
 * @throws {RangeError} samples or cells not usable, more than 50,000 samples or a million cells
 * @see Goovaerts (1997), Geostatistics for Natural Resources Evaluation, section 4.1.2; Deutsch and Journel (1998), GSLIB, program varmap
 */
export function variogramMap(samples: SampleSet, spec: VariogramMapSpec): VariogramMap {
  checkSamples(samples);
  const { reach, sizeM, estimator = "classical", minPairs = 1 } = spec;
  checkMap(samples, spec, estimator);
  const count = reach.map((side) => 2 * side + 1) as unknown as readonly [number, number, number];
  const total = count[0] * count[1] * count[2];
  const sums = newSums(total);
  const { xyzM, values } = samples;
  const { order, axis } = alongWidestAxis(xyzM);
  const farthestM = (reach[axis] + 0.5) * sizeM[axis];
  for (let a = 0; a < order.length; a++)
    for (let b = a + 1; b < order.length; b++) {
      const [i, j] = [order[a], order[b]];
      if (xyzM[3 * j + axis] - xyzM[3 * i + axis] > farthestM) break;
      const there = cellOf(xyzM, i, j, reach, sizeM, count);
      const back = cellOf(xyzM, j, i, reach, sizeM, count);
      const h = Math.hypot(
        xyzM[3 * j] - xyzM[3 * i],
        xyzM[3 * j + 1] - xyzM[3 * i + 1],
        xyzM[3 * j + 2] - xyzM[3 * i + 2],
      );
      if (h === 0) continue;
      if (there >= 0) addPair(sums, there, estimator, values[i], values[j], values[i], values[j], h);
      if (back >= 0) addPair(sums, back, estimator, values[j], values[i], values[j], values[i], h);
    }
  // In the central cell a pair counts from both ends.
  const pairs = Int32Array.from(sums.n, (n, c) => (c === (total - 1) / 2 ? n / 2 : n));
  return {
    count,
    separationM: separations(reach, sizeM, count),
    value: Float64Array.from(pairs, (n, c) =>
      n >= Math.max(1, minPairs) ? lagValue(sums, c, estimator, n) : Number.NaN,
    ),
    pairs,
  };
}

/** Cell of the separation from i to j, or −1; half-way goes away from the centre on both sides, so that the map is symmetric. */
function cellOf(
  xyzM: Float64Array,
  i: number,
  j: number,
  reach: readonly number[],
  sizeM: readonly number[],
  count: readonly number[],
): number {
  let cell = 0;
  for (let axis = 2; axis >= 0; axis--) {
    const d = (xyzM[3 * j + axis] - xyzM[3 * i + axis]) / sizeM[axis];
    const step = Math.sign(d) * Math.floor(Math.abs(d) + 0.5);
    if (Math.abs(step) > reach[axis]) return -1;
    cell = cell * count[axis] + step + reach[axis];
  }
  return cell;
}

function separations(reach: readonly number[], sizeM: readonly number[], count: readonly number[]): Float64Array {
  const out = new Float64Array(3 * count[0] * count[1] * count[2]);
  let at = 0;
  for (let k = 0 - reach[2]; k <= reach[2]; k++)
    for (let j = 0 - reach[1]; j <= reach[1]; j++)
      for (let i = 0 - reach[0]; i <= reach[0]; i++)
        for (const c of [i * sizeM[0], j * sizeM[1], k * sizeM[2]]) out[at++] = c;
  return out;
}

function checkMap(
  samples: SampleSet,
  { reach, sizeM, minPairs = 1 }: VariogramMapSpec,
  estimator: VariogramEstimator,
): void {
  const n = samples.values.length;
  if (n > mostMapSamples) throw new RangeError(`variogram map: ${n} samples, limit ${mostMapSamples}; thin them`);
  if (!variogramEstimators.includes(estimator))
    throw new RangeError(`variogram map: unknown estimator ${estimator}; use one of ${variogramEstimators.join(", ")}`);
  checkPositive(samples, estimator);
  if (!reach.every((side) => Number.isInteger(side) && side >= 0) || !(reach[0] + reach[1] + reach[2] > 0))
    throw new RangeError(`variogram map: cells on a side must be whole numbers, one above 0, got ${reach.join(", ")}`);
  if (!sizeM.every((size) => size > 0 && Number.isFinite(size)))
    throw new RangeError(`variogram map: cells must be finite and above 0 m, got ${sizeM.join(", ")}`);
  const cells = reach.reduce((product, side) => product * (2 * side + 1), 1);
  if (cells > mostCells) throw new RangeError(`variogram map: ${cells} cells, limit ${mostCells}; use larger ones`);
  if (!(minPairs >= 1)) throw new RangeError(`variogram map: least number of pairs must be 1 or more, got ${minPairs}`);
}
