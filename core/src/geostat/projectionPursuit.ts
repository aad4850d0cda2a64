import { fillNormal } from "../numerics/drawStream.ts";
import { normalDistribution } from "../numerics/normal.ts";
import { normalScore, type NormalScoreTable } from "./normalScore.ts";
import { applyTransform, type LinearTransform, undoTransform, whitening } from "./whitening.ts";

/** One turn of the pursuit: the direction, and what became of the projection on it. */
export interface PursuitStep {
  /** Unit vector of length q. */
  readonly direction: Float64Array;
  readonly table: NormalScoreTable;
  /** Projection index before the turn. */
  readonly index: number;
}

/** The way from q variables to q independent standard normal ones, and back. */
export interface ProjectionPursuit {
  readonly marginals: readonly NormalScoreTable[];
  readonly sphere: LinearTransform;
  readonly steps: readonly PursuitStep[];
  /** Index that normal data of this size would show at most in 95 of 100 directions; the pursuit stops below it. */
  readonly stopIndex: number;
  readonly isConverged: boolean;
}

export interface PursuitSpec {
  /** Most turns; default 100. */
  readonly steps?: number;
  readonly seed?: number;
  readonly weights?: Float64Array;
}

/** Order of the Legendre polynomials in the index. */
const order = 10;
const startDirections = 40;

/**
 * Projection pursuit multivariate transform: variables to independent standard normal ones. Normal scores of each; whitening; then
 * again and again the direction whose projection is least normal, by Friedman's index, is found and its projection replaced by its
 * normal score, the rest left as it is, until no direction is less normal than chance makes it. Every turn is invertible on a table:
 * data come back exactly; between them lines, beyond them the outermost slope 1.
 *
 * @param columns q ≥ 2 variables known at the same n ≥ 10 samples
 * @returns the transform and the scores of the samples
 * @throws {RangeError} too few data or columns, or columns that follow from each other
 * @see Barnett, Manchuk and Deutsch (2014), Mathematical Geosciences 46, 337-359; Friedman (1987), JASA 82, 249-266
 */
export function projectionPursuit(
  columns: readonly Float64Array[],
  spec: PursuitSpec = {},
): { readonly transform: ProjectionPursuit; readonly scores: Float64Array[] } {
  const { steps: mostSteps = 100, seed = 1, weights } = spec;
  const q = columns.length;
  const n = columns[0]?.length ?? 0;
  if (q < 2 || n < 10 || columns.some((column) => column.length !== n))
    throw new RangeError(`projection pursuit needs 2 columns or more of one length from 10 on, got ${q} of ${n}`);
  const marginals = columns.map((column) => normalScore(column, weights, "shared"));
  const sphere = whitening(
    marginals.map(({ scores }) => scores),
    weights,
  );
  let current: Float64Array[] = applyTransform(
    sphere,
    marginals.map(({ scores }) => scores),
  );
  const stopIndex = chanceIndex(n, seed);
  const steps: PursuitStep[] = [];
  let isConverged = false;
  while (steps.length < mostSteps) {
    const { direction, index } = leastNormal(current, seed, steps.length);
    isConverged = index < stopIndex;
    if (isConverged) break;
    const projection = project(current, direction);
    const { scores, table } = normalScore(projection, weights, "shared");
    current = moved(current, direction, (p, i) => scores[i] - p, projection);
    steps.push({ direction, table, index });
  }
  const transform = { marginals: marginals.map(({ table }) => table), sphere, steps, stopIndex, isConverged };
  return { transform, scores: current };
}

/** Scores to values, e.g. of simulated factors: each turn undone, from the last to the first. */
export function undoProjectionPursuit(transform: ProjectionPursuit, scores: readonly Float64Array[]): Float64Array[] {
  let current: Float64Array[] = scores.map((column) => Float64Array.from(column));
  for (const { direction, table } of transform.steps.toReversed()) {
    const projection = project(current, direction);
    current = moved(current, direction, (p) => along(p, table.scores, table.values) - p, projection);
  }
  return undoTransform(transform.sphere, current).map((column, u) => {
    const { values, scores: known } = transform.marginals[u];
    // Beyond the data a value stays at the outermost: a tail is not this transform's to invent.
    return column.map((y) => Math.min(values[values.length - 1], Math.max(values[0], along(y, known, values))));
  });
}

