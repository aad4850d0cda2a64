import { z } from "zod";
import { issueSchema, manifestSchema } from "./answerSchemas.ts";

// Shapes of core/src/supply/result.ts as they travel. JSON has no infinity: where nothing is there to recover, the
// recovery that replaces imports is infinite and arrives as null.
const number = z.number().nullable().describe("null = infinite or undefined");
const interval = z.object({ mean: number, p05: number, p50: number, p95: number });
const percentiles = z.object({ p05: number, p50: number, p95: number }).nullable();
const grade = z.enum(["A", "B", "C", "D", "S"]);
const figure = z.object({
  value: z.number().nullable(),
  printed: z.string(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
});
const keyShares = z.array(z.object({ key: z.string(), share: number }));

export const elementSchema = z.object({
  symbol: z.string(),
  name: z.string(),
  containedT: interval,
  unrecoveredT: interval,
  unrecoveredByStreamT: z.object({ concentrate: number, mill: number, leach: number }),
  unpublishedBoundsT: z.object({ noneRecovered: number, allRecovered: number }),
  crustOnlyT: number,
  evidence: grade,
  evidenceMix: z.object({ A: number, B: number, C: number, D: number, S: number }),
  sampleWeight: number,
  importsT: figure,
  exportsT: figure,
  netImportsT: figure,
  consumptionT: figure,
  netImportReliancePct: figure,
  marketForm: z.string(),
  marketBasisNote: z.string(),
  usdPerKg: z.number().nullable(),
  priceForm: z.string(),
  recoveryToReplaceImports: percentiles,
  recoveryToReplaceNetImports: percentiles,
  recoveryToMeetConsumption: percentiles,
  relianceAfter: z.array(
    z.object({
      recovery: z.number(),
      recoveredT: interval,
      netImportReliancePct: percentiles,
      importsReplaced: percentiles,
    }),
  ),
  grossValueUsd: interval.nullable(),
  evEquivalentMillion: z.object({ model: z.string(), kgPerVehicle: number, million: interval }).optional(),
  onCriticalLists: z.array(z.string()),
  concentration: z
    .object({
      hhi: number,
      largestCountry: z.string(),
      largestShare: number,
      hhiUpper: number,
      basis: z.string(),
    })
    .nullable(),
  topMines: z.array(z.object({ id: z.string(), share: number, varianceShare: number, samplingValue: number })),
  byMineClass: keyShares,
  byState: keyShares,
  varianceByQuantity: z.object({
    ore: number,
    elementDoubt: number,
    depositType: number,
    mineGrade: number,
    recovery: number,
    interaction: number,
  }),
  sources: z.array(z.string()),
});

const mineElementSchema = z.object({
  containedT: interval,
  unrecoveredT: interval,
  gradePpm: interval,
  evidence: grade,
  basis: z.string(),
  sampleWeight: number,
  recoveredT: z.number().nullable().optional(),
  source: z.string(),
});

export const mineSchema = z.object({
  id: z.string(),
  name: z.string(),
  operator: z.string(),
  state: z.string(),
  lon: z.number(),
  lat: z.number(),
  mineClass: z.string(),
  mainCommodity: z.string(),
  depositType: z.string(),
  depositTypeUsed: z.string(),
  processRoute: z.string(),
  referenceYear: z.string(),
  oreBasis: z.enum(["A", "B", "C", "D"]),
  oreT: interval,
  streams: z.array(z.object({ route: z.string(), kind: z.enum(["mill", "leach"]), oreT: number })),
  products: z.array(z.string()),
  elements: z.record(z.string(), mineElementSchema),
  mainProductValueUsd: z.number().nullable(),
  byproductValueUsd: z.object({ all: interval, at1Pct: number, at10Pct: number, at90Pct: number }),
  method: z.string(),
  sources: z.string(),
  note: z.string(),
});

const resultSchema = z.object({
  elements: z.array(elementSchema),
  mines: z.array(mineSchema),
  totals: z.object({
    mines: z.int(),
    elements: z.int(),
    oreT: interval,
    mainProductValueUsd: number,
    byproductValueUsd: interval,
    valueWithinNeedUsd: interval,
    minesWhere10PctBeatsMain: z.int(),
    minesWithBothValues: z.int(),
  }),
  geochemistry: z.enum(["priors", "cmio"]),
  edition: z.string(),
  draws: z.int(),
  censoring: z.array(
    z.object({
      pool: z.string(),
      element: z.string(),
      analysed: z.int(),
      belowDetection: z.int(),
      method: z.string(),
      imputedMeanPpm: number,
      kaplanMeierMeanPpm: number,
      zeroMeanPpm: number,
      halfLimitMeanPpm: number,
      limitMeanPpm: number,
    }),
  ),
});

export const resultAnswer = z.object({ result: resultSchema, issues: z.array(issueSchema), manifest: manifestSchema });

export const elementAnswer = z.object({
  element: elementSchema,
  mines: z.array(mineElementSchema.extend({ id: z.string(), name: z.string() }).loose()),
  issues: z.array(issueSchema),
  manifest: manifestSchema,
});

export const mineAnswer = z.object({ mine: mineSchema, manifest: manifestSchema });
