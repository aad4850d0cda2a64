import {
  createDrawCache,
  createStore,
  drawMine,
  elementGroups,
  mineOrder,
  prepareScreening,
  type ScreeningInputs,
  type ScreeningOptions,
} from "@relode/core/supply";
import { byproductValueUsd } from "../../../core/src/supply/mineValue.ts";
import { intervalOf } from "../../../core/src/supply/summarise.ts";
import { recoverFrom } from "./recoverFrom.ts";
import type { WhatIf } from "./whatIf.ts";

/** Realisations drawn in the browser: enough for a steady median and range, few enough for memory and time. */
export const browserDraws = 1000;

/**
 * What-if on realisations drawn here by the same kernels, streams and seed as on the server, only fewer:
 * realisation k is the same in both.
 * @param inputs tables without ore samples; so only for runs on priors
 * @param pause awaited after each mine, so that the worker can answer meanwhile
 */
export async function drawnWhatIf(
  inputs: ScreeningInputs,
  options: ScreeningOptions,
  pause: () => Promise<void>,
): Promise<WhatIf> {
  const draws = Math.min(browserDraws, options.draws);
  const { plan } = prepareScreening(inputs, { ...options, draws });
  const store = createStore(plan);
  const cache = createDrawCache(plan);
  for (const m of mineOrder(plan)) {
    drawMine(plan, m, store, cache);
    await pause();
  }
  const width = plan.elements.length;
  const groups = elementGroups(plan);
  const values = plan.mines.map((_, m) => byproductValueUsd(plan, m, store));

  const chosenMines = (mines: ReadonlySet<string> | null) =>
    plan.mines.flatMap((mine, m) => (mines === null || mines.has(mine.id) ? [m] : []));
  const sumOf = (parts: readonly (Float64Array | Float32Array)[]) => {
    const sum = new Float64Array(draws);
    for (const part of parts) for (let k = 0; k < draws; k++) sum[k] += part[k];
    return sum;
  };
  const cell = (m: number, e: number) =>
    store.unrecoveredT.subarray((m * width + e) * draws, (m * width + e + 1) * draws);
  const elementDraws = (members: readonly number[], chosen: readonly number[]) =>
    sumOf(chosen.flatMap((m) => members.map((e) => cell(m, e))));

  return {
    method: `${draws.toLocaleString("en-GB")} realisations drawn in this browser`,
    national(mines) {
      const chosen = chosenMines(mines);
      return {
        mines: chosen.length,
        oreT: intervalOf(sumOf(chosen.map((m) => store.oreT.subarray(m * draws, (m + 1) * draws)))),
        byproductValueUsd: intervalOf(sumOf(chosen.map((m) => values[m]))),
        unrecoveredT: Object.fromEntries(
          groups.map(({ symbol, members }) => [symbol, intervalOf(elementDraws(members, chosen))]),
        ),
      };
    },
    recover(element, recoveries) {
      const group = groups.find(({ symbol }) => symbol === element.symbol);
      if (group === undefined) throw new RangeError(`${element.symbol} is not among the elements of this run`);
      const sum = elementDraws(group.members, chosenMines(null));
      const interval = intervalOf(sum);
      const sorted = sum.slice().sort();
      return recoveries.map((recovery) =>
        recoverFrom(element, interval, (massT) => shareAtLeast(sorted, massT), recovery),
      );
    },
  };
}

/** Share of ascending values that are at least `value`, 0-1. */
export function shareAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return 1 - low / sorted.length;
}
