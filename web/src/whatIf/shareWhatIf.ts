import { normalDistribution } from "@relode/core/numerics";
import type { Interval } from "@relode/core/evidence";
import type { ScreeningResult } from "../api/documents.ts";
import { recoverFrom } from "./recoverFrom.ts";
import { scaled, type WhatIf } from "./whatIf.ts";

/**
 * What-if without realisations: a choice of mines takes its share of the run's total with the range scaled alongside,
 * which keeps the relative spread of the whole. An approximation, used until realisations are drawn.
 */
export function shareWhatIf(result: ScreeningResult): WhatIf {
  const shareOf = (topMines: ScreeningResult["elements"][number]["topMines"], mines: ReadonlySet<string> | null) =>
    mines === null ? 1 : topMines.reduce((sum, mine) => sum + (mines.has(mine.id) ? mine.share : 0), 0);
  return {
    method: "ranges of the run, scaled",
    national(mines) {
      const chosen = result.mines.filter((mine) => mines === null || mines.has(mine.id));
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
      const all = sum(result.mines.map((mine) => mine.byproductValueUsd.all.mean)) || 1;
      const ore = sum(result.mines.map((mine) => mine.oreT.mean)) || 1;
      return {
        mines: chosen.length,
        oreT: scaled(result.totals.oreT, sum(chosen.map((mine) => mine.oreT.mean)) / ore),
        byproductValueUsd: scaled(
          result.totals.byproductValueUsd,
          sum(chosen.map((mine) => mine.byproductValueUsd.all.mean)) / all,
        ),
        unrecoveredT: Object.fromEntries(
          result.elements.map((element) => [
            element.symbol,
            scaled(element.unrecoveredT, shareOf(element.topMines, mines)),
          ]),
        ),
      };
    },
    recover: (element, recoveries) =>
      recoveries.map((recovery) =>
        recoverFrom(element, element.unrecoveredT, (massT) => lognormalAbove(element.unrecoveredT, massT), recovery),
      ),
  };
}

/** Probability that a lognormal quantity with the given 5th, 50th and 95th percentiles is at least `value`. */
export function lognormalAbove(interval: Interval, value: number): number {
  if (!(interval.p05 > 0) || !(interval.p95 > interval.p05)) return interval.p50 >= value ? 1 : 0;
  const sigma = Math.log(interval.p95 / interval.p05) / (2 * z95);
  return 1 - normalDistribution(Math.log(value / interval.p50) / sigma);
}

/** 95th percentile of the standard normal. */
const z95 = 1.6448536269514722;
