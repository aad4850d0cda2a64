import { experimentalVariogram, type VariogramSpec } from "./experimentalVariogram.ts";
import { blockCentres, type RegularGrid } from "./regularGrid.ts";
import type { SampleSet } from "./sampleSet.ts";

/** One row of an accuracy plot. */
export interface AccuracyRow {
  /** Width of the symmetric probability interval, 0–1. */
  readonly p: number;
  /** Share of true values inside their interval. */
  readonly inside: number;
  /** Standard error of `inside` for independent places, √(p(1 − p)/n). */
  readonly standardError: number;
}

/** How well realisations tell what they do not know. */
export interface Accuracy {
  readonly rows: readonly AccuracyRow[];
  readonly places: number;
  /** Share of the widths p at which at least p of the truth is inside; 1 is best. */
  readonly accuracy: number;
  /** 1 − 2∫ a(p)(ξ̄(p) − p) dp: 1 where no interval is wider than need be. */
  readonly precision: number;
  /** 1 − ∫ (3a(p) − 2)(ξ̄(p) − p) dp: 1 is best; too narrow counts twice. */
  readonly goodness: number;
  /** Mean width of the intervals at p = 0.9, unit of the values: of two good models the narrower says more. */
  readonly meanWidth90: number;
}

/**
 * Accuracy plot of realisations at places whose truth is known but was not used: left-out samples, folds, holes. The symmetric interval of
 * width p at a place runs between the quantiles (1 − p)/2 and (1 + p)/2 of its realisations; ξ̄(p) is the share of places inside, a(p) = 1
 * where ξ̄(p) ≥ p, else 0. Where the truth stands among L realisations is known to 1/(L + 1).
 *
 * @param truth value at each place, length n
 * @param realisations L ≥ 20 columns of length n
 * @param widths number of widths, equally spaced to 1; default 20
 * @throws {RangeError} no places, too few realisations, lengths that disagree
 * @see Deutsch (1997), Direct assessment of local accuracy and precision, Geostatistics Wollongong '96, 115-125; Goovaerts (2001),
 *   Geoderma 103, 3-26
 */
export function accuracyPlot(truth: Float64Array, realisations: readonly Float64Array[], widths = 20): Accuracy {
  const n = truth.length;
  const count = realisations.length;
  if (n === 0 || count < 20)
    throw new RangeError(`accuracy: ${n} places and ${count} realisations; 1 and 20 are needed`);
  if (realisations.some((column) => column.length !== n))
    throw new RangeError(`accuracy: every realisation needs ${n} values, one for each place`);
  const smallest = new Float64Array(n);
  const values = new Float64Array(count);
  let width90 = 0;
  for (let i = 0; i < n; i++) {
    for (let l = 0; l < count; l++) values[l] = realisations[l][i];
    values.sort();
    let below = 0;
    let equal = 0;
    for (let l = 0; l < count; l++)
      if (values[l] < truth[i]) below++;
      else if (values[l] === truth[i]) equal++;
    // Middle of the place among L + 1 gaps; the width of the narrowest interval that holds the truth.
    const rank = (below + equal / 2 + 0.5) / (count + 1);
    smallest[i] = Math.abs(2 * rank - 1);
    width90 += (at(values, 0.95) - at(values, 0.05)) / n;
  }
  const rows = Array.from({ length: widths }, (_, k) => {
    const p = (k + 1) / widths;
    let inside = 0;
    for (let i = 0; i < n; i++) if (smallest[i] <= p) inside++;
    return { p, inside: inside / n, standardError: Math.sqrt((p * (1 - p)) / n) };
  });
  let accurate = 0;
  let excess = 0;
  let weighted = 0;
  for (const { p, inside } of rows) {
    const a = inside >= p ? 1 : 0;
    accurate += a;
    excess += (a * (inside - p)) / widths;
    weighted += ((3 * a - 2) * (inside - p)) / widths;
  }
  return {
    rows,
    places: n,
    accuracy: accurate / widths,
    precision: 1 - 2 * excess,
    goodness: 1 - weighted,
    meanWidth90: width90,
  };
}

