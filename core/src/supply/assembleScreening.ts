import type { ElementGroup, ScreeningPlan } from "./plan.ts";
import type { ScreeningInputs, ScreeningOptions } from "./inputs.ts";
import { elementFigures } from "./elementMarket.ts";
import { elementResult } from "./elementResult.ts";
import { mineResult } from "./mineResult.ts";
import { rockForming } from "./mineValue.ts";
import type { ScreeningResult } from "./result.ts";
import { lanthanideSymbols } from "./recovery.ts";
import { type ElementSummary, intervalOf } from "./summarise.ts";
import type { MineSummary } from "./summariseMine.ts";
import { oreVariance } from "./oreTonnage.ts";
import type { Issue } from "../evidence/issue.ts";

/** Every element by itself and, where all are drawn, the lanthanides summed as `REE`, for which trade is published. */
export function elementGroups(plan: ScreeningPlan): ElementGroup[] {
  const groups: ElementGroup[] = plan.elements.map((symbol, e) => ({ symbol, members: [e] }));
  const members = lanthanideSymbols.map((symbol) => plan.elements.indexOf(symbol));
  if (members.every((e) => e >= 0)) groups.push({ symbol: "REE", members });
  return groups;
}

/**
 * Puts the summaries together with trade, prices, lists and concentration of supply.
 * @param elementSummaries in the order of `elementGroups(plan)`
 * @param mineSummaries in the order of the plan's mines
 */
export function assembleScreening(
  plan: ScreeningPlan,
  elementSummaries: readonly ElementSummary[],
  mineSummaries: readonly MineSummary[],
  inputs: ScreeningInputs,
  options: ScreeningOptions,
): ScreeningResult {
  const byId = new Map(inputs.mines.map((mine) => [mine.id, mine]));
  const mines = plan.mines.map((planned, m) => {
    const mine = byId.get(planned.id);
    if (!mine) throw new RangeError(`mine ${planned.id} of the plan is not among the inputs`);
    return mineResult(plan, m, mine, mineSummaries[m], inputs, options);
  });
  const elements = elementGroups(plan).map((group, g) =>
    elementResult(plan, group, elementSummaries[g], mineSummaries, inputs, options),
  );
  const byproduct = new Float64Array(plan.draws);
  for (const summary of mineSummaries)
    for (let k = 0; k < plan.draws; k++) byproduct[k] += summary.byproductDrawsUsd[k];
  const ore = sumOfOre(plan, mineSummaries);
  const withBoth = mines.filter((mine) => mine.mainProductValueUsd !== null);
  return {
    elements,
    mines,
    totals: {
      mines: mines.length,
      elements: plan.elements.length,
      oreT: ore,
      mainProductValueUsd: withBoth.reduce((sum, mine) => sum + (mine.mainProductValueUsd ?? 0), 0),
      byproductValueUsd: intervalOf(byproduct),
      valueWithinNeedUsd: intervalOf(valueWithinNeedUsd(plan, elementSummaries, inputs, options)),
      minesWhere10PctBeatsMain: withBoth.filter(
        (mine) => mine.byproductValueUsd.at10Pct > (mine.mainProductValueUsd ?? 0),
      ).length,
      minesWithBothValues: withBoth.length,
    },
    geochemistry: options.geochemistry,
    edition: options.edition,
    draws: plan.draws,
    censoring: plan.pools.flatMap((pool) => pool.censoring),
  };
}

/** Realisations of the value of all unrecovered metal, each element up to the national need, USD a year. */
function valueWithinNeedUsd(
  plan: ScreeningPlan,
  summaries: readonly ElementSummary[],
  inputs: ScreeningInputs,
  options: ScreeningOptions,
): Float64Array {
  const valueUsd = new Float64Array(plan.draws);
  const rock = rockForming(inputs.crust);
  plan.elements.forEach((symbol, e) => {
    const { consumptionT, importsT, usdPerKg } = elementFigures(inputs.markets, options.edition, symbol);
    const needT = consumptionT.value ?? importsT.value;
    if (needT === null || usdPerKg === null || rock.has(symbol)) return;
    const { drawsT } = summaries[e];
    for (let k = 0; k < plan.draws; k++) valueUsd[k] += Math.min(drawsT[k], needT) * 1000 * usdPerKg;
  });
  return valueUsd;
}

/**
 * National ore: mines' tonnages are independent, so their variances add and, with about 70 of them, the sum is close to normal.
 */
function sumOfOre(plan: ScreeningPlan, summaries: readonly MineSummary[]) {
  let mean = 0;
  let variance = 0;
  plan.mines.forEach((mine, m) => {
    mean += summaries[m].oreT.mean;
    variance += oreVariance(mine.oreT);
  });
  const spread = 1.6448536269514722 * Math.sqrt(variance);
  return { mean, p05: mean - spread, p50: mean, p95: mean + spread };
}

/** Mines whose ore and grade, in more than half of the realisations, would hold less of a metal than the mine sold. */
export function raisedIssues(plan: ScreeningPlan, raised: Uint32Array): Issue[] {
  const issues: Issue[] = [];
  const width = plan.elements.length;
  plan.mines.forEach((mine, m) => {
    plan.elements.forEach((element, e) => {
      const share = raised[m * width + e] / plan.draws;
      if (share <= 0.5) return;
      const i = m * width + e;
      const holdsT = mine.oreT.mid * plan.meanPpm[i] * 1e-6;
      issues.push({
        path: `mine ${mine.id}, element ${element}`,
        code: "supply.sold-more-than-ore-holds",
        severity: "warning",
        message: `ore and grade give ${holdsT.toPrecision(3)} t a year, ${plan.recoveredT[i].toPrecision(3)} t were sold: in ${(100 * share).toFixed(0)} % of draws that is more than the ore could have given (old heaps, or figures of another year); the grade is drawn given the metal sold`,
      });
    });
  });
  return issues;
}
