import type { Mine } from "../datasets/usMetalMines/mine.ts";
import type { ScreeningInputs, ScreeningOptions } from "./inputs.ts";
import { elementFigures } from "./elementMarket.ts";
import { mainProductValueUsd } from "./mineValue.ts";
import type { ScreeningPlan } from "./plan.ts";
import { streamKind } from "./processRoute.ts";
import type { MineElementResult, MineResult } from "./result.ts";
import type { MineSummary } from "./summariseMine.ts";

/** One mine as shown: what is dug, sold and discarded. */
export function mineResult(
  plan: ScreeningPlan,
  m: number,
  mine: Mine,
  summary: MineSummary,
  inputs: ScreeningInputs,
  options: ScreeningOptions,
): MineResult {
  const width = plan.elements.length;
  const elements: Record<string, MineElementResult> = {};
  const typesUsed = new Map<string, number>();
  plan.elements.forEach((symbol, e) => {
    const i = m * width + e;
    const note = plan.notes[i];
    const { unrecoveredT, containedT, gradePpm } = summary.cells[e];
    typesUsed.set(note.depositTypeUsed, (typesUsed.get(note.depositTypeUsed) ?? 0) + 1);
    elements[symbol] = {
      containedT,
      unrecoveredT,
      gradePpm,
      evidence: note.evidence,
      basis: note.basis,
      sampleWeight: plan.sampleWeight[i],
      ...(note.publishedT === undefined ? {} : { recoveredT: note.publishedT }),
      source: note.source,
    };
  });
  const mostUsed = [...typesUsed].sort((a, b) => b[1] - a[1])[0]?.[0] ?? mine.depositType;
  const priceOf = (element: string) => elementFigures(inputs.markets, options.edition, element).usdPerKg;
  const all = summary.byproductUsd;
  return {
    id: mine.id,
    name: mine.name,
    operator: mine.operator,
    state: mine.state,
    lon: mine.lon,
    lat: mine.lat,
    mineClass: mine.mineClass,
    mainCommodity: mine.mainCommodity,
    depositType: mine.depositType,
    depositTypeUsed: mostUsed,
    processRoute: mine.processRoute,
    referenceYear: mine.referenceYear,
    oreBasis: mine.oreBasis,
    oreT: summary.oreT,
    streams:
      mine.streams.length > 0
        ? mine.streams.map((stream) => ({ route: stream.route, kind: streamKind(stream.route), oreT: stream.oreT }))
        : [{ route: mine.processRoute, kind: streamKind(mine.processRoute), oreT: mine.oreT.mid }],
    products: Object.keys(mine.mainProductsT),
    elements,
    mainProductValueUsd: mainProductValueUsd(mine, priceOf),
    byproductValueUsd: { all, at1Pct: 0.01 * all.mean, at10Pct: 0.1 * all.mean, at90Pct: 0.9 * all.mean },
    method: mine.method,
    sources: mine.source,
    note: mine.note,
  };
}