/** Quantile of sorted values, straight between the places i/(L − 1). */
function at(sorted: Float64Array, p: number): number {
  const place = p * (sorted.length - 1);
  const low = Math.min(sorted.length - 2, Math.floor(place));
  return sorted[low] + (place - low) * (sorted[low + 1] - sorted[low]);
}

/** One row of a reproduction table: what was asked for, and mean and spread of it over the realisations. */
export interface ReproductionRow {
  readonly name: string;
  readonly target: number;
  readonly mean: number;
  /** Standard deviation between realisations. */
  readonly sd: number;
  /** (mean − target) / (sd / √L); beyond 4 the realisations do not reproduce it on average. */
  readonly standardErrors: number;
}

function row(name: string, target: number, found: readonly number[]): ReproductionRow {
  const count = found.length;
  const mean = found.reduce((sum, x) => sum + x, 0) / count;
  const sd = Math.sqrt(found.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (count - 1));
  return { name, target, mean, sd, standardErrors: (mean - target) / (sd / Math.sqrt(count)) };
}

/**
 * Histogram reproduction: mean, variance and nine deciles of the (weighted) data against those of the realisations.
 * @param weights declustering weights of the data; absent, all alike
 * @throws {RangeError} fewer than two realisations or data
 * @see Leuangthong, McLennan and Deutsch (2004), Minimum acceptance criteria for geostatistical realizations, Natural Resources
 *   Research 13, 131-141
 */
export function histogramReproduction(
  data: Float64Array,
  realisations: readonly Float64Array[],
  weights?: Float64Array,
): ReproductionRow[] {
  if (data.length < 2 || realisations.length < 2)
    throw new RangeError(
      `reproduction: ${data.length} data and ${realisations.length} realisations; 2 of each are needed`,
    );
  const target = summary(data, weights);
  const found = realisations.map((field) => summary(field));
  return Object.keys(target).map((name) =>
    row(
      name,
      target[name],
      found.map((one) => one[name]),
    ),
  );
}

function summary(values: Float64Array, weights?: Float64Array): Record<string, number> {
  const share = weights ?? new Float64Array(values.length).fill(1);
  const total = share.reduce((sum, w) => sum + w, 0);
  const mean = values.reduce((sum, x, i) => sum + share[i] * x, 0) / total;
  const variance = values.reduce((sum, x, i) => sum + share[i] * (x - mean) ** 2, 0) / total;
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const out: Record<string, number> = { mean, variance };
  let reached = 0;
  let next = 1;
  for (const i of order) {
    reached += share[i] / total;
    for (; next < 10 && reached >= next / 10 - 1e-12; next++) out[`P${10 * next}`] = values[i];
  }
  return out;
}

/**
 * Variogram reproduction: the model against the experimental variogram of each realisation, lag by lag.
 * @param grid of the realisations; with more than `mostNodes` nodes every kth along the grid order is taken
 * @param variogram γ of the model for a separation in metres along the direction of the lags
 * @throws {RangeError} as `experimentalVariogram` does
 * @see as `histogramReproduction`
 */
export function variogramReproduction(
  realisations: readonly Float64Array[],
  grid: RegularGrid,
  spec: VariogramSpec,
  variogram: (distanceM: number) => number,
  mostNodes = 2000,
): ReproductionRow[] {
  const xyzM = blockCentres(grid);
  const nodes = xyzM.length / 3;
  const step = Math.ceil(nodes / mostNodes);
  const kept = Array.from({ length: Math.ceil(nodes / step) }, (_, i) => i * step);
  const places = Float64Array.from(kept.flatMap((i) => [xyzM[3 * i], xyzM[3 * i + 1], xyzM[3 * i + 2]]));
  const all = realisations.map((field) => {
    const samples: SampleSet = { xyzM: places, values: Float64Array.from(kept, (i) => field[i]) };
    return experimentalVariogram(samples, spec).lags;
  });
  return all[0].map(({ distanceM }, l) =>
    row(
      `${distanceM.toPrecision(6)} m`,
      variogram(distanceM),
      all.map((lags) => lags[l].value),
    ),
  );
}
