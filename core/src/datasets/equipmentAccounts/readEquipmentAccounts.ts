import type { CsvRow } from "../../evidence/csv.ts";
import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkUnique, rowReport } from "../rowReport.ts";

/** Cost of a machine of one size, and how it scales. */
export interface EquipmentAccount {
  readonly account: string;
  readonly section: string;
  readonly equipment: string;
  readonly parameter: string;
  readonly parameterUnit: string;
  readonly referenceValue: number;
  readonly exponent: number;
  readonly referenceCostUsd: number;
  readonly moneyYear: number;
}

const rules: ColumnRules = {
  account: { kind: "text", required: true },
  section: { kind: "text", required: true },
  equipment: { kind: "text", required: true },
  parameter: { kind: "text", required: true },
  parameterUnit: { kind: "text", required: true },
  referenceValue: { kind: "number", required: true, min: 0 },
  exponent: { kind: "number", required: true, min: 0, max: 2 },
  referenceCostUsd: { kind: "number", required: true, min: 0, unit: "USD" },
  moneyYear: { kind: "number", required: true, min: 1900, max: 2100, unit: "a" },
};

/** Reads cost accounts. Accounts are unique (`dataset.duplicate`); reference size and cost are above 0 (`account.zero`). */
export function readEquipmentAccounts(
  input: string | readonly CsvRow[],
  name = "data.csv",
): { rows: EquipmentAccount[]; issues: Issue[] } {
  const table = readTable(input, name, rules);
  const issues = [...table.issues];
  const rows: EquipmentAccount[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    checkUnique(seen, row.text("account"), row, "account", report);
    for (const column of ["referenceValue", "referenceCostUsd"])
      if (row.number(column) === 0) report.add(column, "account.zero", "is 0; a size and a cost above 0 are required");
    if (!report.sound()) continue;
    rows.push({
      account: row.text("account"),
      section: row.text("section"),
      equipment: row.text("equipment"),
      parameter: row.text("parameter"),
      parameterUnit: row.text("parameterUnit"),
      referenceValue: row.number("referenceValue"),
      exponent: row.number("exponent"),
      referenceCostUsd: row.number("referenceCostUsd"),
      moneyYear: row.number("moneyYear"),
    });
  }
  return { rows, issues };
}
