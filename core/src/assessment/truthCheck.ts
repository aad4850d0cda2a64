import { bandOf } from "../resource/band.ts";
import type { Interval } from "../evidence/estimate.ts";
import type { Assessment } from "./assess.ts";

/** What a synthetic body truly holds, block by block in the grid's order. */
export interface BodyTruth {
  readonly massDryTonnes: ArrayLike<number>;
  readonly gradePpm: Readonly<Record<string, ArrayLike<number>>>;
}

/** One quantity held against the truth. */
export interface TruthRow {
  readonly what: string;
  readonly unit: string;
  readonly truth: number;
  readonly interval: Interval;
  readonly isCovered: boolean;
}

/**
 * Contained and won metal held against the truth of a synthetic body: the truth of what is won is the true metal of the blocks that the
 * plan sends to each route times the true recovery that the site declares. Nothing is tuned to it.
 * @throws {RangeError} the truth has another number of blocks, or an element or a true recovery is missing
 */
export function truthCheck(assessment: Assessment, truth: BodyTruth): readonly TruthRow[] {
  const { site, ore, realisations } = assessment;
  const blocks = ore.routing.destination.length;
  if (truth.massDryTonnes.length !== blocks)
    throw new RangeError(
      `truth: ${truth.massDryTonnes.length} blocks, the model has ${blocks}; use the grid of the truth`,
    );
  const row = (what: string, unit: string, value: number, values: Float64Array): TruthRow => {
    const interval = bandOf(values);
    return { what, unit, truth: value, interval, isCovered: value >= interval.p05 && value <= interval.p95 };
  };
  const sum = (of: (block: number) => number) => {
    let total = 0;
    for (let block = 0; block < blocks; block++) {
      const value = of(block);
      if (Number.isFinite(value)) total += value;
    }
    return total;
  };
  const rows = [
    row(
      "dry mass",
      "t dry",
      sum((block) => truth.massDryTonnes[block]),
      realisations.dugTonnes,
    ),
  ];
  for (const element of site.elements.keys()) {
    const grades = truth.gradePpm[element];
    if (grades === undefined)
      throw new RangeError(`truth: no grade of ${element}; it has ${Object.keys(truth.gradePpm).join(", ")}`);
    const metal = (block: number) =>
      truth.massDryTonnes[block] > 0 ? truth.massDryTonnes[block] * grades[block] * 1e-6 : 0;
    const contained = realisations.containedT.get(element);
    if (contained !== undefined) rows.push(row(`contained ${element}`, "t", sum(metal), contained));
    const won = realisations.wonT.get(element);
    if (won === undefined || !site.routes.some((route) => route.recovery.has(element))) continue;
    const trueWon = sum((block) => {
      const route = site.routes[ore.routing.destination[block]];
      if (route === undefined || !route.recovery.has(element)) return 0;
      const share = site.truth?.recovery.get(route.id)?.get(element);
      if (share === undefined)
        throw new RangeError(
          `truth: no true recovery of ${element} by ${route.id}; give truth.recovery.${route.id}.${element}`,
        );
      return metal(block) * share;
    });
    rows.push(row(`${element} recovered`, "t", trueWon, won));
  }
  return rows;
}
