import type { EvidenceGrade, Interval } from "@relode/core/evidence";
import type { ElementResult, Figure, MineElementResult, MineResult, ScreeningResult } from "@relode/core/supply";
import type { ReportDocument } from "./document.ts";

/**
 * A small invented result for the tests of this folder. Every number is made up and graded S or as stated;
 * nothing outside tests may show it.
 */
export const inventedSource = "invented for tests";

/** An interval whose 5th and 95th percentiles are half and double the mean. */
export const wide = (mean: number): Interval => ({ mean, p05: mean / 2, p50: mean * 0.9, p95: mean * 2 });

export const figureOf = (value: number | null, printed = value === null ? "" : String(value)): Figure => ({
  value,
  printed,
  lower: null,
  upper: null,
});

const mix = (shares: Partial<Record<EvidenceGrade, number>>) => ({ A: 0, B: 0, C: 0, D: 0, S: 0, ...shares });

export function elementResult(
  symbol: string,
  unrecoveredT: number,
  importsT: number | null,
  changes: Partial<ElementResult> = {},
): ElementResult {
  const recovery =
    importsT === null
      ? null
      : {
          p05: importsT / (unrecoveredT * 2),
          p50: importsT / (unrecoveredT * 0.9),
          p95: importsT / (unrecoveredT / 2),
        };
  return {
    symbol,
    name: `Element ${symbol}`,
    containedT: wide(unrecoveredT * 1.1),
    unrecoveredT: wide(unrecoveredT),
    unrecoveredByStreamT: { concentrate: 0, mill: unrecoveredT * 0.7, leach: unrecoveredT * 0.3 },
    unpublishedBoundsT: { noneRecovered: unrecoveredT * 1.05, allRecovered: unrecoveredT * 0.95 },
    crustOnlyT: unrecoveredT * 0.6,
    evidence: "D",
    evidenceMix: mix({ B: 0.25, D: 0.75 }),
    sampleWeight: 0,
    importsT: figureOf(importsT, importsT === null ? "W" : String(importsT)),
    exportsT: figureOf(10),
    netImportsT: figureOf(importsT === null ? null : importsT - 10),
    consumptionT: figureOf(null, "W"),
    netImportReliancePct: { value: null, printed: ">50", lower: 50, upper: null },
    marketForm: `${symbol} content`,
    marketBasisNote: "reported",
    usdPerKg: 20,
    priceForm: "metal",
    recoveryToReplaceImports: recovery,
    recoveryToReplaceNetImports: recovery,
    recoveryToMeetConsumption: null,
    relianceAfter: [
      { recovery: 0.1, recoveredT: wide(unrecoveredT * 0.1), netImportReliancePct: null, importsReplaced: null },
    ],
    grossValueUsd: wide(unrecoveredT * 20_000),
    onCriticalLists: ["US-2022"],
    concentration: { hhi: 4200, largestCountry: "Utopia", largestShare: 0.6, hhiUpper: 4500, basis: "mine, 2023" },
    topMines: [
      { id: "m1", share: 0.7, varianceShare: 0.8, samplingValue: 0.75 },
      { id: "m2", share: 0.3, varianceShare: 0.2, samplingValue: 0.15 },
    ],
    byMineClass: [{ key: "Cu", share: 1 }],
    byState: [{ key: "Arizona", share: 1 }],
    varianceByQuantity: {
      ore: 0.05,
      elementDoubt: 0.4,
      depositType: 0.3,
      mineGrade: 0.15,
      recovery: 0.05,
      interaction: 0.05,
    },
    sources: [inventedSource, "invented crust"],
    ...changes,
  };
}

function mineElement(unrecoveredT: number, changes: Partial<MineElementResult> = {}): MineElementResult {
  return {
    containedT: wide(unrecoveredT * 1.1),
    unrecoveredT: wide(unrecoveredT),
    gradePpm: wide(12),
    evidence: "D",
    basis: "prior",
    sampleWeight: 0,
    source: inventedSource,
    ...changes,
  };
}

