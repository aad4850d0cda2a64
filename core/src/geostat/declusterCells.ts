import { checkSamples, type SampleSet } from "./sampleSet.ts";

export interface DeclusterSpec {
  /** Cell edge along x, tried one after another. */
  readonly sizesM: readonly number[];
  /** Edge along y and z as multiples of that along x; default 1, 1. */
  readonly proportions?: readonly [number, number];
  /** Origins of the cells per size, over which weights are averaged; default 5. */
  readonly origins?: number;
  /** Which weighted mean wins: the least where high grades are clustered (default), the greatest where low ones are. */
  readonly criterion?: "least-mean" | "greatest-mean";
  /** How far the first origin lies outside the samples; default 0.01 m, as in GSLIB. */
  readonly marginM?: number;
}

export interface Declustering {
  /** Weights that sum to the number of samples. */
  readonly weights: Float64Array;
  readonly sizeM: number;
  readonly mean: number;
  /** Weighted mean of each size tried. */
  readonly means: Float64Array;
}

/**
 * Cell declustering: a sample weighs 1 over the number of samples in its cell, averaged over shifted origins.
 * Origin k of K lies at (lowest corner − margin) − k min(size / K, half the extent) along every axis at once.
 *
 * @throws {RangeError} no samples, no size, or a size, count or proportion out of bounds
 * @see Deutsch (1989), Computers & Geosciences 15, 325-332; Deutsch and Journel (1998), GSLIB, section VI.2.1
 */
export function declusterCells(samples: SampleSet, spec: DeclusterSpec): Declustering {
  checkSamples(samples);
  const n = samples.values.length;
  const { sizesM, proportions = [1, 1], origins = 5, criterion = "least-mean", marginM = 0.01 } = spec;
  if (n === 0) throw new RangeError("declustering: no samples");
  if (sizesM.length === 0 || sizesM.length > 10_000 || !sizesM.every((size) => size > 0 && Number.isFinite(size)))
    throw new RangeError("declustering: give 1 to 10,000 cell sizes, finite and above 0 m");
  if (!(Number.isInteger(origins) && origins >= 1 && origins <= 1000))
    throw new RangeError(`declustering: number of origins must be whole, 1 to 1000, got ${origins}`);
  if (!proportions.every((ratio) => ratio > 0 && Number.isFinite(ratio)) || !(marginM >= 0))
    throw new RangeError("declustering: proportions must exceed 0 and the margin be at least 0 m");
  const { low, high } = box(samples.xyzM);
  const means = new Float64Array(sizesM.length);
  let best: Declustering | null = null;
  for (const [s, sizeM] of sizesM.entries()) {
    const edges = [sizeM, sizeM * proportions[0], sizeM * proportions[1]];
    const weights = new Float64Array(n);
    for (let k = 0; k < origins; k++) {
      const origin = edges.map((edge, a) => low[a] - marginM - k * Math.min(edge / origins, (high[a] - low[a]) / 2));
      addCellWeights(samples.xyzM, edges, origin, weights);
    }
    let sum = 0;
    for (let i = 0; i < n; i++) sum += weights[i];
    let mean = 0;
    for (let i = 0; i < n; i++) {
      weights[i] *= n / sum;
      mean += (weights[i] * samples.values[i]) / n;
    }
    means[s] = mean;
    const isBetter = best === null || (criterion === "least-mean" ? mean < best.mean : mean > best.mean);
    if (isBetter) best = { weights, sizeM, mean, means };
  }
  if (best === null) throw new RangeError("declustering: no cell size gave a mean");
  return best;
}

/** Adds the weights of one origin, which sum to one. */
function addCellWeights(
  xyzM: Float64Array,
  edges: readonly number[],
  origin: readonly number[],
  weights: Float64Array,
): void {
  const n = weights.length;
  const cell = Array.from({ length: n }, (_, i) =>
    [0, 1, 2].map((a) => Math.floor((xyzM[3 * i + a] - origin[a]) / edges[a])).join(),
  );
  const inCell = new Map<string, number>();
  for (const key of cell) inCell.set(key, (inCell.get(key) ?? 0) + 1);
  // Weight 1/count summed over a cell is 1: the total is the number of cells that hold samples.
  for (let i = 0; i < n; i++) weights[i] += 1 / ((inCell.get(cell[i]) ?? 1) * inCell.size);
}

function box(xyzM: Float64Array): { low: number[]; high: number[] } {
  const low = [0, 1, 2].map(() => Number.POSITIVE_INFINITY);
  const high = [0, 1, 2].map(() => Number.NEGATIVE_INFINITY);
  for (let i = 0; i < xyzM.length; i++) {
    low[i % 3] = Math.min(low[i % 3], xyzM[i]);
    high[i % 3] = Math.max(high[i % 3], xyzM[i]);
  }
  return { low, high };
}
