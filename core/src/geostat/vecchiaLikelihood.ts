import { choleskyInPlace } from "../numerics/cholesky.ts";
import { KdTree } from "../numerics/kdTree.ts";
import { type CovarianceModel, covariance, prepareModel } from "./covarianceModel.ts";
import type { LikelihoodData, LikelihoodPoint } from "./exactLikelihood.ts";

/** For each sample in an order, those before it on which it is conditioned. */
export interface Conditioning {
  readonly order: Int32Array;
  /** Samples of place k of the order: entries start[k] … start[k + 1] − 1. */
  readonly start: Int32Array;
  readonly given: Int32Array;
}

/**
 * Each sample given at most m others before it, the nearest among those. The order goes through nested halvings of the samples (every
 * sixty-fourth, then every thirty-second …), so that the first stand far apart.
 * @param m neighbours, 1 to 1,000
 * @see Vecchia (1988), Journal of the Royal Statistical Society B 50, 297-312; Guinness (2018), Technometrics 60, 415-429 (ordering)
 */
export function conditioning(xyzM: Float64Array, m: number): Conditioning {
  const n = xyzM.length / 3;
  // Along one axis neighbours in the list are neighbours in space; halving that list spreads the early ones out.
  const sorted = Array.from({ length: n }, (_, i) => i).sort(
    (a, b) =>
      xyzM[3 * a] - xyzM[3 * b] || xyzM[3 * a + 1] - xyzM[3 * b + 1] || xyzM[3 * a + 2] - xyzM[3 * b + 2] || a - b,
  );
  const order: number[] = [];
  let stride = 1;
  while (stride * 2 <= n) stride *= 2;
  const taken = new Uint8Array(n);
  for (; stride >= 1; stride /= 2)
    for (let k = 0; k < n; k += stride)
      if (taken[k] === 0) {
        taken[k] = 1;
        order.push(sorted[k]);
      }
  const rank = new Int32Array(n);
  for (const [k, i] of order.entries()) rank[i] = k;
  const tree = new KdTree(xyzM);
  const start = new Int32Array(n + 1);
  const given: number[] = [];
  for (const [k, i] of order.entries()) {
    const wanted = Math.min(m, k);
    // Doubling until enough of the nearest come earlier in the order.
    for (let look = Math.min(n, 2 * m + 1), count = 0; count < wanted; look = Math.min(n, 2 * look)) {
      const [index, d2] = [new Int32Array(look), new Float64Array(look)];
      const found = tree.nearest(
        xyzM[3 * i],
        xyzM[3 * i + 1],
        xyzM[3 * i + 2],
        look,
        Number.POSITIVE_INFINITY,
        index,
        d2,
      );
      const earlier = Array.from(index.subarray(0, found)).filter((j) => rank[j] < k);
      count = Math.min(wanted, earlier.length);
      if (count === wanted || look === n) {
        given.push(...earlier.slice(0, wanted));
        break;
      }
    }
    start[k + 1] = given.length;
  }
  return { order: Int32Array.from(order), start, given: Int32Array.from(given) };
}

/**
 * Vecchia's likelihood Π p(zₖ | its neighbours before it): a composite likelihood that is exact when every sample is conditioned on all before
 * it. Scores and information come from differences of the conditional means eₖ and variances vₖ: information
 * Σ ∂v ∂vᵀ/2v² + ∂e ∂eᵀ/v, drift at its generalised least squares estimate.
 *
 * @param derivatives as in `exactLikelihood`
 * @returns null when a conditional variance is not positive
 * @see Vecchia (1988), Journal of the Royal Statistical Society B 50, 297-312; Stein, Chi and Welty (2004), same journal 66, 275-296 (REML)
 */
