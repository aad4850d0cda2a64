import { fillUniform } from "./drawStream.ts";

/** Shares of variance that a quantity explains. */
export interface SobolShare {
  readonly key: string;
  /** By itself: Var(E[Y|X]) / Var(Y). */
  readonly first: number;
  /** With all its interactions: 1 − Var(E[Y|others]) / Var(Y). */
  readonly total: number;
}

/** Shares of one of several results, with the standard errors of the two estimators. */
export interface SobolShareWithError extends SobolShare {
  readonly firstError: number;
  readonly totalError: number;
}

/** Sobol shares of several results from the same runs. */
export interface SobolRun {
  /** By result, then by quantity. */
  readonly shares: readonly (readonly SobolShareWithError[])[];
  /** Runs asked for, and base runs left out because one of their runs gave no result. */
  readonly runs: number;
  readonly baseRuns: number;
  readonly baseRunsLeftOut: number;
}

/**
 * Sobol shares of a function of independent uniform inputs: first order by Saltelli's estimator, total by Jansen's, from n (d + 2) runs.
 * The sampling error of a share is about 1/√n.
 * @param evaluate of d numbers in (0, 1)
 * @param n base runs, a multiple of 4
 * @see Saltelli et al. (2010), Variance based sensitivity analysis of model output, Computer Physics Communications 181, 259-270,
 *   table 2 (b) and (f); Jansen (1999)
 */
export function sobolShares(
  names: readonly string[],
  evaluate: (u: Float64Array) => number,
  n: number,
  seed: number,
): SobolShare[] {
  const { shares } = sobolRun(names, (u) => Float64Array.of(evaluate(u)), 1, n, seed);
  return shares[0].map(({ key, first, total }) => ({ key, first, total }));
}

/**
 * As `sobolShares` for several results at once. A run without a result (null) takes its base run out of every estimator, since the estimators
 * pair runs; how many is returned and must be told, for what is left is a sample of the inputs that work.
 * @param results how many numbers a run gives
 * @throws {RangeError} fewer than 16 base runs
 */
export function sobolRun(
  names: readonly string[],
  evaluate: (u: Float64Array) => Float64Array | null,
  results: number,
  n: number,
  seed: number,
): SobolRun {
  const d = names.length;
  if (!Number.isInteger(n) || n < 16) throw new RangeError(`base runs must be a whole number of at least 16, got ${n}`);
  const draw = (which: string) =>
    names.map((name) => {
      const column = new Float64Array(n);
      fillUniform(column, seed, `${name} sobol ${which}`);
      return column;
    });
  const [a, b] = [draw("a"), draw("b")];
  const point = new Float64Array(d);
  const isWhole = new Uint8Array(n).fill(1);
  const runAll = (column: (i: number) => Float64Array) => {
    const values = new Float64Array(n * results);
    for (let k = 0; k < n; k++) {
      if (isWhole[k] === 0) continue;
      for (let i = 0; i < d; i++) point[i] = column(i)[k];
      const found = evaluate(point);
      if (found === null) isWhole[k] = 0;
      else values.set(found, k * results);
    }
    return values;
  };
  const atA = runAll((i) => a[i]);
  const atB = runAll((i) => b[i]);
  const mixed = names.map((_, j) => runAll((i) => (i === j ? b[i] : a[i])));
  const kept = isWhole.reduce((sum, one) => sum + one, 0);
  return {
    shares: Array.from({ length: results }, (_, r) => sharesOf(names, { atA, atB, mixed, isWhole, kept, results, r })),
    runs: n * (d + 2),
    baseRuns: n,
    baseRunsLeftOut: n - kept,
  };
}

interface Runs {
  readonly atA: Float64Array;
  readonly atB: Float64Array;
  readonly mixed: readonly Float64Array[];
  readonly isWhole: Uint8Array;
  readonly kept: number;
  readonly results: number;
  readonly r: number;
}

function sharesOf(names: readonly string[], { atA, atB, mixed, isWhole, kept, results, r }: Runs) {
  const n = isWhole.length;
  const at = (values: Float64Array, k: number) => values[k * results + r];
  let [sumA, sumB] = [0, 0];
  for (let k = 0; k < n; k++) {
    sumA += at(atA, k);
    sumB += at(atB, k);
  }
  const mean = (sumA + sumB) / (2 * kept);
  let variance = 0;
  for (let k = 0; k < n; k++)
    if (isWhole[k] === 1) variance += ((at(atA, k) - mean) ** 2 + (at(atB, k) - mean) ** 2) / (2 * kept);
  // What is left of a constant result is rounding, and has no shares.
  const isSpread = variance > (1e-12 * mean) ** 2;
  return names.map((key, j): SobolShareWithError => {
    if (!isSpread) return { key, first: 0, total: 0, firstError: 0, totalError: 0 };
    let [first, total, firstSquares, totalSquares] = [0, 0, 0, 0];
    for (let k = 0; k < n; k++) {
      if (isWhole[k] === 0) continue;
      // Centred: the estimator's error grows with the mean otherwise.
      const one = (at(atB, k) - mean) * (at(mixed[j], k) - at(atA, k));
      const other = (at(atA, k) - at(mixed[j], k)) ** 2 / 2;
      first += one / kept;
      total += other / kept;
      firstSquares += one ** 2 / kept;
      totalSquares += other ** 2 / kept;
    }
    const error = (squares: number, middle: number) => Math.sqrt(Math.max(0, squares - middle ** 2) / kept) / variance;
    return {
      key,
      first: first / variance,
      total: total / variance,
      firstError: error(firstSquares, first),
      totalError: error(totalSquares, total),
    };
  });
}
