import { z } from "zod";

const triple = z.tuple([z.number(), z.number(), z.number()]);

export const columnKinds = [
  "estimate",
  "variance",
  "slope",
  "mean",
  "p05",
  "p50",
  "p95",
  "probability",
  "density",
  "moisture",
  "domain",
  "class",
  "count",
  "depth",
  "value",
  "other",
] as const;

export const columnSchema = z.looseObject({
  name: z.string(),
  unit: z.string(),
  support: z.string(),
  kind: z.enum(columnKinds),
  variable: z.string().nullable(),
  note: z.string(),
});

/** What the server itself relies on in `resource.json`; the rest passes as it is. */
export const resourceSchema = z.looseObject({
  schema: z.literal("relode.resource/1"),
  name: z.string(),
  declared: z.enum(["synthetic", "real"]),
  grid: z.object({ originM: triple, sizeM: triple, count: triple, azimuthDeg: z.number() }),
  blocks: z.int().min(1).max(20_000_000),
  realisations: z.int().min(0).max(100_000),
  columns: z.array(columnSchema),
  variables: z.array(z.looseObject({ name: z.string(), unit: z.string() })),
});
export type ResourceDocument = z.infer<typeof resourceSchema>;

export const holesSchema = z.looseObject({
  holes: z.array(z.looseObject({ hole: z.string(), collar: triple, path: z.array(triple) })),
  composites: z.array(
    z.looseObject({
      hole: z.string(),
      fromM: z.number(),
      toM: z.number(),
      at: triple,
      layerM: z.number().nullable().optional().describe("height above what the layers of its domain follow, metres"),
      values: z.record(z.string(), z.number().nullable()),
    }),
  ),
});
export type HolesDocument = z.infer<typeof holesSchema>;

export const surfacesSchema = z.looseObject({
  surfaces: z.array(
    z.looseObject({
      name: z.string(),
      grid: z.object({
        origin: z.tuple([z.number(), z.number()]),
        spacing: z.tuple([z.number(), z.number()]),
        count: z.tuple([z.int(), z.int()]),
      }),
      z: z.array(z.number().nullable()),
    }),
  ),
});

export const resourceListSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    declared: z.enum(["synthetic", "real", "unknown"]),
    blocks: z.int(),
    realisations: z.int(),
    sha256: z.string().nullable().describe("checksum of resource.json, by which an assessment names its body"),
    issue: z.string().nullable().describe("why the folder cannot be shown; null where it can"),
  }),
);

const finite = z.number().nullable().describe("null where there is none");

export const blockSchema = z.object({
  index: z.int(),
  ijk: triple.describe("block numbers along x, y, z of the grid, from 0"),
  centreM: triple,
  sizeM: triple,
  values: z.array(
    z.object({
      name: z.string(),
      unit: z.string(),
      kind: z.enum(columnKinds),
      variable: z.string().nullable(),
      value: finite,
      note: z.string(),
    }),
  ),
  realisations: z
    .object({
      variable: z.string(),
      unit: z.string(),
      count: z.int(),
      mean: finite,
      p05: finite,
      p50: finite,
      p95: finite,
    })
    .nullable(),
  estimate: z
    .object({
      variable: z.string(),
      unit: z.string(),
      method: z.string(),
      value: finite,
      variance: finite,
      stored: finite.describe("the column's own value, to be compared with the one computed here"),
      samples: z.array(
        z.object({
          hole: z.string(),
          fromM: z.number(),
          toM: z.number(),
          at: triple,
          value: z.number(),
          weight: z.number().describe("share in the estimate; the weights sum to 1 unless the mean is known"),
          distanceM: z.number(),
        }),
      ),
    })
    .nullable(),
  whyNot: z.string().nullable().describe("why the samples behind the estimate cannot be shown"),
});
export type BlockAnswer = z.infer<typeof blockSchema>;

const name = (doc: string) => z.string().max(100).describe(doc);
const whole = (doc: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, "a whole number from 0, digits only")
    .transform(Number)
    .describe(doc);

export const resourceParams = z.object({ id: name("identifier of a body: its folder's name") });
export const columnParams = resourceParams.extend({ name: name("name of a column") });
export const realisationParams = resourceParams.extend({
  variable: name("variable with realisations"),
  k: whole("number of the realisation, from 0"),
});
export const blockParams = resourceParams.extend({ index: whole("block in grid order, from 0") });
export const blockQuery = z.strictObject({ variable: z.string().max(100).optional().describe("default: the first") });
export const planParams = resourceParams.extend({ plan: name("schedule, next-hole, drill-spacing, optimise, ...") });
export const planColumnParams = planParams.extend({ name: name("name of a column") });
