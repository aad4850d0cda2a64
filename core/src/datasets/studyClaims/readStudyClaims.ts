import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkUnique, rowReport } from "../rowReport.ts";
import type { StudyClaim } from "../screeningClaims/claim.ts";

const text = { kind: "text", required: true } as const;
const operators = ["=", "~", "<", ">", "recovery=", "not met", "rank", "flag", "list", "-"];
const rules: ColumnRules = {
  id: text,
  topic: text,
  object: text,
  operator: { kind: "choice", required: true, choices: operators },
  value: { kind: "number" },
  unit: { kind: "text" },
  meaning: text,
  sourceKind: { kind: "text", optionalColumn: true },
  source: text,
  confidence: { kind: "text", optionalColumn: true },
};

/**
 * Reads statements of a study. Required: id, topic, object, operator, meaning, source. Ids are unique
 * (`dataset.duplicate`); =, ~, < and > compare with a number (`claim.no-value`).
 */
export function readStudyClaims(csvText: string, name = "data.csv"): { rows: StudyClaim[]; issues: Issue[] } {
  const table = readTable(csvText, name, rules);
  const issues = [...table.issues];
  const rows: StudyClaim[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    const value = Number.isNaN(row.number("value")) ? null : row.number("value");
    const operator = row.text("operator");
    checkUnique(seen, row.text("id"), row, "id", report);
    if (value === null && ["=", "~", "<", ">"].includes(operator))
      report.add("value", "claim.no-value", `operator ${operator} needs a number to compare with`);
    if (report.sound())
      rows.push({
        id: row.text("id"),
        topic: row.text("topic"),
        object: row.text("object"),
        operator,
        value,
        unit: row.text("unit"),
        meaning: row.text("meaning"),
        sourceKind: row.text("sourceKind"),
        source: row.text("source"),
        confidence: row.text("confidence"),
      });
  }
  return { rows, issues };
}
