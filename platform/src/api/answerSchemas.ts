import { z } from "zod";

export const issueSchema = z.object({
  path: z.string(),
  code: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  message: z.string(),
});

export const problemSchema = z
  .object({
    type: z.string().describe("permanent name of the kind of error, urn:relode:problem:..."),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe("what, where, value, bound and remedy"),
    instance: z.string(),
    issues: z.array(issueSchema).optional(),
  })
  .describe("RFC 9457 problem details");

/** Error answers of every route. */
export const problemAnswers = {
  "4xx": { description: "Problem", content: { "application/problem+json": { schema: problemSchema } } },
  "5xx": { description: "Problem", content: { "application/problem+json": { schema: problemSchema } } },
};

export const healthSchema = z.object({ status: z.literal("ok"), version: z.string() });

export const datasetSchema = z.object({
  id: z.string(),
  title: z.string(),
  citation: z.string(),
  licence: z.string(),
  edition: z.string(),
  retrieved: z.string(),
  sha256: z.string(),
  rows: z.int(),
  columns: z.array(z.object({ name: z.string(), unit: z.string(), doc: z.string() })),
  caveats: z.array(z.string()),
});

export const rowsSchema = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  total: z.int(),
});

export const optionsSchema = z.object({
  geochemistry: z.enum(["priors", "cmio"]),
  seed: z.number(),
  draws: z.int(),
  edition: z.string(),
  elements: z.array(z.string()).nullable(),
  unpublishedRecovery: z.enum(["interval", "none", "all"]),
});

export const progressSchema = z.object({
  fraction: z.number().min(0).max(1),
  stage: z.string(),
});

const statusSchema = z.enum(["queued", "running", "done", "failed", "cancelled"]);

export const jobSchema = z.object({
  id: z.string(),
  status: statusSchema,
  options: optionsSchema,
  progress: progressSchema,
  error: z.object({ code: z.string(), message: z.string(), issues: z.array(issueSchema) }).optional(),
});

export const acceptedSchema = z.object({ id: z.string(), status: statusSchema, url: z.string() });

export const manifestSchema = z.object({
  software: z.literal("relode"),
  version: z.string(),
  command: z.string(),
  seed: z.number().nullable(),
  inputs: z.array(z.object({ name: z.string(), sha256: z.string(), edition: z.string().optional() })),
  parameters: z.record(z.string(), z.unknown()),
  finishedAt: z.string(),
  elapsedSeconds: z.number(),
});

export const claimsSchema = z.object({
  verdicts: z.array(
    z.object({
      id: z.string(),
      statement: z.string(),
      expected: z.string(),
      got: z.string(),
      verdict: z.enum(["reproduced", "not reproduced", "inconclusive", "not testable without CMiO", "not testable"]),
      strength: z.enum(["hard", "soft"]),
      explanation: z.string(),
      source: z.string(),
    }),
  ),
  manifest: manifestSchema,
});
