import { type CsvRow, readCsv } from "../evidence/csv.ts";
import { type ColumnRules, readTable, type TableRow } from "../evidence/table.ts";
import { type ColumnMap, mapColumns, type Synonyms } from "./columnGuess.ts";
import { joinDecimalCommas } from "./decimalCommas.ts";
import { type DrillIssue, fromTableIssue } from "./drillIssue.ts";

/** CSV text, or records already split (first the header), as a spreadsheet reader gives. */
export type TableInput = string | readonly CsvRow[];

export interface OpenedTable {
  readonly header: readonly string[];
  readonly records: readonly CsvRow[];
  readonly map: ColumnMap;
  readonly issues: DrillIssue[];
}

/** Splits a file and finds the role of its columns; unusable files come back with issues and no records. */
export function openTable(
  input: TableInput,
  file: string,
  synonyms: Synonyms,
  declared: Readonly<Record<string, string>>,
  needed: readonly string[],
): OpenedTable {
  const split = typeof input === "string" ? readCsv(input, file) : { rows: input, issues: [] };
  const issues = split.issues.map((issue) => fromTableIssue(issue, file));
  const header = split.rows[0]?.cells.map((cell) => cell.trim()) ?? [];
  const noColumns: ColumnMap = { columns: new Map(), issues: [] };
  if (issues.length > 0) return { header, records: [], map: noColumns, issues };
  if (split.rows.length === 0) {
    // readTable words the empty file.
    const { issues: found } = readTable(split.rows, file, { [needed[0] ?? "hole"]: { kind: "text" } });
    return { header, records: [], map: noColumns, issues: found.map((issue) => fromTableIssue(issue, file)) };
  }
  const map = mapColumns(header, file, synonyms, declared, needed);
  issues.push(...map.issues);
  const trimmed = [{ line: split.rows[0]?.line ?? 1, cells: header }, ...split.rows.slice(1)];
  return { header, records: trimmed, map, issues };
}

/** Rows that obey the rules; columns without a rule are left aside without a word, as drillhole tables carry many. */
export function readRows(
  opened: OpenedTable,
  file: string,
  rules: ColumnRules,
): { rows: TableRow[]; issues: DrillIssue[] } {
  if (opened.records.length === 0 || opened.issues.some((issue) => issue.severity === "error"))
    return { rows: [], issues: [] };
  const { rows, issues } = readTable(opened.records, file, rules);
  return {
    rows,
    issues: joinDecimalCommas(
      issues.filter((issue) => issue.code !== "table.unknown-column").map((issue) => fromTableIssue(issue, file)),
      opened.records.length - 1,
    ),
  };
}
