import type { ElementResult, MineResult, Percentiles, ScreeningResult } from "@relode/core/supply";
import { isShown } from "./figures.ts";

/** A median recovery that sorts and counts: infinity where the document lost it, null where there is no figure. */
export function medianRecovery(percentiles: Percentiles | null | undefined): number | null {
  if (!percentiles) return null;
  const median: number | null = percentiles.p50;
  return median === null ? Number.POSITIVE_INFINITY : Number.isNaN(median) ? null : median;
}

/** The elements alone, without the rows that sum a group such as `REE`. */
export function singleElements(result: ScreeningResult): ElementResult[] {
  return result.elements.filter((element) => element.symbol.length <= 2);
}

/**
 * The elements that say most in a short table: of those with published imports, the ones on most critical-minerals lists
 * (then by gross value); shown by the recovery that would replace imports, the smallest first.
 * Where fewer have published imports, the others fill up by the same rule.
 */
export function tellingElements(result: ScreeningResult, count: number): ElementResult[] {
  const needed = (element: ElementResult) => medianRecovery(element.recoveryToReplaceImports);
  const value = (element: ElementResult) => finiteOr(element.grossValueUsd?.mean, -1);
  return [...result.elements]
    .sort(
      (a, b) =>
        Number(needed(a) === null) - Number(needed(b) === null) ||
        b.onCriticalLists.length - a.onCriticalLists.length ||
        value(b) - value(a) ||
        (a.symbol < b.symbol ? -1 : 1),
    )
    .slice(0, count)
    .sort(byNeededRecovery);
}

/** Order by the median recovery that would replace gross imports; elements without a figure last. */
export function byNeededRecovery(a: ElementResult, b: ElementResult): number {
  const order =
    compare(medianRecovery(a.recoveryToReplaceImports), medianRecovery(b.recoveryToReplaceImports)) ||
    Number(a.recoveryToReplaceImports === null) - Number(b.recoveryToReplaceImports === null);
  return order || (a.symbol < b.symbol ? -1 : 1);
}

/** Elements of the largest gross value whose discarded mass is more than ten times gross imports: no price would hold. */
export function floodingElements(result: ScreeningResult, count: number) {
  return result.elements
    .flatMap((element) => {
      const imports = element.importsT.value;
      const mass = element.unrecoveredT.mean;
      const valueUsd = element.grossValueUsd?.mean;
      if (!isShown(imports) || imports <= 0 || !isShown(mass) || !isShown(valueUsd)) return [];
      return [{ element, valueUsd, timesImports: mass / imports }];
    })
    .filter(({ timesImports }) => timesImports > 10)
    .sort((a, b) => b.valueUsd - a.valueUsd)
    .slice(0, count);
}

/** Mines by gross value of what they do not recover, the largest first. */
export function minesByValue(result: ScreeningResult): MineResult[] {
  const value = (mine: MineResult) => finiteOr(mine.byproductValueUsd.all.mean, -1);
  return [...result.mines].sort((a, b) => value(b) - value(a) || (a.id < b.id ? -1 : 1));
}

/** How many elements with published imports a recovery replaces, by the median and by the 95th percentile. */
export function elementsReplacedAt(result: ScreeningResult, recovery: number) {
  const published = result.elements.filter((element) => medianRecovery(element.recoveryToReplaceImports) !== null);
  return {
    published: published.length,
    byMedian: published.filter((element) => (medianRecovery(element.recoveryToReplaceImports) ?? 9) <= recovery).length,
    by95: published.filter((element) => {
      const p95 = element.recoveryToReplaceImports?.p95;
      return isShown(p95) && p95 <= recovery;
    }).length,
  };
}

/** Symbols of elements whose imports exceed all that is discarded (median recovery above one). */
export function beyondReach(result: ScreeningResult): string[] {
  return result.elements
    .filter((element) => (medianRecovery(element.recoveryToReplaceImports) ?? 0) > 1)
    .map((element) => element.symbol);
}

/** Symbols of elements whose imports are not published as a number. */
export function withoutImports(result: ScreeningResult): string[] {
  return result.elements
    .filter((element) => medianRecovery(element.recoveryToReplaceImports) === null)
    .map((element) => element.symbol);
}

export type RockReading =
  | "more than rock"
  | "more than rock by judged classes alone"
  | "less than rock"
  | "like average rock"
  | "unknown";

/** Whether a national mass can be told from the same tonnage of average upper crust: by its 5th to 95th percentile. */
export function rockReading(element: ElementResult): RockReading {
  const { p05, p95 } = element.unrecoveredT;
  if (!isShown(p05) || !isShown(p95) || !isShown(element.crustOnlyT)) return "unknown";
  if (p05 > element.crustOnlyT)
    return finiteOr(element.evidenceMix.D, 0) > 0.5 ? "more than rock by judged classes alone" : "more than rock";
  if (p95 < element.crustOnlyT) return "less than rock";
  return "like average rock";
}

/** Elements with more than half of their expected mass at the given grade of evidence. */
export function mostlyGrade(result: ScreeningResult, grade: "A" | "B" | "C" | "D" | "S"): ElementResult[] {
  return singleElements(result).filter((element) => finiteOr(element.evidenceMix[grade], 0) > 0.5);
}

function finiteOr(value: number | null | undefined, otherwise: number): number {
  return isShown(value) ? value : otherwise;
}

function compare(a: number | null, b: number | null): number {
  if (a === b) return 0;
  return (a ?? Number.POSITIVE_INFINITY) < (b ?? Number.POSITIVE_INFINITY) ? -1 : 1;
}
