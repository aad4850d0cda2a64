import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkUnique, rowReport } from "../rowReport.ts";
import type { TailingsCase } from "./tailingsCase.ts";

const text = { kind: "text", required: true } as const;
const optionalText = { kind: "text", optionalColumn: true } as const;
const amount = { kind: "number", min: 0, optionalColumn: true } as const;
const rules: ColumnRules = {
  site: text,
  country: text,
  quantity: text,
  massT: { ...amount, max: 1e12, unit: "t" },
  grade: amount,
  gradeUnit: optionalText,
  reported: amount,
  recomputed: amount,
  unit: optionalText,
  facts: optionalText,
  source: text,
  confidence: { kind: "choice", required: true, choices: ["high", "medium", "low"] },
};

/**
 * Reads published tailings cases. Required: site, country, quantity, source, confidence. (site, quantity) is unique
 * (`dataset.duplicate`), an amount has its unit (`tailings.no-unit`), a recomputed amount lies within 5 % of the
 * reported one (`tailings.recomputed`, warning: the statement does not close).
 */
export function readTailingsCases(csvText: string, name = "data.csv"): { rows: TailingsCase[]; issues: Issue[] } {
  const table = readTable(csvText, name, rules);
  const issues = [...table.issues];
  const rows: TailingsCase[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    const orNull = (column: string) => (Number.isNaN(row.number(column)) ? null : row.number(column));
    const [grade, reported, recomputed] = [orNull("grade"), orNull("reported"), orNull("recomputed")];
    checkUnique(seen, `${row.text("site")} | ${row.text("quantity")}`, row, "site", report);
    if (grade !== null && row.text("gradeUnit") === "")
      report.add("gradeUnit", "tailings.no-unit", `grade ${grade} has no unit; write e.g. % or ppm`);
    if ((reported ?? recomputed) !== null && row.text("unit") === "")
      report.add("unit", "tailings.no-unit", "an amount has no unit; write e.g. t or t/yr");
    if (reported !== null && recomputed !== null && Math.abs(recomputed - reported) > 0.05 * reported)
      report.add(
        "recomputed",
        "tailings.recomputed",
        `${recomputed} differs from the reported ${reported} ${row.text("unit")} by more than 5 %`,
        "warning",
      );
    if (report.sound())
      rows.push({
        site: row.text("site"),
        country: row.text("country"),
        quantity: row.text("quantity"),
        massT: orNull("massT"),
        grade,
        gradeUnit: row.text("gradeUnit"),
        reported,
        recomputed,
        unit: row.text("unit"),
        facts: row.text("facts"),
        source: row.text("source"),
        confidence: row.text("confidence") as TailingsCase["confidence"],
      });
  }
  return { rows, issues };
}
