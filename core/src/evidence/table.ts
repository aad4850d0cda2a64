import { type CsvLimits, type CsvRow, defaultCsvLimits, readCsv } from "./csv.ts";
import type { Issue, Severity } from "./issue.ts";

/** What a column must hold. `required` cells may not be blank; `missingColumn` says whether the column may be absent. */
export interface ColumnRule {
  readonly kind: "text" | "number" | "choice" | "json";
  readonly required?: boolean;
  readonly optionalColumn?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly unit?: string;
}

export interface TableCell {
  readonly text: string;
  /** NaN when blank or not a number. */
  readonly number: number;
  /** Parsed content of a `json` column; undefined when blank or malformed. */
  readonly json: unknown;
}

export interface TableRow {
  readonly line: number;
  readonly text: (column: string) => string;
  /** NaN means the cell is blank. */
  readonly number: (column: string) => number;
  readonly json: (column: string) => unknown;
}

export type ColumnRules = Readonly<Record<string, ColumnRule>>;

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * Reads a table of known columns: every finding becomes an issue with row, column, value and rule,
 * rows with an error are left out, nothing is repaired. Columns unknown to the rules give a warning each.
 *
 * @param input CSV text, or records already split (first the header), as a spreadsheet reader gives
 * @param name file name for the issues
 */
export function readTable(
  input: string | readonly CsvRow[],
  name: string,
  rules: ColumnRules,
  limits: CsvLimits = defaultCsvLimits,
): { rows: TableRow[]; issues: Issue[] } {
  const issues: Issue[] = [];
  let records: readonly CsvRow[];
  if (typeof input === "string") {
    const read = readCsv(input, name, limits);
    if (read.issues.length > 0) return { rows: [], issues: read.issues };
    records = read.rows;
  } else records = input;
  const report = (path: string, code: string, message: string, severity: Severity = "error") =>
    issues.push({ path, code, severity, message });
  const header = records[0];
  if (header === undefined) {
    report(name, "table.empty", "the file has no header line; expected columns: " + Object.keys(rules).join(", "));
    return { rows: [], issues };
  }
  const indexOf = new Map<string, number>();
  header.cells.forEach((column, i) => {
    if (indexOf.has(column))
      report(`${name}, line ${header.line}`, "table.duplicate-column", `column ${column} occurs twice`);
    else indexOf.set(column, i);
  });
  for (const [column, rule] of Object.entries(rules)) {
    if (!indexOf.has(column) && !rule.optionalColumn)
      report(
        `${name}, line ${header.line}`,
        "table.missing-column",
        `column ${column} is missing; found: ${header.cells.slice(0, 12).join(", ")}`,
      );
  }
  for (const column of indexOf.keys())
    if (!Object.hasOwn(rules, column))
      report(
        `${name}, line ${header.line}`,
        "table.unknown-column",
        `column ${column} is not known and is ignored`,
        "warning",
      );
  if (issues.some((issue) => issue.severity === "error")) return { rows: [], issues };

  const rows: TableRow[] = [];
  for (const record of records.slice(1)) {
    const where = `${name}, row ${record.line}`;
    if (record.cells.length !== header.cells.length) {
      report(where, "table.ragged-row", `row has ${record.cells.length} cells, the header has ${header.cells.length}`);
      continue;
    }
    const json = new Map<string, unknown>();
    let sound = true;
    for (const [column, rule] of Object.entries(rules)) {
      const index = indexOf.get(column);
      if (index === undefined) continue;
      const found = checkCell(record.cells[index] ?? "", rule);
      if (found.issue !== null) {
        sound = false;
        report(`${where}, column ${column}`, found.issue.code, found.issue.message);
      } else if (rule.kind === "json") json.set(column, found.json);
    }
    if (!sound) continue;
    const text = (column: string) => {
      const index = indexOf.get(column);
      const cell = index === undefined ? "" : (record.cells[index] ?? "");
      // A choice was checked without the blanks around it, so it is given without them.
      return rules[column]?.kind === "choice" ? cell.trim() : cell;
    };
    rows.push({
      line: record.line,
      text,
      number: (column) => (text(column).trim() === "" ? Number.NaN : Number(text(column))),
      json: (column) => json.get(column),
    });
  }
  return { rows, issues };
}

const fail = (code: string, message: string) => ({ issue: { code, message } });

function checkCell(raw: string, rule: ColumnRule): { issue: { code: string; message: string } | null; json?: unknown } {
  const value = raw.trim();
  const shown = value.length > 60 ? `${value.slice(0, 57)}...` : value;
  if (value === "") {
    return rule.required ? fail("table.blank", "cell is blank; a value is required") : { issue: null };
  }
  const unit = rule.unit ? ` ${rule.unit}` : "";
  if (rule.kind === "number") {
    if (!decimal.test(value))
      return fail("table.not-a-number", `"${shown}" is not a plain decimal number${unit ? ` (${rule.unit})` : ""}`);
    const number = Number(value);
    if (!Number.isFinite(number)) return fail("table.not-finite", `"${shown}" is too large for a number`);
    if (rule.min !== undefined && number < rule.min)
      return fail("table.below-minimum", `${shown}${unit} lies below the minimum ${rule.min}${unit}`);
    if (rule.max !== undefined && number > rule.max)
      return fail("table.above-maximum", `${shown}${unit} lies above the maximum ${rule.max}${unit}`);
  }
  if (rule.kind === "choice" && !(rule.choices ?? []).includes(value))
    return fail("table.not-a-choice", `"${shown}" is not one of ${(rule.choices ?? []).join(", ")}`);
  if (rule.kind === "json") {
    try {
      return { issue: null, json: JSON.parse(value) as unknown };
    } catch {
      return fail("table.not-json", `"${shown}" is not valid JSON`);
    }
  }
  return { issue: null };
}
