import type { Interval } from "../evidence/estimate.ts";
import { PositiveQuantiles } from "../numerics/positiveQuantiles.ts";
import { quantilesInPlace } from "../numerics/quantiles.ts";
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
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  const [p05, p50, p95] = quantiles.of(values, probabilities);
  return { mean: sum / values.length, p05, p50, p95 };
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
  const containedT = new Float32Array(draws);
  addContained(plan, i, store, containedT);
  return { unrecoveredT, containedT: positiveInterval(containedT, quantiles) };
}

function addContained(plan: ScreeningPlan, i: number, store: DrawStore, sum: Float64Array | Float32Array): void {
  const { draws } = plan;
  const row = plan.containedRow[i];
  const kept = plan.keptFraction[i];
  const recovered = plan.recoveredT[i];
  if (row >= 0) {
    const base = row * draws;
    for (let k = 0; k < draws; k++) sum[k] += store.containedT[base + k];
  } else if (kept > 0) {
    const base = i * draws;
    for (let k = 0; k < draws; k++) sum[k] += store.unrecoveredT[base + k] / kept + recovered;
  } else {
    // All is recovered: the mean grade times the drawn ore stands for what was contained.
    const ore = Math.floor(i / plan.elements.length) * draws;
    for (let k = 0; k < draws; k++) sum[k] += store.oreT[ore + k] * plan.meanPpm[i] * 1e-6;
  }
}

/**
 * National sum over mines, in mine order whatever the threads, with each mine's covariance with it.
 * @param group indices of the elements to add up: one, or several for a group such as the lanthanides
 */
export function summariseElement(plan: ScreeningPlan, group: readonly number[], store: DrawStore): ElementSummary {
  const { draws } = plan;
  const mines = plan.mines.length;
  const width = plan.elements.length;
  const drawsT = new Float64Array(draws);
  const contained = new Float64Array(draws);
  const ofMine = new Float64Array(mines * draws);
  for (let m = 0; m < mines; m++) {
    const base = m * draws;
    for (const e of group) {
      const cell = (m * width + e) * draws;
      for (let k = 0; k < draws; k++) ofMine[base + k] += store.unrecoveredT[cell + k];
      addContained(plan, m * width + e, store, contained);
    }
    for (let k = 0; k < draws; k++) drawsT[k] += ofMine[base + k];
  }
  let total = 0;
  for (let k = 0; k < draws; k++) total += drawsT[k];
  const mean = total / draws;
  let variance = 0;
  for (let k = 0; k < draws; k++) variance += (drawsT[k] - mean) ** 2;
  variance /= draws - 1;
  const mineMeanT = new Float64Array(mines);
  const mineVariance = new Float64Array(mines);
  const mineCovariance = new Float64Array(mines);
  for (let m = 0; m < mines; m++) {
    const base = m * draws;
    let sum = 0;
    for (let k = 0; k < draws; k++) sum += ofMine[base + k];
    const mineMean = sum / draws;
    let own = 0;
    let joint = 0;
    for (let k = 0; k < draws; k++) {
      const departure = ofMine[base + k] - mineMean;
      own += departure * departure;
      joint += departure * (drawsT[k] - mean);
    }
    mineMeanT[m] = mineMean;
    mineVariance[m] = own / (draws - 1);
    mineCovariance[m] = joint / (draws - 1);
  }
  return {
    unrecoveredT: intervalOf(drawsT),
    containedT: intervalOf(contained),
    mineMeanT,
    mineVariance,
    mineCovariance,
    variance,
    drawsT,
  };
}
