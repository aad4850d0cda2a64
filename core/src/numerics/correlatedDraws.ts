import { choleskyInPlace } from "./cholesky.ts";
import { fillNormal, fillUniform } from "./drawStream.ts";
import { normalDistribution, normalQuantile } from "./normal.ts";
import { type Distribution, distributionFault, distributionQuantile } from "./distribution.ts";

/** An uncertain quantity of a run. */
export interface UncertainQuantity {
  readonly name: string;
  readonly distribution: Distribution;
}

/** Rank correlation of two quantities, as the correlation of their normal scores, −1 to 1. */
export interface PairCorrelation {
  readonly a: string;
  readonly b: string;
  readonly correlation: number;
}

/**
 * `stream`: realisation k of a quantity depends on seed, name and k alone (with its correlated partners), as everywhere in
 * Relode. `stratified`: Latin hypercube reordered by Iman and Conover's method: each margin is met at every of K strata and
 * the correlation of the scores exactly, so means converge faster; realisation k then depends on K.
 */
export type DrawMethod = "stream" | "stratified";

/**
 * K realisations of correlated quantities by a Gaussian copula. Quantities given as columns keep their realisations as they
 * stand; those correlated with them are drawn given their normal scores.
 * @param realisations K, 4 to 10,000,000
 * @throws {RangeError} a faulty distribution, a column of another length, an unknown name, a name twice, or correlations that no
 *   set of quantities can have
 * @see Nelsen (2006), An Introduction to Copulas; Iman and Conover (1982), Commun. Statist. B11, 311-334; McKay et al. (1979),
 *   Technometrics 21, 239
 */
export function correlatedDraws(
  quantities: readonly UncertainQuantity[],
  correlations: readonly PairCorrelation[],
  realisations: number,
  seed: number,
  method: DrawMethod = "stream",
): Float64Array[] {
  checkQuantities(quantities, realisations);
  const scores = correlatedScores(quantities, correlations, realisations, seed, method);
  return quantities.map(({ name, distribution }, i) => {
    if (distribution.kind === "column") return Float64Array.from(distribution.values);
    if (distribution.kind === "constant") return new Float64Array(realisations).fill(distribution.value);
    if (method === "stream")
      return scores[i].map((z) => distributionQuantile(distribution, inside(normalDistribution(z))));
    const ranks = ranksOf(scores[i]);
    const jitter = new Float64Array(realisations);
    fillUniform(jitter, seed, `${name} stratum`);
    return Float64Array.from(ranks, (rank, k) => distributionQuantile(distribution, (rank + jitter[k]) / realisations));
  });
}

function checkQuantities(quantities: readonly UncertainQuantity[], realisations: number): void {
  if (!Number.isInteger(realisations) || realisations < 4 || realisations > 10_000_000)
    throw new RangeError(`realisations must be a whole number from 4 to 10000000, got ${realisations}`);
  const seen = new Set<string>();
  for (const { name, distribution } of quantities) {
    if (seen.has(name)) throw new RangeError(`quantity ${name} is given twice; name each once`);
    seen.add(name);
    const fault = distributionFault(distribution);
    if (fault !== null) throw new RangeError(`quantity ${name}: ${fault}`);
    if (distribution.kind === "column" && distribution.values.length !== realisations)
      throw new RangeError(
        `quantity ${name} has ${distribution.values.length} realisations, the run ${realisations}; give as many`,
      );
  }
}

