import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkElement } from "../elements/symbols.ts";
import { printedFigure } from "../printedFigure.ts";
import { checkUnique, rowReport } from "../rowReport.ts";
import type { WorldProduction } from "./worldProduction.ts";

const text = { kind: "text", required: true } as const;
const rules: ColumnRules = {
  element: { kind: "text" },
  commodity: text,
  stage: { kind: "choice", required: true, choices: ["mine", "refinery", "smelter", "primary"] },
  counts: { kind: "text", optionalColumn: true },
  country: text,
  year: { kind: "number", required: true, min: 1900, max: 2100, unit: "a" },
  unit: text,
  amountPrinted: text,
};

/**
 * Reads production by country. Required: commodity, stage, country, year, unit, amountPrinted; `element` may be blank.
 * W, NA, s, bounds and ranges leave `amount` null, a dash is zero, other text is an error (`production.figure`).
 * (commodity, stage, country, year) is unique (`dataset.duplicate`).
 */
export function readWorldProduction(csvText: string, name = "data.csv"): { rows: WorldProduction[]; issues: Issue[] } {
  const table = readTable(csvText, name, rules);
  const issues = [...table.issues];
  const rows: WorldProduction[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    const element = row.text("element");
    const printed = row.text("amountPrinted");
    if (element !== "") checkElement(element, "element", report, ["REE"]);
    const parts = ["commodity", "stage", "country", "year"].map((column) => row.text(column));
    checkUnique(seen, parts.join(" | "), row, "country", report);
    const figure = printedFigure(printed);
    if (figure === null)
      report.add(
        "amountPrinted",
        "production.figure",
        `"${printed}" is no printed figure; write e.g. 1,200 or W, NA, s, —`,
      );
    if (figure !== null && report.sound())
      rows.push({
        element,
        commodity: row.text("commodity"),
        stage: row.text("stage"),
        country: row.text("country"),
        year: row.number("year"),
        unit: row.text("unit"),
        amount: figure.value,
        printed,
      });
  }
  return { rows, issues };
}
