import type { OreSamples } from "../datasets/cmio/oreSamples.ts";
import type { ElementMarket, MarketFigure } from "../datasets/mineralMarket/market.ts";
import type { OrePrior } from "../datasets/oreGeochemistryPriors/prior.ts";
import type { Mine } from "../datasets/usMetalMines/mine.ts";
import { createDrawCache, drawMine, mineOrder } from "./drawMine.ts";
import { defaultScreeningOptions, type ScreeningInputs, type ScreeningOptions } from "./inputs.ts";
import { createStore, type DrawStore, type ScreeningPlan } from "./plan.ts";

/** Hand-made inputs for tests of the screening: invented mines, small enough to work out on paper. */

export const typeOne = { type: "Type one", group: "Group", environment: "Environment" };
export const typeTwo = { type: "Type two", group: "Group", environment: "Environment" };
export const typeFar = { type: "Type far", group: "Far group", environment: "Environment" };

/** A mine of exactly 1 Mt of ore a year of type one, with nothing recovered. */
export function exampleMine(changes: Partial<Mine> = {}): Mine {
  return {
    id: "alpha",
    name: "Alpha",
    operator: "",
    state: "Nowhere",
    lon: 0,
    lat: 0,
    coordinateSource: "",
    mainCommodity: "Zn",
    mineClass: "zinc",
    depositType: typeOne.type,
    depositTypeSecondary: null,
    priorVariant: "",
    processRoute: "mill flotation",
    referenceYear: "2023",
    statusByYear: "",
    counted: true,
    oreT: { low: 1e6, mid: 1e6, high: 1e6 },
    oreBasis: "A",
    headGradesPpm: {},
    mainProductsT: {},
    byproductsT: {},
    recoveries: {},
    streams: [],
    method: "",
    source: "invented",
    note: "",
    ...changes,
  };
}

/** A recalled prior: lognormal of geometric standard deviation `gsd` whose mean is `meanPpm`. */
export function examplePrior(element: string, meanPpm: number, gsd: number, changes: Partial<OrePrior> = {}): OrePrior {
  return {
    depositType: typeOne.type,
    group: typeOne.group,
    variant: "",
    element,
    medianPpm: meanPpm * Math.exp(-0.5 * Math.log(gsd) ** 2),
    gsd,
    meanPpm,
    gsdBasis: "assumed",
    n: Number.NaN,
    nUnit: "",
    whatItIs: "",
    evidence: "C",
    source: "invented",
    usFit: "",
    scalesWith: "",
    ratioToHost: Number.NaN,
    note: "",
    ...changes,
  };
}

export const figureOf = (value: number | null): MarketFigure => ({
  value,
  printed: value === null ? "W" : String(value),
  lower: null,
  upper: null,
});

export function exampleMarket(element: string, changes: Partial<ElementMarket> = {}): ElementMarket {
  return {
    edition: "mcs2026",
    year: 2023,
    element,
    form: "content",
    elementFraction: 1,
    consumptionBasis: "apparent",
    consumptionT: figureOf(100),
    importsT: figureOf(80),
    exportsT: figureOf(20),
    netImportReliancePct: figureOf(60),
    usdPerKgElement: 1000,
    priceQuoted: "",
    priceForm: "metal",
    note: "",
    ...changes,
  };
}

/** Germanium and zinc, two types of one group and a far one, no market unless given. */
export function exampleInputs(changes: Partial<ScreeningInputs> = {}): ScreeningInputs {
  return {
    mines: [exampleMine()],
    priors: [examplePrior("Ge", 5, 2), examplePrior("Zn", 20_000, 2)],
    crust: [crust("Ge", 1.4), crust("Zn", 67)],
    markets: [],
    depositTypes: [typeOne, typeTwo, typeFar],
    elements: [],
    worldProduction: [],
    criticalLists: [],
    evIntensities: [],
    samples: null,
    ...changes,
  };
}

export function crust(element: string, ppm: number) {
  return { element, upperCrustPpm: ppm, upperCrustSource: "crust", bulkCrustPpm: ppm, bulkCrustSource: "crust" };
}

export function exampleOptions(changes: Partial<ScreeningOptions> = {}): ScreeningOptions {
  return { ...defaultScreeningOptions, draws: 4000, seed: 7, ...changes };
}

/** Samples of type one: per deposit a list of germanium analyses in ppm; `-x` stands for "below x". */
export function exampleSamples(deposits: readonly (readonly number[])[], type = typeOne): OreSamples {
  const cells = deposits.flatMap((values, deposit) => values.map((value) => ({ value, deposit })));
  return {
    elements: ["Ge"],
    ppm: Float32Array.from(cells, ({ value }) => Math.abs(value)),
    belowDetection: Uint8Array.from(cells, ({ value }) => (value < 0 ? 1 : 0)),
    deposit: Int32Array.from(cells, ({ deposit }) => deposit),
    deposits: deposits.map((_, j) => ({
      uid: `d${String(j).padStart(3, "0")}`,
      name: "",
      country: "",
      state: "",
      ...type,
    })),
    synthetic: true,
    source: { name: "invented", sha256: "", edition: "" },
    filter: { rowsRead: cells.length, rowsKept: cells.length, leftOut: {} },
  };
}

/** All realisations of a plan. */
export function drawnStore(plan: ScreeningPlan): DrawStore {
  const store = createStore(plan);
  const cache = createDrawCache(plan);
  for (const m of mineOrder(plan)) drawMine(plan, m, store, cache);
  return store;
}

/** Mean and population standard deviation. */
export function momentsOf(values: ArrayLike<number>): { mean: number; sd: number } {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  const mean = sum / values.length;
  let squares = 0;
  for (let k = 0; k < values.length; k++) squares += (values[k] - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / values.length) };
}
