import type { Issue } from "../../evidence/issue.ts";
import { type ColumnRules, readTable } from "../../evidence/table.ts";
import { checkElement } from "../elements/symbols.ts";
import { checkUnique, rowReport } from "../rowReport.ts";
import type { CriticalListEntry } from "./criticalList.ts";

const text = { kind: "text", required: true } as const;
const optionalText = { kind: "text", optionalColumn: true } as const;
const rules: ColumnRules = {
  listId: text,
  jurisdiction: text,
  instrument: optionalText,
  date: optionalText,
  entry: text,
  scope: optionalText,
  elements: { kind: "text" },
  basis: optionalText,
};

/**
 * Reads lists of critical minerals. Required: listId, jurisdiction, entry; `elements` holds symbols joined by | or is
 * blank. Each is a symbol (`dataset.unknown-element`), an entry with its scope occurs once in a list (`dataset.duplicate`).
 */
export function readCriticalLists(csvText: string, name = "data.csv"): { rows: CriticalListEntry[]; issues: Issue[] } {
  const table = readTable(csvText, name, rules);
  const issues = [...table.issues];
  const rows: CriticalListEntry[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const report = rowReport(name, row, issues);
    const elements = row.text("elements") === "" ? [] : row.text("elements").split("|");
    for (const element of elements) checkElement(element, "elements", report);
    const key = ["listId", "entry", "scope"].map((column) => row.text(column)).filter((part) => part !== "");
    checkUnique(seen, key.join(" | "), row, "entry", report);
    if (report.sound())
      rows.push({
        listId: row.text("listId"),
        jurisdiction: row.text("jurisdiction"),
        instrument: row.text("instrument"),
        date: row.text("date"),
        entry: row.text("entry"),
        elements,
      });
  }
  return { rows, issues };
}
