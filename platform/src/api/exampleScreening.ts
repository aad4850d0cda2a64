import type { DatasetSource } from "@relode/core/evidence";
import type { ScreeningInputs, ScreeningOptions, ScreeningResult } from "@relode/core/supply";
import type { ScreeningOutcome } from "../jobs/screeningJob.ts";
import type { ServedDataset } from "./apiSettings.ts";

// Two invented mines and two elements, for the tests of this folder only: no number here describes a real place.

const interval = (mean: number) => ({ mean, p05: mean * 0.5, p50: mean * 0.9, p95: mean * 1.7 });
const blank = { value: null, printed: "", lower: null, upper: null };

const element = (symbol: string, name: string): ScreeningResult["elements"][number] => ({
  symbol,
  name,
  containedT: interval(12),
  unrecoveredT: interval(10),
  unrecoveredByStreamT: { concentrate: 0, mill: 10, leach: 0 },
  unpublishedBoundsT: { noneRecovered: 10, allRecovered: 8 },
  crustOnlyT: 1,
  evidence: "S",
  evidenceMix: { A: 0, B: 0, C: 0, D: 0, S: 1 },
  sampleWeight: 0,
  importsT: { value: 5, printed: "5", lower: null, upper: null },
  exportsT: blank,
  netImportsT: blank,
  consumptionT: blank,
  netImportReliancePct: { value: null, printed: ">50", lower: 50, upper: null },
  marketForm: "content",
  marketBasisNote: "",
  usdPerKg: null,
  priceForm: "",
  recoveryToReplaceImports: { p05: 0.3, p50: 0.6, p95: Number.POSITIVE_INFINITY },
  recoveryToReplaceNetImports: null,
  recoveryToMeetConsumption: null,
  relianceAfter: [
    {
      recovery: 0.1,
      recoveredT: interval(1),
      netImportReliancePct: null,
      importsReplaced: { p05: 0.1, p50: 0.2, p95: 0.3 },
    },
  ],
  grossValueUsd: null,
  onCriticalLists: ["US-2022"],
  concentration: null,
  topMines: [
    { id: "north", share: 0.75, varianceShare: 0.8, samplingValue: 0.8 },
    { id: "south", share: 0.25, varianceShare: 0.2, samplingValue: 0.2 },
  ],
  byMineClass: [{ key: "copper", share: 1 }],
  byState: [{ key: "NV", share: 1 }],
  varianceByQuantity: {
    ore: 0.1,
    elementDoubt: 0.2,
    depositType: 0.3,
    mineGrade: 0.2,
    recovery: 0.1,
    interaction: 0.1,
  },
  sources: ["invented for a test"],
});

const cell = (mean: number): ScreeningResult["mines"][number]["elements"][string] => ({
  containedT: interval(mean * 1.2),
  unrecoveredT: interval(mean),
  gradePpm: interval(mean),
  evidence: "S",
  basis: "prior",
  sampleWeight: 0,
  recoveredT: null,
  source: "invented for a test",
});

const mine = (id: string, share: number): ScreeningResult["mines"][number] => ({
  id,
  name: `Mine ${id}`,
  operator: "nobody",
  state: "NV",
  lon: -117,
  lat: 40,
  mineClass: "copper",
  mainCommodity: "Cu",
  depositType: "Porphyry copper",
  depositTypeUsed: "Porphyry copper",
  processRoute: "mill",
  referenceYear: "2023",
  oreBasis: "D",
  oreT: interval(1e6),
  streams: [{ route: "mill", kind: "mill", oreT: 1e6 }],
  products: ["Cu"],
  elements: { Co: cell(10 * share), Te: cell(4 * share) },
  mainProductValueUsd: 1e6,
  byproductValueUsd: { all: interval(1e5), at1Pct: 1e3, at10Pct: 1e4, at90Pct: 9e4 },
  method: "invented",
  sources: "invented for a test",
  note: "",
});

/** Outcome of a run that was never made. */
export function exampleOutcome(options: ScreeningOptions): ScreeningOutcome {
  return {
    result: {
      elements: [element("Co", "cobalt"), element("Te", "tellurium")],
      mines: [mine("north", 0.75), mine("south", 0.25)],
      totals: {
        mines: 2,
        elements: 2,
        oreT: interval(2e6),
        mainProductValueUsd: 2e6,
        byproductValueUsd: interval(2e5),
        valueWithinNeedUsd: interval(1e5),
        minesWhere10PctBeatsMain: 0,
        minesWithBothValues: 2,
      },
      geochemistry: options.geochemistry,
      edition: options.edition,
      draws: options.draws,
      censoring: [],
    },
    issues: [{ path: "mines.csv, row 2", code: "example.note", severity: "info", message: "an invented row" }],
    manifest: {
      software: "relode",
      version: "0.0.0",
      command: "example",
      seed: options.seed,
      inputs: [],
      parameters: { ...options },
      finishedAt: "2026-01-02T03:04:05.000Z",
      elapsedSeconds: 0.5,
    },
  };
}

/** Inputs with two elements that have a prior. */
export const exampleInputs: ScreeningInputs = {
  mines: [],
  priors: ["Co", "Te"].map((symbol) => ({
    depositType: "Porphyry copper",
    group: "Porphyry",
    variant: "",
    element: symbol,
    medianPpm: 1,
    gsd: 2,
    meanPpm: 1.27,
    gsdBasis: "assumed",
    n: Number.NaN,
    nUnit: "",
    whatItIs: "invented",
    evidence: "S",
    source: "invented for a test",
    usFit: "",
    scalesWith: "",
    ratioToHost: Number.NaN,
    note: "",
  })),
  crust: [],
  markets: [],
  depositTypes: [],
  elements: [],
  worldProduction: [],
  criticalLists: [],
  evIntensities: [],
  samples: null,
};

const source: DatasetSource = {
  id: "example",
  title: "Invented table",
  citation: "nobody",
  licence: "CC0-1.0",
  edition: "1",
  retrieved: "2026-01-01",
  sha256: "0".repeat(64),
  rows: 3,
  columns: [
    { name: "name", unit: "text", doc: "a name" },
    { name: "gradePpm", unit: "ppm", doc: "a grade" },
  ],
  caveats: ["invented for a test"],
};

/** One table of three rows, one of them with a quoted comma. */
export const exampleDatasets: readonly ServedDataset[] = [
  { source, readText: () => 'name,gradePpm\na,1\n"b, c",2\nd,3\n' },
];
