import { z } from "zod";

/** Bounds of a screening asked for over HTTP; the command line allows more. */
export const drawLimits = { min: 100, max: 200_000 } as const;

const symbol = z.string().regex(/^[A-Z][a-z]?$/, "an element symbol such as Co");

/** Body of POST /screenings: what differs from the defaults. */
export const screeningRequest = z
  .strictObject({
    geochemistry: z
      .enum(["priors", "cmio"])
      .optional()
      .describe("published priors, or measured CMiO samples where the server has them"),
    seed: z.int().min(0).optional().describe("of the counter-based draws; the same seed gives the same numbers"),
    draws: z.int().min(drawLimits.min).max(drawLimits.max).optional().describe("number of realisations"),
    edition: z.enum(["mcs2024", "mcs2025", "mcs2026"]).optional().describe("edition of the market figures"),
    elements: z
      .array(symbol)
      .min(1)
      .max(118)
      .refine((symbols) => new Set(symbols).size === symbols.length, "an element is listed twice")
      .nullable()
      .optional()
      .describe("symbols to compute; null = all elements of the priors"),
    unpublishedRecovery: z
      .enum(["interval", "none", "all"])
      .optional()
      .describe("how a metal recovered in an unpublished amount counts"),
  })
  .describe("What differs from the defaults of a screening; {} asks for the default one.");

/** A whole number in a query, between two bounds. */
export const whole = (fallback: number, min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, "a whole number, digits only")
    .default(String(fallback))
    .transform(Number)
    .refine((value) => value >= min && value <= max, `a whole number from ${min} to ${max}`);

export const rowsQuery = z.strictObject({
  offset: whole(0, 0, 999_999_999).describe("rows to leave out, default 0"),
  limit: whole(100, 1, 1000).describe("rows to return, 1-1000, default 100"),
});

export const resultQuery = z.strictObject({
  view: z.enum(["summary", "full"]).default("summary").describe("summary leaves mines[].elements empty"),
});

/** Routes that take no query parameter refuse one, so that a misspelt one is noticed. */
export const noQuery = z.strictObject({});

const name = (doc: string) => z.string().max(100).describe(doc);
export const datasetParams = z.object({ id: name("identifier of a table") });
export const jobParams = z.object({ id: name("identifier of a run, or `default`") });
export const elementParams = jobParams.extend({ symbol: name("element symbol, e.g. Co") });
export const mineParams = jobParams.extend({ mineId: name("identifier of a mine") });

export const downloadFiles = [
  "elements.csv",
  "mines.csv",
  "mine_elements.csv",
  "elements.parquet",
  "mine_elements.parquet",
  "report.html",
] as const;
export type DownloadFile = (typeof downloadFiles)[number];
export const downloadParams = jobParams.extend({ file: name(downloadFiles.join(", ")) });
