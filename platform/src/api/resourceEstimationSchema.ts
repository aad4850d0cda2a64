import { z } from "zod";

const triple = z.tuple([z.number(), z.number(), z.number()]);

/** `estimation.json` of a run; what krige itself checks is let through. */
export const estimationSchema = z.looseObject({
  schema: z.literal("relode.estimation/1"),
  domains: z.array(
    z.object({ code: z.number(), name: z.string(), composite: z.array(z.int()), uvwM: z.array(z.number()) }),
  ),
  kriging: z.array(
    z.object({
      variable: z.string(),
      unit: z.string(),
      domain: z.number(),
      topCut: z.number().nullable(),
      model: z.looseObject({ nugget: z.number(), structures: z.array(z.looseObject({ type: z.string() })) }),
      search: z.looseObject({ radiiM: triple, maxSamples: z.int(), minSamples: z.int().optional() }),
      block: z.object({ sizeM: triple, points: triple, rule: z.enum(["regular", "gauss"]) }),
    }),
  ),
});
export type EstimationDocument = z.infer<typeof estimationSchema>;
