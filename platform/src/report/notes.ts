import type { Issue } from "@relode/core/evidence";
import type { ScreeningDocument } from "./document.ts";
import { countText, numberText, usdText } from "./figures.ts";
import { beyondReach, floodingElements, mostlyGrade, rockReading, singleElements, withoutImports } from "./telling.ts";

/** What a reader must know before repeating a number of this screening; said in the terminal and in the report. */
export function honestNotes({ result, issues }: ScreeningDocument): string[] {
  const notes: string[] = [];
  const single = singleElements(result);
  const all = single.length;
  const synthetic = single.filter((element) => element.evidenceMix.S > 0);
  if (synthetic.length > 0)
    notes.push(
      `SYNTHETIC: ${synthetic.length} of ${all} elements rest partly on generated samples (grade S). These results show that the method runs; they are not findings.`,
    );
  if (result.geochemistry === "priors")
    notes.push(
      "No ore samples are used: concentrations are priors by deposit type from the literature, with head grades and published ratios where a mine has them.",
    );
  const fallback = mostlyGrade(result, "D").length;
  notes.push(
    `In ${fallback} of ${all} elements more than half of the expected mass rests on modelled fallback (grade D: crustal abundance times a judged class).`,
  );
  const like = single.filter((element) => rockReading(element) === "like average rock").length;
  notes.push(
    `In ${like} of ${all} elements the mass cannot be told from that of the same tonnage of average upper crust: it is rock mass, not ore.`,
  );
  const unreachable = beyondReach(result);
  if (unreachable.length > 0)
    notes.push(`Imports exceed all that is discarded (by the median): ${unreachable.join(", ")}.`);
  const unpublished = withoutImports(result);
  if (unpublished.length > 0)
    notes.push(`No imports published as a number, so no recovery is given: ${unpublished.join(", ")}.`);
  notes.push(
    "Gross value is mass times the price of a refined product: no mining, no plant, no loss and no effect of the added supply on the price is taken off. A mine's value counts its by-products: neither its main products nor the elements that rock is made of.",
  );
  const flooding = floodingElements(result, 4);
  if (flooding.length > 0)
    notes.push(
      `No price would hold at these masses: ${flooding.map(({ element, valueUsd, timesImports }) => `${element.symbol} ${numberText(timesImports, 2)} times US imports (${usdText(valueUsd, 2)} gross)`).join("; ")}.`,
    );
  const errors = issues.filter((issue) => issue.severity === "error").length;
  const warnings = issues.filter((issue) => issue.severity === "warning").length;
  if (errors + warnings > 0)
    notes.push(`The input data gave ${counted(errors, "error")} and ${counted(warnings, "warning")}.`);
  return notes;
}

/** `1 error`, `3 errors`. */
export function counted(count: number, word: string): string {
  return `${countText(count)} ${word}${count === 1 ? "" : "s"}`;
}

/** Findings grouped by code, the most severe first. */
export function issuesByCode(
  issues: readonly Issue[],
): { code: string; severity: string; count: number; first: Issue }[] {
  const groups = new Map<string, { code: string; severity: string; count: number; first: Issue }>();
  for (const issue of issues) {
    const key = `${issue.severity} ${issue.code}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { code: issue.code, severity: issue.severity, count: 1, first: issue });
    else group.count++;
  }
  const order = ["error", "warning", "info"];
  return [...groups.values()].sort(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || b.count - a.count || (a.code < b.code ? -1 : 1),
  );
}
