import type { Interval } from "../evidence/estimate.ts";
import type { DrawStore, ScreeningPlan } from "./plan.ts";
import { intervalOf } from "./summarise.ts";

/**
 * National realisations of an element over some of the mines: what a filter by class, state or product leaves.
 * @param members element indices summed (one, or the lanthanides)
 * @param mines indices into `plan.mines`
 * @returns K values, t a year not recovered
 */
export function subsetDrawsT(
  plan: ScreeningPlan,
  members: readonly number[],
  mines: readonly number[],
  store: DrawStore,
): Float64Array {
  const { draws } = plan;
  const total = new Float64Array(draws);
  for (const m of mines) {
    for (const e of members) {
      const base = (m * plan.elements.length + e) * draws;
      for (let k = 0; k < draws; k++) total[k] += store.unrecoveredT[base + k];
    }
  }
  return total;
}

/** What-if on one element: recovery of the waste, a factor on demand, a fixed base reliance. */
export interface ScenarioInput {
  /** Fraction of the unrecovered mass that is recovered, 0-1. */
  readonly recovery: number;
  /** Demand against the edition's: 1 = as published. */
  readonly demandFactor: number;
  /** t a year; null where not published. */
  readonly consumptionT: number | null;
  readonly importsT: number | null;
  /** Published net imports (consumption x reliance), t a year; null where not published. */
  readonly netImportsT: number | null;
}

export interface ScenarioOutcome {
  readonly recoveredT: Interval;
  /** Per cent of demand; below 0 the country exports. Null where demand or imports are not published. */
  readonly netImportReliancePct: Interval | null;
  /** Share of gross imports replaced; null where they are not published. */
  readonly importsReplaced: Interval | null;
}

/**
 * Import reliance in a scenario. Extra demand is imported: reliance = (net imports + (f - 1) consumption - r T) / (f consumption).
 * @throws {RangeError} recovery outside 0-1 or a demand factor that is not above 0
 */
export function scenarioOutcome(drawsT: Float64Array, input: ScenarioInput): ScenarioOutcome {
  const { recovery, demandFactor, consumptionT, importsT, netImportsT } = input;
  if (!(recovery >= 0 && recovery <= 1)) throw new RangeError(`recovery must lie in 0-1, got ${recovery}`);
  if (!(demandFactor > 0)) throw new RangeError(`demand factor must exceed 0, got ${demandFactor}`);
  const recovered = drawsT.map((mass) => mass * recovery);
  const demand = consumptionT === null ? null : consumptionT * demandFactor;
  const extra = consumptionT === null ? 0 : consumptionT * (demandFactor - 1);
  return {
    recoveredT: intervalOf(recovered),
    netImportReliancePct:
      demand === null || netImportsT === null || demand <= 0
        ? null
        : intervalOf(recovered.map((mass) => (100 * (netImportsT + extra - mass)) / demand)),
    importsReplaced: importsT === null || importsT <= 0 ? null : intervalOf(recovered.map((mass) => mass / importsT)),
  };
}
