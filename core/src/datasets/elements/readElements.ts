import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkUnique, rowReport } from "../rowReport.ts";
import type { ChemicalElement } from "./element.ts";
import { checkElement, elementSymbols } from "./symbols.ts";

const rules: ColumnRules = {
  symbol: { kind: "text", required: true },
  name: { kind: "text", required: true },
  atomicNumber: { kind: "number", required: true, min: 1, max: 118 },
  atomicWeight: { kind: "number", required: true, min: 1, max: 300, unit: "g/mol" },
  weightKind: { kind: "text", optionalColumn: true },
};

/**
 * Reads elements with their atomic weights. Required columns: symbol, name, atomicNumber, atomicWeight.
 * The atomic number must be that of the symbol (`element.number`), symbols are unique (`dataset.duplicate`).
 */
export function readElements(csvText: string, name = "data.csv"): { rows: ChemicalElement[]; issues: Issue[] } {
  const table = readTable(csvText, name, rules);
  const issues = [...table.issues];
  const rows: ChemicalElement[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    const symbol = row.text("symbol");
    const atomicNumber = row.number("atomicNumber");
    checkElement(symbol, "symbol", report);
    checkUnique(seen, symbol, row, "symbol", report);
    const expected = elementSymbols.indexOf(symbol) + 1;
    if (expected > 0 && atomicNumber !== expected)
      report.add("atomicNumber", "element.number", `${symbol} has atomic number ${expected}, got ${atomicNumber}`);
    if (report.sound())
      rows.push({ symbol, name: row.text("name"), atomicNumber, atomicWeight: row.number("atomicWeight") });
  }
  return { rows, issues };
}
