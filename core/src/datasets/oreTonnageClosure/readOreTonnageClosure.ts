import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkElement } from "../elements/symbols.ts";
import { checkUnique, rowReport } from "../rowReport.ts";
import type { OreTonnageClosure } from "./oreTonnageClosure.ts";

const text = { kind: "text", required: true } as const;
const positiveT = { kind: "number", required: true, min: 1e-6, max: 1e10, unit: "t/a" } as const;
const fraction = { kind: "number", required: true, min: 1e-12, max: 1, unit: "(fraction)" } as const;
const rules: ColumnRules = {
  mine: text,
  year: { kind: "number", required: true, min: 1900, max: 2100, unit: "a" },
  metal: text,
  metalRecoveredT: positiveT,
  headGradeFraction: fraction,
  recovery: fraction,
  oreReportedT: positiveT,
  oreFromFormulaT: { ...positiveT, required: false, optionalColumn: true },
  kind: { kind: "text", optionalColumn: true },
  primarySource: text,
  compiledIn: { kind: "text", optionalColumn: true },
};

/**
 * Reads reported ore with metal, grade and recovery. Required: mine, year, metal, metalRecoveredT, headGradeFraction,
 * recovery, oreReportedT, primarySource. (mine, year, metal) is unique (`dataset.duplicate`); a given oreFromFormulaT
 * equals metal / (grade x recovery) within 0.05 % (`closure.arithmetic`).
 */
export function readOreTonnageClosure(
  csvText: string,
  name = "data.csv",
): { rows: OreTonnageClosure[]; issues: Issue[] } {
  const table = readTable(csvText, name, rules);
  const issues = [...table.issues];
  const rows: OreTonnageClosure[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    const closure: OreTonnageClosure = {
      mine: row.text("mine"),
      year: row.number("year"),
      metal: row.text("metal"),
      metalRecoveredT: row.number("metalRecoveredT"),
      headGradeFraction: row.number("headGradeFraction"),
      recovery: row.number("recovery"),
      oreReportedT: row.number("oreReportedT"),
      kind: row.text("kind"),
      primarySource: row.text("primarySource"),
    };
    checkElement(closure.metal, "metal", report, ["PGM"]);
    checkUnique(seen, `${closure.mine} | ${closure.year} | ${closure.metal}`, row, "mine", report);
    const expectedT = closure.metalRecoveredT / (closure.headGradeFraction * closure.recovery);
    const givenT = row.number("oreFromFormulaT");
    if (Math.abs(givenT - expectedT) > 5e-4 * expectedT)
      report.add(
        "oreFromFormulaT",
        "closure.arithmetic",
        `${givenT} t/a differs from metal / (grade x recovery) = ${Math.round(expectedT)} t/a by more than 0.05 %`,
      );
    if (report.sound()) rows.push(closure);
  }
  return { rows, issues };
}
