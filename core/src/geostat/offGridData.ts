import { backSubstitute, choleskyInPlace } from "../numerics/cholesky.ts";
import { covariance, type PreparedModel } from "./covarianceModel.ts";
import type { RegularGrid } from "./regularGrid.ts";
import type { SampleSet } from "./sampleSet.ts";

/** Data of the same hole before it that a datum is tied to, beside the nodes around it. */
const mostBefore = 3;
const mostTied = 8 + mostBefore;

/** What each datum is drawn from when the nodes are known: the (at most eight) nodes around it, and data before it in its hole. */
export interface OffGridSets {
  /** Entries of datum d: start[d] … start[d + 1] − 1. */
  readonly start: Int32Array;
  /** Node of the grid (from 0), or −1 − datum. */
  readonly tied: Int32Array;
}

/** @param grid of nodes; a datum outside it is tied to the nodes nearest to it */
export function offGridSets(
  { xyzM, values, holes }: SampleSet,
  { count, firstCentreM, sizeM }: RegularGrid,
): OffGridSets {
  const start = new Int32Array(values.length + 1);
  const tied: number[] = [];
  const before = new Map<number, number[]>();
  for (let d = 0; d < values.length; d++) {
    const corners = [0, 1, 2].map((axis) => {
      const at = (xyzM[3 * d + axis] - firstCentreM[axis]) / sizeM[axis];
      const low = Math.max(0, Math.min(count[axis] - 2, Math.floor(at)));
      return count[axis] === 1 ? [0] : [low, low + 1];
    });
    for (const k of corners[2])
      for (const j of corners[1]) for (const i of corners[0]) tied.push(i + count[0] * (j + count[1] * k));
    const own = before.get(holes?.[d] ?? -1);
    if (holes !== undefined && own !== undefined) {
      const d2 = (e: number) => [0, 1, 2].reduce((sum, a) => sum + (xyzM[3 * d + a] - xyzM[3 * e + a]) ** 2, 0);
      const near = own.slice(-24).sort((a, b) => d2(a) - d2(b) || a - b);
      for (const e of near.slice(0, mostBefore)) tied.push(-1 - e);
      own.push(d);
    } else if (holes !== undefined) before.set(holes[d], [d]);
    start[d + 1] = tied.length;
  }
  return { start, tied: Int32Array.from(tied) };
}

/** Weights of what each datum is tied to, and the deviation that is left: of one model. */
export interface OffGridWeights {
  readonly weight: Float64Array;
  readonly deviation: Float64Array;
}

/**
 * Simple kriging of each datum from what it is tied to. The nugget of a datum is its own: a node near it, or at its place, has another.
 * Null where nodes follow from each other.
 */
export function offGridWeights(
  model: PreparedModel,
  { xyzM, values }: SampleSet,
  { count, firstCentreM, sizeM }: RegularGrid,
  { start, tied }: OffGridSets,
): OffGridWeights | null {
  const weight = new Float64Array(tied.length);
  const deviation = new Float64Array(values.length);
  const stride = 8 * Math.ceil(mostTied / 8);
  const rows = new Float64Array((mostTied + 1) * stride);
  const at = new Float64Array(3 * (mostTied + 1));
  for (let d = 0; d < values.length; d++) {
    const m = start[d + 1] - start[d];
    for (let a = 0; a < m; a++) {
      const t = tied[start[d] + a];
      if (t < 0) at.set(xyzM.subarray(3 * (-1 - t), 3 * (-1 - t) + 3), 3 * a);
      else {
        const i = t % count[0];
        const j = Math.floor(t / count[0]) % count[1];
        const k = Math.floor(t / (count[0] * count[1]));
        at[3 * a] = firstCentreM[0] + i * sizeM[0];
        at[3 * a + 1] = firstCentreM[1] + j * sizeM[1];
        at[3 * a + 2] = firstCentreM[2] + k * sizeM[2];
      }
    }
    at.set(xyzM.subarray(3 * d, 3 * d + 3), 3 * m);
    for (let a = 0; a <= m; a++)
      for (let b = 0; b <= a; b++)
        rows[a * stride + b] =
          a === b
            ? model.totalSill * (1 + 1e-10)
            : covariance(
                model,
                at[3 * a] - at[3 * b],
                at[3 * a + 1] - at[3 * b + 1],
                at[3 * a + 2] - at[3 * b + 2],
                false,
              );
    if (choleskyInPlace(rows, stride, m, m + 1) >= 0) return null;
    let variance = model.totalSill;
    for (let a = 0; a < m; a++) variance -= rows[m * stride + a] ** 2;
    deviation[d] = Math.sqrt(Math.max(0, variance));
    const solution = rows.subarray(m * stride, m * stride + m);
    backSubstitute(rows, stride, m, solution);
    weight.set(solution, start[d]);
  }
  return { weight, deviation };
}

/** Covariance of the step from node a to node b at `zero` + numberOf(b) − numberOf(a). */
export interface StepTable {
  readonly table: Float64Array;
  readonly zero: number;
  readonly numberOf: (node: number) => number;
}

/**
 * Covariances of the data as the weights make them, lower triangle by rows: with tied things t of datum d, C(d, e) = Σ wₜ C(t, e), where C(node, e) =
 * Σ wₜ' C(node, t'); on the diagonal the deviation squared is added. So nodes and data are one Gaussian model without contradiction, which
 * covariances of the data taken by themselves would not be.
 * @param steps covariances of all steps between nodes of the grid
 * @param rows n rows `stride` apart
 */
export function fillOffGridMatrix(
  { table, zero, numberOf }: StepTable,
  { start, tied }: OffGridSets,
  { weight, deviation }: OffGridWeights,
  rows: Float64Array,
  stride: number,
): void {
  const n = deviation.length;
  for (let d = 0; d < n; d++) rows.fill(0, d * stride, d * stride + d + 1);
  const usedBy = new Map<number, number[]>();
  for (let d = 0; d < n; d++)
    for (let a = start[d]; a < start[d + 1]; a++) {
      if (tied[a] < 0) continue;
      const list = usedBy.get(tied[a]);
      if (list === undefined) usedBy.set(tied[a], [a, d]);
      else list.push(a, d);
    }
  const withNode = new Float64Array(n);
  const numbers = tied.map((node) => (node < 0 ? node : numberOf(node)));
  for (const [node, entries] of usedBy) {
    const from = zero - numberOf(node);
    const last = entries[entries.length - 1];
    for (let e = 0; e <= last; e++) {
      let sum = 0;
      for (let b = start[e]; b < start[e + 1]; b++)
        sum += weight[b] * (numbers[b] < 0 ? withNode[-1 - numbers[b]] : table[from + numbers[b]]);
      withNode[e] = sum;
    }
    for (let at = 0; at < entries.length; at += 2) {
      const [w, d] = [weight[entries[at]], entries[at + 1]];
      const row = d * stride;
      for (let e = 0; e <= d; e++) rows[row + e] += w * withNode[e];
    }
  }
  for (let d = 0; d < n; d++) {
    const row = d * stride;
    rows[row + d] += deviation[d] ** 2;
    for (let a = start[d]; a < start[d + 1]; a++) {
      if (tied[a] >= 0) continue;
      const other = -1 - tied[a];
      for (let e = 0; e < d; e++)
        rows[row + e] += weight[a] * (e <= other ? rows[other * stride + e] : rows[e * stride + other]);
    }
    for (let a = start[d]; a < start[d + 1]; a++) if (tied[a] < 0) rows[row + d] += weight[a] * rows[row - 1 - tied[a]];
  }
}
