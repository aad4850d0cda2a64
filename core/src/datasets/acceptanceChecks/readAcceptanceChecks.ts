import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkUnique, rowReport } from "../rowReport.ts";
import type { AcceptanceCheck } from "../screeningClaims/claim.ts";

const text = { kind: "text", required: true } as const;
const rules: ColumnRules = {
  id: text,
  group: { kind: "choice", required: true, choices: ["identity", "reproduction", "comparator"] },
  check: text,
  expected: text,
  tolerance: { kind: "text", optionalColumn: true },
  strength: text,
  reason: { kind: "text", optionalColumn: true },
};

/** Reads checks of the screening. Required: id, group, check, expected, strength. Ids are unique (`dataset.duplicate`). */
export function readAcceptanceChecks(csvText: string, name = "data.csv"): { rows: AcceptanceCheck[]; issues: Issue[] } {
  const table = readTable(csvText, name, rules);
  const issues = [...table.issues];
  const rows: AcceptanceCheck[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    checkUnique(seen, row.text("id"), row, "id", report);
    if (report.sound())
      rows.push({
        id: row.text("id"),
        group: row.text("group") as AcceptanceCheck["group"],
        check: row.text("check"),
        expected: row.text("expected"),
        tolerance: row.text("tolerance"),
        strength: row.text("strength"),
        reason: row.text("reason"),
      });
  }
  return { rows, issues };
}
