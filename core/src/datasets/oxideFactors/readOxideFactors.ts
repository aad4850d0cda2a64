import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import type { OxideFactor } from "../elements/element.ts";
import { checkElement } from "../elements/symbols.ts";
import { checkUnique, rowReport } from "../rowReport.ts";

const rules: ColumnRules = {
  formula: { kind: "text", required: true },
  element: { kind: "text", required: true },
  factor: { kind: "number", required: true, min: 0, max: 1, unit: "(mass fraction)" },
};

/**
 * Reads mass fractions of element in compounds; all three columns are required. (formula, element) is unique
 * (`dataset.duplicate`), the formula holds the element (`oxide.element-missing`), the factor is above 0 (`oxide.zero`).
 */
export function readOxideFactors(csvText: string, name = "data.csv"): { rows: OxideFactor[]; issues: Issue[] } {
  const table = readTable(csvText, name, rules);
  const issues = [...table.issues];
  const rows: OxideFactor[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    const formula = row.text("formula");
    const element = row.text("element");
    const factor = row.number("factor");
    checkElement(element, "element", report);
    checkUnique(seen, `${formula} | ${element}`, row, "formula", report);
    const parts: readonly string[] = formula.match(/[A-Z][a-z]?/g) ?? [];
    if (!parts.includes(element))
      report.add("formula", "oxide.element-missing", `${formula} holds no ${element}; check formula and element`);
    if (factor === 0)
      report.add("factor", "oxide.zero", `${element} in ${formula} is 0; a fraction above 0 is required`);
    if (report.sound()) rows.push({ formula, element, factor });
  }
  return { rows, issues };
}
