import type { ScreeningOutcome } from "./screeningJob.ts";

// JSON has no infinity and no NaN. An infinite recovery is a meaningful answer ("nothing is there to recover"),
// so the stored file spells such a number out instead of losing it.
const mark = "@number:";
const marked = new Map([
  [`${mark}Infinity`, Number.POSITIVE_INFINITY],
  [`${mark}-Infinity`, Number.NEGATIVE_INFINITY],
  [`${mark}NaN`, Number.NaN],
]);

/** The outcome of a run as JSON text in which non-finite numbers are kept as marked strings. */
export function writeOutcome(outcome: ScreeningOutcome): string {
  return JSON.stringify(outcome, (_key, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? `${mark}${value}` : value,
  );
}

/**
 * Reads what `writeOutcome` wrote.
 * @throws {SyntaxError} the text is not JSON or lacks a part of an outcome
 */
export function readOutcome(text: string): ScreeningOutcome {
  const content = JSON.parse(text, (_key, value: unknown) =>
    typeof value === "string" && value.startsWith(mark) ? (marked.get(value) ?? value) : value,
  ) as Partial<ScreeningOutcome> | null;
  if (!content?.result || !Array.isArray(content.issues) || !content.manifest)
    throw new SyntaxError("a stored run lacks its result, issues or manifest");
  return content as ScreeningOutcome;
}