/** Correlated standard normal scores, one column a quantity, in the order given. */
function correlatedScores(
  quantities: readonly UncertainQuantity[],
  correlations: readonly PairCorrelation[],
  realisations: number,
  seed: number,
  method: DrawMethod,
): Float64Array[] {
  // Columns come first, so that what is drawn is drawn given them.
  const order = [...quantities.keys()].toSorted(
    (a, b) =>
      Number(quantities[b].distribution.kind === "column") - Number(quantities[a].distribution.kind === "column"),
  );
  const n = quantities.length;
  const placeOf = new Map(order.map((q, place) => [quantities[q].name, place]));
  const root = correlationRoot(placeOf, correlations, n);
  const raw = order.map((q) => {
    const { name, distribution } = quantities[q];
    if (distribution.kind === "column") return normalScores(distribution.values);
    const z = new Float64Array(realisations);
    fillNormal(z, seed, name);
    return z;
  });
  const columns = order.filter((q) => quantities[q].distribution.kind === "column").length;
  for (let i = 0; i < columns; i++) whitenAgainst(raw, root, n, i);
  if (method === "stratified") decorrelate(raw);
  const scores = raw.map((_, i) => {
    const z = new Float64Array(realisations);
    for (let j = 0; j <= i; j++) {
      const weight = root[i * n + j];
      if (weight !== 0) for (let k = 0; k < realisations; k++) z[k] += weight * raw[j][k];
    }
    return z;
  });
  const inOrder: Float64Array[] = [];
  order.forEach((q, place) => (inOrder[q] = scores[place]));
  return inOrder;
}

/** Lower root of the matrix of correlations, row by row. */
function correlationRoot(
  placeOf: ReadonlyMap<string, number>,
  correlations: readonly PairCorrelation[],
  n: number,
): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1;
  for (const { a, b, correlation } of correlations) {
    const i = placeOf.get(a);
    const j = placeOf.get(b);
    const missing = i === undefined ? a : b;
    if (i === undefined || j === undefined)
      throw new RangeError(`correlation of ${a} and ${b}: no uncertain quantity ${missing}`);
    if (i === j) throw new RangeError(`correlation of ${a} with itself is 1; leave it out`);
    if (!(Math.abs(correlation) <= 1))
      throw new RangeError(`correlation of ${a} and ${b} must lie in -1 to 1, got ${correlation}`);
    matrix[i * n + j] = matrix[j * n + i] = correlation;
  }
  const failed = choleskyInPlace(matrix, n, n, n);
  if (failed >= 0) {
    const name = [...placeOf].find(([, place]) => place === failed)?.[0] ?? "";
    throw new RangeError(`no quantities can have these correlations (${name} contradicts those before it); weaken one`);
  }
  return matrix;
}

/** Replaces column i by what is new in it, given those before, so that the root gives it back unchanged. */
function whitenAgainst(raw: Float64Array[], root: Float64Array, n: number, i: number): void {
  for (let j = 0; j < i; j++) {
    const weight = root[i * n + j];
    if (weight !== 0) for (let k = 0; k < raw[i].length; k++) raw[i][k] -= weight * raw[j][k];
  }
  const inverse = 1 / root[i * n + i];
  for (let k = 0; k < raw[i].length; k++) raw[i][k] *= inverse;
}

/** Makes the columns uncorrelated in the sample with unit variance (Iman and Conover's variance reduction), in place. */
function decorrelate(raw: Float64Array[]): void {
  for (let i = 0; i < raw.length; i++) {
    const z = raw[i];
    centre(z);
    for (let j = 0; j < i; j++) {
      let product = 0;
      for (let k = 0; k < z.length; k++) product += z[k] * raw[j][k];
      product /= z.length;
      for (let k = 0; k < z.length; k++) z[k] -= product * raw[j][k];
    }
    let variance = 0;
    for (const value of z) variance += value * value;
    const scale = variance > 0 ? Math.sqrt(z.length / variance) : 0;
    for (let k = 0; k < z.length; k++) z[k] *= scale;
  }
}

function centre(z: Float64Array): void {
  let mean = 0;
  for (const value of z) mean += value;
  mean /= z.length;
  for (let k = 0; k < z.length; k++) z[k] -= mean;
}

/** Ranks from 0, ties in the order of the realisations. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Float64Array.from({ length: values.length }, (_, k) => k).sort(
    (a, b) => values[a] - values[b] || a - b,
  );
  const ranks = new Float64Array(values.length);
  order.forEach((k, rank) => (ranks[k] = rank));
  return ranks;
}

/** Standard normal quantiles of the ranks. */
function normalScores(values: ArrayLike<number>): Float64Array {
  return ranksOf(values).map((rank) => normalQuantile((rank + 0.5) / values.length));
}

/** Keeps a probability where the quantile is finite. */
function inside(p: number): number {
  return Math.min(1 - 1e-16, Math.max(1e-300, p));
}
