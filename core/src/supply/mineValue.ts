import type { CrustalAbundance } from "../datasets/crustalAbundance/crust.ts";
import type { Mine } from "../datasets/usMetalMines/mine.ts";
import { kernelChunk } from "../numerics/drawKernel.ts";
import { threadKernel } from "../numerics/threadKernel.ts";
import type { DrawStore, ScreeningPlan } from "./plan.ts";
import { lanthanideSymbols } from "./recovery.ts";

/** Elements that make up more than this of average crust are rock, not by-products, and carry no value here. */
const rockFormingPpm = 1000;

/** Average mass of rare-earth element in a mass of its oxide, for products quoted as total rare-earth oxide. */
export const lanthanideOxideFraction = 1 / 1.17;

/** Price in USD per kg of element; null where the edition has none. */
export type PriceOf = (element: string) => number | null;

/** Symbols that form rock: Al, Ca, Fe, K, Mg, Na, Si, Ti by the crustal table. */
export function rockForming(crust: readonly CrustalAbundance[]): ReadonlySet<string> {
  return new Set(crust.filter((row) => row.upperCrustPpm > rockFormingPpm).map((row) => row.element));
}

/**
 * Gross value of a mine's published main products, USD a year. Null when no main product has both an amount and a price.
 * Total rare-earth oxide is split by the mine's head grades.
 */
export function mainProductValueUsd(mine: Mine, priceOf: PriceOf): number | null {
  let value = 0;
  let isPriced = false;
  for (const [product, amountT] of Object.entries(mine.mainProductsT)) {
    if (amountT === null) continue;
    const usdPerKg = product === "TREO" ? rareEarthBasketUsdPerKgOxide(mine, priceOf) : priceOf(product);
    if (usdPerKg === null) continue;
    value += amountT * 1000 * usdPerKg;
    isPriced = true;
  }
  return isPriced ? value : null;
}

function rareEarthBasketUsdPerKgOxide(mine: Mine, priceOf: PriceOf): number | null {
  let grade = 0;
  let value = 0;
  for (const element of [...lanthanideSymbols, "Y"]) {
    const ppm = mine.headGradesPpm[element] ?? 0;
    grade += ppm;
    value += ppm * (priceOf(element) ?? 0);
  }
  return grade > 0 ? (value / grade) * lanthanideOxideFraction : null;
}

/** True when an element counts as a by-product of a mine: neither one of its main products nor rock-forming. */
export function isByproduct(mine: Mine, element: string, rock: ReadonlySet<string>): boolean {
  const isMain =
    element === mine.mainCommodity ||
    element in mine.mainProductsT ||
    ("TREO" in mine.mainProductsT && lanthanideSymbols.includes(element));
  return !isMain && !rock.has(element);
}

/**
 * Gross value of what a mine discards, USD a year, by realisation: unrecovered mass of every by-product times its price.
 * @returns K values
 */
export function byproductValueUsd(plan: ScreeningPlan, m: number, store: DrawStore): Float64Array {
  const { draws } = plan;
  const width = plan.elements.length;
  const valueUsd = new Float64Array(draws);
  const kernel = threadKernel();
  for (let from = 0; from < draws; from += kernelChunk) {
    const n = Math.min(kernelChunk, draws - from);
    kernel.weighted.fill(0);
    for (let e = 0; e < width; e++) {
      const i = m * width + e;
      if (plan.isByproduct[i] === 0) continue;
      kernel.unrecovered.set(store.unrecoveredT.subarray(i * draws + from, i * draws + from + n));
      kernel.addWeighted(n, plan.usdPerKg[e] * 1000, 0);
    }
    valueUsd.set(kernel.weighted.subarray(0, n), from);
  }
  return valueUsd;
}
