import type { ScreeningPlan } from "./plan.ts";
import { oreVariance } from "./oreTonnage.ts";
import type { VarianceByQuantity } from "./result.ts";
import type { ElementSummary } from "./summarise.ts";

/**
 * First-order shares of the variance of a national total by quantity: var(E[T | q]) / var(T), in closed form from the laws.
 * With M the expected unrecovered mass of a mine: ore, sum (M/ore)² var(ore); doubt about the element and about the type,
 * sums over pairs that share it of M M' (exp(s s') - 1); the mine's own grade, sum M² (exp(s²) - 1); unpublished recovery,
 * contained² / 12. Where samples carry weight w, the prior's parts count with (1 - w)² and the rest of the mine's
 * variance that is neither is its grade. The whole variance of a mine bounded by what it sold counts as its grade. What is left over, interaction, is shown as it is; where sampling error or the
 * bound by metal sold make the parts exceed the whole, all are scaled to it.
 * @param group indices of the elements summed, as given to `summariseElement`
 * @see Saltelli and others (2008), Global Sensitivity Analysis, ch. 4
 */
export function varianceByQuantity(
  plan: ScreeningPlan,
  group: readonly number[],
  summary: ElementSummary,
): VarianceByQuantity {
  const mines = plan.mines.length;
  const width = plan.elements.length;
  let ore = 0;
  let elementDoubt = 0;
  let depositType = 0;
  let mineGrade = 0;
  let recovery = 0;
  for (let m = 0; m < mines; m++) {
    const meanOre = plan.mines[m].oreT.mid;
    let perOre = 0;
    for (const e of group) perOre += expectedKept(plan, m * width + e);
    if (group.length === 1 && plan.isConditioned[m * width + group[0]] === 1) {
      // The metal sold bounds this mine from below, so the closed forms do not hold: its drawn variance counts as its own.
      mineGrade += summary.mineVariance[m];
      continue;
    }
    ore += perOre ** 2 * oreVariance(plan.mines[m].oreT);
    for (const e of group) {
      const i = m * width + e;
      const mass = expectedKept(plan, i) * meanOre * (1 - plan.sampleWeight[i]);
      mineGrade += mass ** 2 * Math.expm1(plan.sdMine[i] ** 2);
      if (plan.isUnpublished[i] === 1) recovery += (meanOre * plan.meanPpm[i] * 1e-6) ** 2 / 12;
      for (let other = 0; other < mines; other++) {
        const j = other * width + e;
        if (group.length === 1 && plan.isConditioned[j] === 1) continue;
        const otherMass = expectedKept(plan, j) * plan.mines[other].oreT.mid * (1 - plan.sampleWeight[j]);
        elementDoubt += mass * otherMass * Math.expm1(plan.sdElement[i] * plan.sdElement[j]);
        if (plan.typeKey[i] === plan.typeKey[j])
          depositType += mass * otherMass * Math.expm1(plan.sdType[i] * plan.sdType[j]);
      }
    }
    const weight = meanWeight(plan, m, group);
    if (weight > 0)
      mineGrade += weight * Math.max(0, summary.mineVariance[m] - perOre ** 2 * oreVariance(plan.mines[m].oreT));
  }
  if (!(summary.variance > 0))
    return { ore: 0, elementDoubt: 0, depositType: 0, mineGrade: 0, recovery: 0, interaction: 0 };
  const parts = ore + elementDoubt + depositType + mineGrade + recovery;
  const whole = Math.max(parts, summary.variance);
  return {
    ore: ore / whole,
    elementDoubt: elementDoubt / whole,
    depositType: depositType / whole,
    mineGrade: mineGrade / whole,
    recovery: recovery / whole,
    interaction: 1 - parts / whole,
  };
}

/** Expected unrecovered mass per tonne of ore, t/t. */
function expectedKept(plan: ScreeningPlan, i: number): number {
  return plan.meanPpm[i] * 1e-6 * plan.keptFraction[i] * (plan.isUnpublished[i] === 1 ? 0.5 : 1);
}

function meanWeight(plan: ScreeningPlan, m: number, group: readonly number[]): number {
  let sum = 0;
  for (const e of group) sum += plan.sampleWeight[m * plan.elements.length + e];
  return sum / group.length;
}