function project(columns: readonly Float64Array[], direction: Float64Array): Float64Array {
  const out = new Float64Array(columns[0].length);
  for (const [u, column] of columns.entries()) for (let i = 0; i < out.length; i++) out[i] += direction[u] * column[i];
  return out;
}

/** Rows moved along a direction by what `shift` says of their projection. */
function moved(
  columns: readonly Float64Array[],
  direction: Float64Array,
  shift: (projection: number, i: number) => number,
  projection: Float64Array,
): Float64Array[] {
  const by = projection.map(shift);
  return columns.map((column, u) => column.map((x, i) => x + direction[u] * by[i]));
}

/** Straight between the entries of an ascending table, with slope 1 beyond its ends. */
function along(x: number, from: Float64Array, to: Float64Array): number {
  const last = from.length - 1;
  if (x <= from[0]) return to[0] + (x - from[0]);
  if (x >= from[last]) return to[last] + (x - from[last]);
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (from[middle] <= x) low = middle;
    else high = middle;
  }
  return to[low] + ((to[high] - to[low]) * (x - from[low])) / (from[high] - from[low]);
}

/**
 * Friedman's index: how far 2Φ(projection) − 1 is from uniform, ½ Σⱼ (2j + 1) mean(Pⱼ)² with Legendre polynomials P₁ to P₁₀.
 * Zero for normal data.
 */
export function projectionIndex(projection: Float64Array): number {
  const sums = new Float64Array(order + 1);
  for (let i = 0; i < projection.length; i++) {
    const r = 2 * normalDistribution(projection[i]) - 1;
    let before = 1;
    let now = r;
    for (let j = 1; j <= order; j++) {
      sums[j] += now;
      [before, now] = [now, ((2 * j + 1) * r * now - j * before) / (j + 1)];
    }
  }
  let index = 0;
  for (let j = 1; j <= order; j++) index += ((2 * j + 1) / 2) * (sums[j] / projection.length) ** 2;
  return index;
}

/** 95 % quantile of the index of normal samples of this size. */
function chanceIndex(n: number, seed: number): number {
  const draws = new Float64Array(n);
  const indices = Array.from({ length: 100 }, (_, k) => {
    fillNormal(draws, seed, `geostat.pursuit.chance.${k}`);
    return projectionIndex(draws);
  }).sort((a, b) => a - b);
  return indices[94];
}

/** The best of the axes, the diagonals of two and some random directions, improved by turning it towards one axis after the other. */
function leastNormal(columns: readonly Float64Array[], seed: number, step: number) {
  const q = columns.length;
  const candidates: Float64Array[] = [];
  for (let u = 0; u < q; u++) {
    candidates.push(unit(Float64Array.from({ length: q }, (_, k) => (k === u ? 1 : 0))));
    for (let v = 0; v < u; v++)
      for (const sign of [1, -1])
        candidates.push(unit(Float64Array.from({ length: q }, (_, k) => (k === u ? 1 : k === v ? sign : 0))));
  }
  const random = new Float64Array(startDirections * q);
  fillNormal(random, seed, `geostat.pursuit.start.${step}`);
  for (let d = 0; d < startDirections; d++) candidates.push(unit(random.slice(d * q, (d + 1) * q)));
  let direction = candidates[0];
  let index = -1;
  for (const candidate of candidates) {
    const here = projectionIndex(project(columns, candidate));
    if (here > index) [direction, index] = [candidate, here];
  }
  for (let angle = Math.PI / 8; angle > Math.PI / 500; angle /= 2)
    for (let u = 0; u < q; u++)
      for (const sign of [1, -1]) {
        const tried = unit(direction.map((x, k) => Math.cos(angle) * x + (k === u ? sign * Math.sin(angle) : 0)));
        const here = projectionIndex(project(columns, tried));
        if (here > index) [direction, index] = [tried, here];
      }
  return { direction, index };
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}
