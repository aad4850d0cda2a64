import { z } from "zod";

const interval = z.object({ mean: z.number(), p05: z.number(), p50: z.number(), p95: z.number() });

/** One number of an assessment with what it was made of. */
const figureSchema = z.looseObject({
  id: z.string(),
  stage: z.string(),
  name: z.string(),
  unit: z.string(),
  interval,
  evidence: z.enum(["A", "B", "C", "D", "S"]),
  from: z.array(z.string()).describe("figures that it was computed from, by id"),
  source: z.string(),
  how: z.string(),
});

/** What the server itself relies on in `assessment.json`; the rest passes as it is. */
export const siteSchema = z.looseObject({
  schema: z.literal("relode.assessment/1"),
  name: z.string(),
  declared: z.enum(["synthetic", "real"]),
  resource: z
    .object({ folder: z.string(), sha256: z.string().nullable() })
    .optional()
    .describe("the body: its folder's name and the checksum of its resource.json, as in the list of bodies"),
  money: z.string(),
  realisations: z.int().min(1).max(100_000),
  npv: interval,
  chanceOfLoss: z.number().min(0).max(1),
  figures: z.array(figureSchema),
  notAssessed: z.array(z.object({ what: z.string(), why: z.string() })),
});
export type SiteDocument = z.infer<typeof siteSchema>;

export const siteListSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    declared: z.enum(["synthetic", "real", "unknown"]),
    money: z.string().describe("currency and year; empty where it cannot be read"),
    npv: interval.nullable(),
    chanceOfLoss: z.number().nullable(),
    realisations: z.int(),
    issue: z.string().nullable().describe("why the folder cannot be shown; null where it can"),
  }),
);

export const siteParams = z.object({ id: z.string().max(100).describe("folder of the assessment") });
