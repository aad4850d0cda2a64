import { type CsvRow, readCsv } from "../evidence/csv.ts";
import { type ColumnRules, readTable, type TableRow } from "../evidence/table.ts";
import { type ColumnMap, mapColumns, type Synonyms } from "./columnGuess.ts";
import { joinDecimalCommas } from "./decimalCommas.ts";
import { drillIssue, type DrillIssue, fromTableIssue } from "./drillIssue.ts";

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
  if (split.rows.length === 1)
    issues.push(
      drillIssue({
        file,
        row: 1,
        code: "table.no-rows",
        severity: "error",
        what: "the table has a header and no rows below it",
        remedy: "fill it, or leave the table out of the project",
      }),
    );
  const wide = namedWidth(header, split.rows, file, issues);
  const named = header.slice(0, wide);
  const map = mapColumns(named, file, synonyms, declared, needed);
  issues.push(...map.issues);
  const body = wide === header.length ? split.rows.slice(1) : split.rows.slice(1).map((row) => cutRow(row, wide));
  return { header: named, records: [{ line: split.rows[0]?.line ?? 1, cells: named }, ...body], map, issues };
}

/** A row without the blank cells beyond the named columns; one that holds something there stays as it is, and is told. */
function cutRow(row: CsvRow, wide: number): CsvRow {
  return row.cells.slice(wide).every((cell) => cell.trim() === "") ? { ...row, cells: row.cells.slice(0, wide) } : row;
}

/** Columns without a name at the end, as spreadsheets write them: left off where they are blank, a warning where one holds something. */
function namedWidth(header: readonly string[], rows: readonly CsvRow[], file: string, issues: DrillIssue[]): number {
  let wide = header.length;
  while (wide > 1 && header[wide - 1] === "") wide--;
  if (wide === header.length) return wide;
  const filled = rows.slice(1).find(({ cells }) => cells.slice(wide).some((cell) => cell.trim() !== ""));
  if (filled !== undefined)
    issues.push(
      drillIssue({
        file,
        row: filled.line,
        code: "table.nameless-column",
        severity: "warning",
        value: header.length - wide,
        what: `${header.length - wide} columns at the end have no name, and a cell there holds something`,
        remedy: "name the columns, or empty them; such rows are not read",
      }),
    );
  return wide;
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
