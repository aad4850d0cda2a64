import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkElement } from "../elements/symbols.ts";
import { checkUnique, rowReport } from "../rowReport.ts";
import type { CrustalAbundance } from "./crust.ts";

const ppm = { kind: "number", required: true, min: 0, max: 1e6, unit: "ppm" } as const;
const rules: ColumnRules = {
  element: { kind: "text", required: true },
  upperCrustPpm: ppm,
  upperCrustSource: { kind: "text", required: true },
  bulkCrustPpm: ppm,
  bulkCrustSource: { kind: "text", required: true },
};

/**
 * Reads crustal abundances; all five columns are required. One row per element (`dataset.duplicate`), a known symbol
 * (`dataset.unknown-element`), above zero (`crust.zero`: every element has some abundance).
 */
export function readCrustalAbundance(
  csvText: string,
  name = "data.csv",
): { rows: CrustalAbundance[]; issues: Issue[] } {
  const table = readTable(csvText, name, rules);
  const issues = [...table.issues];
  const rows: CrustalAbundance[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    const element = row.text("element");
    checkElement(element, "element", report);
    checkUnique(seen, element, row, "element", report);
    for (const column of ["upperCrustPpm", "bulkCrustPpm"])
      if (row.number(column) === 0)
        report.add(column, "crust.zero", `${element} is 0 ppm; an abundance above 0 ppm is required`);
    if (report.sound())
      rows.push({
        element,
        upperCrustPpm: row.number("upperCrustPpm"),
        upperCrustSource: row.text("upperCrustSource"),
        bulkCrustPpm: row.number("bulkCrustPpm"),
        bulkCrustSource: row.text("bulkCrustSource"),
      });
  }
  return { rows, issues };
}