export function mineResult(id: string, changes: Partial<MineResult> = {}): MineResult {
  return {
    id,
    name: `Mine ${id}`,
    operator: "Nobody & Sons",
    state: "Arizona",
    lon: -110,
    lat: 33,
    mineClass: "Cu",
    mainCommodity: "Cu",
    depositType: "Porphyry copper-molybdenum",
    depositTypeUsed: "Porphyry copper-molybdenum",
    processRoute: "mill flotation",
    referenceYear: "2023",
    oreBasis: "B",
    oreT: { mean: 50e6, p05: 45e6, p50: 50e6, p95: 55e6 },
    streams: [
      { route: "flotation", kind: "mill", oreT: 30e6 },
      { route: "heap", kind: "leach", oreT: 20e6 },
    ],
    products: ["Cu", "Mo"],
    elements: {
      Co: mineElement(700),
      Ge: mineElement(70, { recoveredT: null }),
      Te: mineElement(7, { recoveredT: 3 }),
    },
    mainProductValueUsd: 2e9,
    byproductValueUsd: { all: wide(5e8), at1Pct: 5e6, at10Pct: 5e7, at90Pct: 4.5e8 },
    method: "reported",
    sources: inventedSource,
    note: "",
    ...changes,
  };
}

export const fixtureResult: ScreeningResult = {
  elements: [
    elementResult("Co", 23_000, 3_000),
    elementResult("Ge", 900, 20),
    elementResult("Pt", 2, 60),
    elementResult("Te", 400, null, { grossValueUsd: null, usdPerKg: null }),
  ],
  mines: [
    mineResult("m1"),
    mineResult("m2", {
      name: 'The "Old" <script>alert(1)</script> Mine',
      note: "=HYPERLINK(1)",
      mainProductValueUsd: null,
    }),
  ],
  totals: {
    mines: 2,
    elements: 4,
    oreT: { mean: 100e6, p05: 92e6, p50: 100e6, p95: 108e6 },
    mainProductValueUsd: 2e9,
    byproductValueUsd: wide(1e9),
    valueWithinNeedUsd: wide(4e8),
    minesWhere10PctBeatsMain: 0,
    minesWithBothValues: 1,
  },
  geochemistry: "priors",
  edition: "mcs2026",
  draws: 1000,
  censoring: [
    {
      pool: "Skarn",
      element: "Te",
      analysed: 40,
      belowDetection: 30,
      method: "log-normal imputation",
      imputedMeanPpm: 0.4,
      kaplanMeierMeanPpm: 0.5,
      zeroMeanPpm: 0.2,
      halfLimitMeanPpm: 0.6,
      limitMeanPpm: 1,
    },
  ],
};

export const fixtureDocument: ReportDocument = {
  result: fixtureResult,
  issues: [
    { path: "mines.csv, row 3, column lat", code: "table.blank", severity: "error", message: "cell is blank" },
    { path: "mines.csv", code: "table.unknown-column", severity: "warning", message: "column <b> is not known" },
  ],
  manifest: {
    software: "relode",
    version: "0.1.0",
    command: "relode supply screen",
    seed: 7,
    inputs: [{ name: "mines.csv", sha256: "a".repeat(64), edition: "2025" }],
    parameters: { draws: 1000, elements: null },
    finishedAt: "2025-11-21T12:00:00.000Z",
    elapsedSeconds: 1.25,
  },
  verdicts: [
    {
      id: "K1",
      statement: "Recovering a tenth of the cobalt would replace imports",
      expected: "recovery under 10 %",
      got: "14 %",
      verdict: "not reproduced",
      strength: "strong",
      explanation: "priors alone",
      source: "Nobody (2025)",
    },
  ],
  sources: [
    {
      id: "usMetalMines",
      title: "US metal mines",
      citation: "Nobody (2025), https://example.org/mines",
      licence: "CC0",
      edition: "2025",
      retrieved: "2025-11-01",
      sha256: "b".repeat(64),
      rows: 2,
      columns: [],
      caveats: ["invented"],
    },
  ],
};
