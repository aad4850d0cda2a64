import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkUnique, rowReport } from "../rowReport.ts";
import type { DepositType } from "./depositType.ts";

const text = { kind: "text", required: true } as const;
const rules: ColumnRules = { type: text, environment: text, group: text };

/** Reads a deposit classification; type, environment and group are required, a type occurs once (`dataset.duplicate`). */
export function readDepositTypes(csvText: string, name = "data.csv"): { rows: DepositType[]; issues: Issue[] } {
  const table = readTable(csvText, name, rules);
  const issues = [...table.issues];
  const rows: DepositType[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    checkUnique(seen, row.text("type"), row, "type", report);
    if (report.sound())
      rows.push({ type: row.text("type"), environment: row.text("environment"), group: row.text("group") });
  }
  return { rows, issues };
}