export function vecchiaLikelihood(
  data: LikelihoodData,
  sets: Conditioning,
  model: CovarianceModel,
  isRestricted: boolean,
  derivatives: readonly (readonly [CovarianceModel, CovarianceModel, number])[] | null,
): LikelihoodPoint | null {
  const here = conditionals(data, sets, model);
  if (here === null) return null;
  const n = data.values.length;
  const p = data.drift.length;
  const solved = driftEstimate(here, n, p);
  if (solved === null) return null;
  const { beta, logNormal } = solved;
  const residual = residuals(here, beta, n);
  let logLikelihood = -0.5 * ((isRestricted ? logNormal : 0) + (isRestricted ? n - p : n) * Math.log(2 * Math.PI));
  for (let k = 0; k < n; k++) logLikelihood -= 0.5 * (Math.log(here.variance[k]) + residual[k] ** 2 / here.variance[k]);
  if (derivatives === null)
    return { logLikelihood, beta, score: new Float64Array(0), information: new Float64Array(0) };
  const a = derivatives.length;
  const score = new Float64Array(a);
  const dE: Float64Array[] = [];
  const dV: Float64Array[] = [];
  for (const [at, [ahead, behind, step]] of derivatives.entries()) {
    const [high, low] = [conditionals(data, sets, ahead), conditionals(data, sets, behind)];
    if (high === null || low === null) return null;
    // β moves with the parameters only to second order in the likelihood, so it stays.
    const [eHigh, eLow] = [residuals(high, beta, n), residuals(low, beta, n)];
    dE.push(eHigh.map((e, k) => (e - eLow[k]) / step));
    dV.push(high.variance.map((v, k) => (v - low.variance[k]) / step));
    for (let k = 0; k < n; k++) {
      const [v, e] = [here.variance[k], residual[k]];
      score[at] += (-0.5 * dV[at][k]) / v + (0.5 * e * e * dV[at][k]) / (v * v) - (e * dE[at][k]) / v;
    }
    const normals = isRestricted ? [driftEstimate(high, n, p), driftEstimate(low, n, p)] : [];
    if (normals[0] && normals[1]) score[at] -= (0.5 * (normals[0].logNormal - normals[1].logNormal)) / step;
  }
  const information = new Float64Array(a * a);
  for (let i = 0; i < a; i++)
    for (let j = 0; j < a; j++)
      for (let k = 0; k < n; k++) {
        const v = here.variance[k];
        information[i * a + j] += (0.5 * dV[i][k] * dV[j][k]) / (v * v) + (dE[i][k] * dE[j][k]) / v;
      }
  return { logLikelihood, beta, score, information };
}

/** Innovations of the values and of the drift columns, and their variances. */
interface Conditionals {
  readonly variance: Float64Array;
  readonly value: Float64Array;
  readonly drift: readonly Float64Array[];
}

function conditionals(
  { xyzM, values, drift }: LikelihoodData,
  sets: Conditioning,
  model: CovarianceModel,
): Conditionals | null {
  const prepared = prepareModel(model);
  const n = values.length;
  const p = drift.length;
  let most = 0;
  for (let k = 0; k < n; k++) most = Math.max(most, sets.start[k + 1] - sets.start[k]);
  const rows = new Float64Array((most + p + 2) * Math.max(1, most));
  const out = {
    variance: new Float64Array(n),
    value: new Float64Array(n),
    drift: drift.map(() => new Float64Array(n)),
  };
  for (let k = 0; k < n; k++) {
    const i = sets.order[k];
    const from = sets.start[k];
    const m = sets.start[k + 1] - from;
    const between = (a: number, b: number) =>
      covariance(
        prepared,
        xyzM[3 * a] - xyzM[3 * b],
        xyzM[3 * a + 1] - xyzM[3 * b + 1],
        xyzM[3 * a + 2] - xyzM[3 * b + 2],
      );
    for (let a = 0; a < m; a++) {
      const s = sets.given[from + a];
      for (let b = 0; b <= a; b++) rows[a * most + b] = between(s, sets.given[from + b]);
      rows[m * most + a] = between(s, i);
      rows[(m + 1) * most + a] = values[s];
      for (let c = 0; c < p; c++) rows[(m + 2 + c) * most + a] = drift[c][s];
    }
    if (m > 0 && choleskyInPlace(rows, most, m, m + 2 + p) >= 0) return null;
    const along = (row: number) => {
      let sum = 0;
      for (let a = 0; a < m; a++) sum += rows[m * most + a] * rows[row * most + a];
      return sum;
    };
    const variance = prepared.totalSill - along(m);
    if (!(variance > 1e-14 * prepared.totalSill)) return null;
    out.variance[k] = variance;
    out.value[k] = values[i] - along(m + 1);
    for (let c = 0; c < p; c++) out.drift[c][k] = drift[c][i] - along(m + 2 + c);
  }
  return out;
}

function driftEstimate(
  { variance, value, drift }: Conditionals,
  n: number,
  p: number,
): { beta: Float64Array; logNormal: number } | null {
  const normal = new Float64Array((p + 1) * p);
  for (let a = 0; a < p; a++) {
    for (let b = 0; b <= a; b++)
      for (let k = 0; k < n; k++) normal[a * p + b] += (drift[a][k] * drift[b][k]) / variance[k];
    for (let k = 0; k < n; k++) normal[p * p + a] += (drift[a][k] * value[k]) / variance[k];
  }
  if (choleskyInPlace(normal, p, p, p + 1) >= 0) return null;
  const beta = Float64Array.from(normal.subarray(p * p, p * p + p));
  let logNormal = 0;
  for (let a = p - 1; a >= 0; a--) {
    for (let b = a + 1; b < p; b++) beta[a] -= normal[b * p + a] * beta[b];
    beta[a] /= normal[a * p + a];
    logNormal += 2 * Math.log(normal[a * p + a]);
  }
  return { beta, logNormal };
}

function residuals({ value, drift }: Conditionals, beta: Float64Array, n: number): Float64Array {
  return Float64Array.from(
    { length: n },
    (_, k) => value[k] - drift.reduce((sum, column, a) => sum + beta[a] * column[k], 0),
  );
}
