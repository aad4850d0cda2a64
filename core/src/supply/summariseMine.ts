import type { Interval } from "../evidence/estimate.ts";
import { normalQuantile } from "../numerics/normal.ts";
import { PositiveQuantiles } from "../numerics/positiveQuantiles.ts";
import { gradeAt } from "./gradeLaw.ts";
import { byproductValueUsd } from "./mineValue.ts";
import type { DrawStore, ScreeningPlan } from "./plan.ts";
import { type CellSummary, intervalOf, positiveInterval, summariseCell } from "./summarise.ts";

export interface MineSummary {
  readonly oreT: Interval;
  /** E summaries, in the order of the plan's elements. */
  readonly cells: readonly (CellSummary & { readonly gradePpm: Interval })[];
  readonly byproductUsd: Interval;
  /** K realisations of the by-product value, USD a year. */
  readonly byproductDrawsUsd: Float64Array;
}

/** Summary of one mine after it is drawn. */
export function summariseMine(plan: ScreeningPlan, m: number, store: DrawStore): MineSummary {
  const { draws } = plan;
  const width = plan.elements.length;
  const quantiles = new PositiveQuantiles();
  const ore = store.oreT.subarray(m * draws, (m + 1) * draws);
  const ppmPerT = ore.map((t) => 1e6 / t);
  const cells = plan.elements.map((_, e) => {
    const i = m * width + e;
    const summary = summariseCell(plan, i, store, quantiles);
    return { ...summary, gradePpm: gradeInterval(plan, i, store, ppmPerT, quantiles) };
  });
  const byproductDrawsUsd = byproductValueUsd(plan, m, store);
  return { oreT: intervalOf(ore), cells, byproductUsd: intervalOf(byproductDrawsUsd), byproductDrawsUsd };
}

/** Grade in ppm: from the law where nothing else shaped the draws, else contained mass over ore. */
function gradeInterval(
  plan: ScreeningPlan,
  i: number,
  store: DrawStore,
  ppmPerT: Float64Array,
  quantiles: PositiveQuantiles,
): Interval {
  if (plan.sampleWeight[i] === 0 && plan.isConditioned[i] === 0) {
    const sd = Math.hypot(plan.sdElement[i], plan.sdType[i], plan.sdMine[i]);
    const at = (p: number) => gradeAt(plan.location[i] + sd * normalQuantile(p), plan.isBounded[i] === 1);
    return { mean: plan.meanPpm[i], p05: at(0.05), p50: at(0.5), p95: at(0.95) };
  }
  const { draws } = plan;
  const grade = new Float32Array(draws);
  const row = plan.containedRow[i];
  const kept = plan.keptFraction[i];
  if (row >= 0) for (let k = 0; k < draws; k++) grade[k] = store.containedT[row * draws + k] * ppmPerT[k];
  else {
    const base = i * draws;
    const recovered = plan.recoveredT[i];
    for (let k = 0; k < draws; k++) grade[k] = (store.unrecoveredT[base + k] / kept + recovered) * ppmPerT[k];
  }
  return positiveInterval(grade, quantiles);
}
