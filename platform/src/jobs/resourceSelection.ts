import { join } from "node:path";
import type { Interval } from "@relode/core/evidence";
import { bandOf, netUsdPerTPpm, type Product, type ResourceDocument } from "@relode/core/resource";
import { readResourceColumns } from "./resourceFolder.ts";

/** Prices and terms under which blocks are selected. */
export interface SelectionTerms {
  readonly products: readonly Product[];
  readonly deductionsUsdPerT: number;
  readonly costUsdPerT: number;
  readonly moneyYear: number;
  readonly priceFactors: readonly number[];
}

export interface SelectionRow {
  readonly priceFactor: number;
  readonly blocks: number;
  readonly massDryTonnes: Interval;
  /** Value less cost of what is selected, million USD of the year of the terms. */
  readonly marginMillionUsd: Interval;
  readonly metalTonnes: Readonly<Record<string, Interval>>;
}

/** A selection by price: the seam at which a sequence of mining takes over, which wants the same columns. */
export interface ResourceSelection {
  readonly rows: readonly SelectionRow[];
  /** Multiple of all prices from which each block pays; Infinity where none does, NaN outside the body. */
  readonly breakEvenFactor: Float32Array;
}

/**
 * Blocks that pay when all prices move by a factor: chosen once on mean grades, f* = (D + cost + Σ zᵢ sᵢ chargeᵢ)/Σ zᵢ sᵢ priceᵢ, then
 * counted in every realisation, read from its file one after another. Partial blocks count their part.
 * @see Rendu (2014), An Introduction to Cut-off Grade Estimation, 2nd ed.; docs/resource.md
 */
export async function selectByPrice(
  folder: string,
  document: ResourceDocument,
  terms: SelectionTerms,
  onProgress: (fraction: number, stage: string) => void,
): Promise<ResourceSelection> {
  const { blocks, realisations } = document;
  const names = terms.products.map(({ gradeColumn }) => gradeColumn);
  const means = await readResourceColumns(
    join(folder, "blocks.parquet"),
    [...names.map((name) => (realisations > 0 ? `${name}_mean` : name)), "massDryTonnes", "fraction"],
    0,
    blocks,
  );
  const list = [...means.values()];
  const [mass, fraction] = [list[names.length], list[names.length + 1]];
  const breakEvenFactor = new Float32Array(blocks).fill(Number.NaN);
  const shares = terms.products.map(({ recovery, payable }) => (recovery * payable) / 1000);
  for (let b = 0; b < blocks; b++) {
    if (!(mass[b] > 0)) continue;
    let [gross, due] = [0, terms.deductionsUsdPerT + terms.costUsdPerT];
    for (const [p, { priceUsdPerKg, refiningUsdPerKg }] of terms.products.entries()) {
      gross += list[p][b] * shares[p] * priceUsdPerKg;
      due += list[p][b] * shares[p] * refiningUsdPerKg;
    }
    breakEvenFactor[b] = gross > 0 ? due / gross : Number.POSITIVE_INFINITY;
  }
  const volumeM3 = document.grid.sizeM.reduce((a, b) => a * b, 1);
  const sums = terms.priceFactors.map(() => ({
    mass: [] as number[],
    margin: [] as number[],
    metal: names.map(() => [] as number[]),
  }));
  for (let k = 0; k < Math.max(1, realisations); k++) {
    const grades =
      realisations > 0
        ? await Promise.all(names.map((name) => realisationOf(folder, name, k, blocks)))
        : names.map((_, p) => list[p]);
    const rho = realisations > 0 ? await realisationOf(folder, "density", k, blocks) : null;
    for (const [f, priceFactor] of terms.priceFactors.entries()) {
      const net = terms.products.map((product) =>
        netUsdPerTPpm({ ...product, priceUsdPerKg: priceFactor * product.priceUsdPerKg }),
      );
      let [tonnes, margin] = [0, 0];
      const metal = names.map(() => 0);
      for (let b = 0; b < blocks; b++) {
        if (!(breakEvenFactor[b] <= priceFactor)) continue;
        const m = rho === null ? mass[b] : volumeM3 * fraction[b] * rho[b];
        if (!(m > 0)) continue;
        let perTonne = -terms.deductionsUsdPerT - terms.costUsdPerT;
        for (let p = 0; p < net.length; p++) {
          perTonne += net[p] * grades[p][b];
          metal[p] += m * grades[p][b] * 1e-6;
        }
        tonnes += m;
        margin += m * perTonne;
      }
      sums[f].mass.push(tonnes);
      sums[f].margin.push(margin / 1e6);
      for (const [p, one] of metal.entries()) sums[f].metal[p].push(one);
    }
    onProgress((k + 1) / Math.max(1, realisations), `realisation ${k + 1}`);
  }
  return {
    breakEvenFactor,
    rows: terms.priceFactors.map((priceFactor, f) => ({
      priceFactor,
      blocks: breakEvenFactor.reduce((n, factor) => n + (factor <= priceFactor ? 1 : 0), 0),
      massDryTonnes: bandOf(sums[f].mass),
      marginMillionUsd: bandOf(sums[f].margin),
      metalTonnes: Object.fromEntries(terms.products.map(({ element }, p) => [element, bandOf(sums[f].metal[p])])),
    })),
  };
}

/** One realisation of a variable, as written by the run. */
export async function realisationOf(
  folder: string,
  variable: string,
  k: number,
  blocks: number,
): Promise<Float32Array> {
  const read = await readResourceColumns(
    join(folder, "realisations", `${variable}.parquet`),
    ["value"],
    k * blocks,
    blocks,
  );
  return read.get("value") ?? new Float32Array(blocks);
}
