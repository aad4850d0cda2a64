import type { Interval } from "../evidence/estimate.ts";
import { type DrawKernel, kernelChunk } from "../numerics/drawKernel.ts";
import type { PositiveQuantiles } from "../numerics/positiveQuantiles.ts";
import { quantilesInPlace } from "../numerics/quantiles.ts";
import { threadKernel } from "../numerics/threadKernel.ts";
import type { DrawStore, ScreeningPlan } from "./plan.ts";

const probabilities = [0.05, 0.5, 0.95] as const;

/** Interval of realisations held in double precision; the input is not changed. */
export function intervalOf(values: Float64Array): Interval {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  const [p05, p50, p95] = quantilesInPlace(values.slice(), probabilities);
  return { mean: sum / values.length, p05, p50, p95 };
}

/** Interval of non-negative single-precision realisations. */
export function positiveInterval(values: Float32Array, quantiles: PositiveQuantiles): Interval {
  const { mean, quantiles: found } = quantiles.meanAndQuantiles(values, probabilities);
  return { mean, p05: found[0], p50: found[1], p95: found[2] };
}

/** The interval of a x + b from that of x, for a above 0. */
export function shiftedInterval(x: Interval, a: number, b: number): Interval {
  return { mean: a * x.mean + b, p05: a * x.p05 + b, p50: a * x.p50 + b, p95: a * x.p95 + b };
}

/** Summary of one cell (mine and element). */
export interface CellSummary {
  readonly unrecoveredT: Interval;
  readonly containedT: Interval;
}

/** Summary of one element, or of a group of elements summed, over all mines of the plan. */
export interface ElementSummary {
  readonly unrecoveredT: Interval;
  readonly containedT: Interval;
  /** Per mine: expected unrecovered t, variance, and covariance with the national total. */
  readonly mineMeanT: Float64Array;
  readonly mineVariance: Float64Array;
  readonly mineCovariance: Float64Array;
  readonly variance: number;
  /** National realisations, t a year, for what follows (prices, thresholds). */
  readonly drawsT: Float64Array;
}

/** Summary of a cell. Contained mass follows from unrecovered mass except where the recovery was drawn. */
export function summariseCell(
  plan: ScreeningPlan,
  i: number,
  store: DrawStore,
  quantiles: PositiveQuantiles,
): CellSummary {
  const { draws } = plan;
  const unrecoveredT = positiveInterval(store.unrecoveredT.subarray(i * draws, (i + 1) * draws), quantiles);
  const row = plan.containedRow[i];
  if (row >= 0)
    return {
      unrecoveredT,
      containedT: positiveInterval(store.containedT.subarray(row * draws, (row + 1) * draws), quantiles),
    };
  const kept = plan.keptFraction[i];
  if (kept > 0) return { unrecoveredT, containedT: shiftedInterval(unrecoveredT, 1 / kept, plan.recoveredT[i]) };
  // All is recovered: the mean grade times the drawn ore stands for what was contained.
  const ore = Math.floor(i / plan.elements.length) * draws;
  const factor = plan.meanPpm[i] * 1e-6;
  const containedT = Float32Array.from({ length: draws }, (_, k) => store.oreT[ore + k] * factor);
  return { unrecoveredT, containedT: positiveInterval(containedT, quantiles) };
}

/**
 * National sum over mines, in mine order whatever the threads, with each mine's covariance with it.
 * @param group indices of the elements to add up: one, or several for a group such as the lanthanides
 */
export function summariseElement(plan: ScreeningPlan, group: readonly number[], store: DrawStore): ElementSummary {
  const { draws } = plan;
  const mines = plan.mines.length;
  const drawsT = new Float64Array(draws);
  const contained = new Float64Array(draws);
  const mineMeanT = new Float64Array(mines);
  const kernel = threadKernel();
  for (let from = 0; from < draws; from += kernelChunk) {
    const n = Math.min(kernelChunk, draws - from);
    kernel.total.fill(0);
    kernel.weighted.fill(0);
    for (let m = 0; m < mines; m++) {
      takeMass(plan, group, m, store, kernel, from, n, addContainedChunk);
      mineMeanT[m] += kernel.addTotal(n) / draws;
    }
    drawsT.set(kernel.total.subarray(0, n), from);
    contained.set(kernel.weighted.subarray(0, n), from);
  }
  const national = intervalOf(drawsT);
  return {
    unrecoveredT: national,
    containedT: intervalOf(contained),
    mineMeanT,
    ...secondMoments(plan, group, store, kernel, drawsT, national.mean, mineMeanT),
    drawsT,
  };
}

/** Variances of the mines and of their sum, and each mine's covariance with it: a second pass, about the means. */
function secondMoments(
  plan: ScreeningPlan,
  group: readonly number[],
  store: DrawStore,
  kernel: DrawKernel,
  drawsT: Float64Array,
  mean: number,
  mineMeanT: Float64Array,
): Pick<ElementSummary, "variance" | "mineVariance" | "mineCovariance"> {
  const { draws } = plan;
  const mines = plan.mines.length;
  const mineVariance = new Float64Array(mines);
  const mineCovariance = new Float64Array(mines);
  const { total, moments } = kernel;
  let variance = 0;
  for (let from = 0; from < draws; from += kernelChunk) {
    const n = Math.min(kernelChunk, draws - from);
    for (let k = 0; k < n; k++) {
      total[k] = drawsT[from + k] - mean;
      variance += total[k] ** 2;
    }
    for (let m = 0; m < mines; m++) {
      takeMass(plan, group, m, store, kernel, from, n, null);
      moments.fill(0);
      kernel.addMoments(n, mineMeanT[m]);
      mineVariance[m] += moments[0] / (draws - 1);
      mineCovariance[m] += moments[1] / (draws - 1);
    }
  }
  return { variance: variance / (draws - 1), mineVariance, mineCovariance };
}

/** A mine's unrecovered mass of the group to the kernel's `mass`; each element's cell is shown to `visit` on the way. */
function takeMass(
  plan: ScreeningPlan,
  group: readonly number[],
  m: number,
  store: DrawStore,
  kernel: DrawKernel,
  from: number,
  n: number,
  visit: typeof addContainedChunk | null,
): void {
  group.forEach((e, position) => {
    const i = m * plan.elements.length + e;
    const base = i * plan.draws + from;
    kernel.unrecovered.set(store.unrecoveredT.subarray(base, base + n));
    kernel.takeMass(n, position === 0);
    visit?.(plan, i, store, kernel, from, n);
  });
}

/** Adds what the ore of a cell contained; expects the cell's unrecovered mass in the kernel. */
function addContainedChunk(
  plan: ScreeningPlan,
  i: number,
  store: DrawStore,
  kernel: DrawKernel,
  from: number,
  n: number,
): void {
  const { draws } = plan;
  const row = plan.containedRow[i];
  const kept = plan.keptFraction[i];
  if (row >= 0) {
    kernel.unrecovered.set(store.containedT.subarray(row * draws + from, row * draws + from + n));
    kernel.addWeighted(n, 1, 0);
  } else if (kept > 0) kernel.addWeighted(n, 1 / kept, plan.recoveredT[i]);
  else {
    // All is recovered: the mean grade times the drawn ore stands for what was contained.
    const ore = Math.floor(i / plan.elements.length) * draws + from;
    const factor = plan.meanPpm[i] * 1e-6;
    for (let k = 0; k < n; k++) kernel.weighted[k] += store.oreT[ore + k] * factor;
  }
}
