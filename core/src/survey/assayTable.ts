import { isElementSymbol } from "../datasets/elements/symbols.ts";
import type { ColumnRules, TableRow } from "../evidence/table.ts";
import { type AssayCellRule, readAssayCell, usualSentinels } from "./assayCell.ts";
import { assaySynonyms } from "./columnGuess.ts";
import { joinDecimalCommas } from "./decimalCommas.ts";
import { type DensityOptions, readDensity } from "./densityColumns.ts";
import { drillIssue, type DrillIssue, shown } from "./drillIssue.ts";
import { type GradeUnit, gradeUnitOfName, ppmPerUnit, substanceOfName } from "./gradeUnit.ts";
import type { AssayTable, AssayVariable } from "./intervalTable.ts";
import { type LengthUnit, metresPerUnit } from "./lengthUnit.ts";
import { type OpenedTable, openTable, readRows, type TableInput } from "./tableRecords.ts";

export interface AssayColumnOptions {
  /** Element or oxide; guessed from the column name where absent. */
  readonly substance?: string;
  /** Unit of the file; guessed from the column name where absent. */
  readonly unit?: GradeUnit;
  /** Unit of the file. */
  readonly detectionLimit?: number;
  readonly negative?: "detection-limit" | "code" | "error";
}

export interface AssayOptions extends DensityOptions {
  readonly unit: LengthUnit;
  /** Role (hole, from, to, sample, laboratory, density, moisture) to column name. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Column name to what it holds; where absent, every column whose name gives substance and unit. */
  readonly assays?: Readonly<Record<string, AssayColumnOptions>>;
  readonly sentinels?: readonly number[];
}

/**
 * Reads an assay table: depths to metres, grades to ppm, below-detection cells kept as limit and flag.
 * Issues: `assay.unit-unknown` (error), `assay.no-columns` (error), `assay.unreadable`, `assay.no-limit` (the cell is left
 * not measured), `assay.sentinel` (one a column and code; info where
 * declared, else warning), `assay.over-range`, `assay.detection-limits` (info: count by limit),
 * `assay.several-limits`, `assay.column-guessed` (info).
 */
export function readAssays(input: TableInput, file: string, options: AssayOptions): AssayTable {
  const opened = openTable(input, file, assaySynonyms, options.columns ?? {}, ["hole", "from", "to"]);
  const name = (role: string) => opened.map.columns.get(role) ?? "";
  const columns = opened.records.length === 0 ? [] : assayColumns(opened, file, options);
  const optional = ["sample", "laboratory", "density", "moisture"].filter((role) => opened.map.columns.has(role));
  const rules: Record<string, ColumnRules[string]> = {
    [name("hole")]: { kind: "text", required: true },
    [name("from")]: { kind: "number", required: true, unit: options.unit },
    [name("to")]: { kind: "number", required: true, unit: options.unit },
  };
  for (const role of optional)
    rules[name(role)] = role === "density" || role === "moisture" ? { kind: "number", min: 0 } : { kind: "text" };
  // Assay columns need no rule: the table gives any cell as text, and their own reader judges it.
  const { rows, issues } = readRows(opened, file, rules);
  const all = [...opened.issues, ...issues];
  const metres = metresPerUnit[options.unit];
  const texts = (role: string) => (optional.includes(role) ? rows.map((row) => row.text(name(role)).trim()) : null);
  return {
    file,
    row: Int32Array.from(rows, (row) => row.line),
    hole: rows.map((row) => row.text(name("hole")).trim()),
    fromM: Float64Array.from(rows, (row) => row.number(name("from")) * metres),
    toM: Float64Array.from(rows, (row) => row.number(name("to")) * metres),
    sample: texts("sample"),
    laboratory: texts("laboratory"),
    ...readDensity(
      rows,
      file,
      { hole: name("hole"), density: opened.map.columns.get("density"), moisture: opened.map.columns.get("moisture") },
      options,
      all,
    ),
    variables: columns.map((column) => readVariable(column, rows, file, options, name("hole"), all)),
    issues: joinDecimalCommas(all, rows.length),
  };
}

/** An assay column with what it holds. */
export interface NamedColumn {
  readonly column: string;
  readonly substance: string;
  readonly unit: GradeUnit;
  readonly options: AssayColumnOptions;
}

/** Assay columns of a table: the declared ones, else every one whose name gives substance and unit. */
export function assayColumns(opened: OpenedTable, file: string, options: Pick<AssayOptions, "assays">): NamedColumn[] {
  const add = (code: string, severity: "error" | "info", what: string, remedy: string, column?: string) =>
    opened.issues.push(
      drillIssue({ file, row: 1, code, severity, what, remedy, ...(column === undefined ? {} : { column }) }),
    );
  const roles = new Set(opened.map.columns.values());
  const named: NamedColumn[] = [];
  const declared = options.assays;
  const candidates =
    declared === undefined ? opened.header.filter((column) => !roles.has(column)) : Object.keys(declared);
  for (const column of candidates) {
    const own = declared?.[column] ?? {};
    const substance = own.substance ?? substanceOfName(column, isElementSymbol);
    const unit = own.unit ?? gradeUnitOfName(column);
    if (declared === undefined) {
      if (substance === null || unit === null) continue;
      add(
        "assay.column-guessed",
        "info",
        `read as ${substance} in ${unit}`,
        "declare it under assays if it is not",
        column,
      );
    } else if (!opened.header.includes(column)) {
      add(
        "columns.not-found",
        "error",
        `assay column ${column} is not in the file`,
        `found: ${opened.header.slice(0, 12).join(", ")}`,
        column,
      );
      continue;
    } else if (unit === null) {
      add(
        "assay.unit-unknown",
        "error",
        "the unit of the column is neither declared nor in its name",
        `declare assays.${column}.unit as ppm, pct, g/t, ppb, oz/st or kg/t`,
        column,
      );
      continue;
    }
    if (unit !== null) named.push({ column, substance: substance ?? column, unit, options: own });
  }
  if (named.length === 0 && !opened.issues.some((issue) => issue.severity === "error"))
    add(
      "assay.no-columns",
      "error",
      "no assay column is declared and no name gives both a substance and a unit",
      'declare them under assays, e.g. { "Cu": { "unit": "pct" } }',
    );
  return named;
}

/** One assay column of the rows, in ppm; findings go to `issues`. */
export function readVariable(
  { column, substance, unit, options }: NamedColumn,
  rows: readonly TableRow[],
  file: string,
  table: Pick<AssayOptions, "sentinels">,
  holeColumn: string | null,
  issues: DrillIssue[],
): AssayVariable {
  const factor = ppmPerUnit[unit];
  const rule: AssayCellRule = {
    negative: options.negative === "error" ? "error" : "detection-limit",
    negativeIsCode: options.negative === "code",
    detectionLimit: options.detectionLimit ?? null,
    sentinels: table.sentinels ?? usualSentinels,
  };
  const valuePpm = new Float64Array(rows.length).fill(Number.NaN);
  const isBelowDetection = new Uint8Array(rows.length);
  const isAboveRange = new Uint8Array(rows.length);
  const limits = new Map<number, number>();
  const sentinels = new Map<string, { readonly row: number; cells: number }>();
  rows.forEach((row, i) => {
    const text = row.text(column);
    const cell = readAssayCell(text, rule);
    const tell = (code: string, severity: "error" | "warning" | "info", what: string, remedy: string) =>
      issues.push(
        drillIssue({
          file,
          row: row.line,
          column,
          ...(holeColumn === null ? {} : { hole: row.text(holeColumn).trim() }),
          code,
          severity,
          what,
          remedy,
          value: text.trim(),
        }),
      );
    if (cell.kind === "value") valuePpm[i] = cell.value * factor;
    else if (cell.kind === "below") {
      valuePpm[i] = cell.limit * factor;
      isBelowDetection[i] = 1;
      limits.set(cell.limit, (limits.get(cell.limit) ?? 0) + 1);
    } else if (cell.kind === "above") {
      valuePpm[i] = cell.limit * factor;
      isAboveRange[i] = 1;
      tell(
        "assay.over-range",
        "warning",
        `"${text.trim()}" ${unit} lies above the range of the method and is kept at its upper limit`,
        "enter the over-range determination",
      );
    } else if (cell.kind === "no-limit")
      tell(
        "assay.no-limit",
        "error",
        `"${text.trim()}" says below detection but no limit is known; the cell is left not measured`,
        `declare assays.${column}.detectionLimit`,
      );
    else if (cell.kind === "unreadable")
      tell(
        "assay.unreadable",
        "error",
        `"${text.trim().slice(0, 40)}" is neither a grade at least 0, nor a detection limit, nor a word for not measured; the cell is left not measured`,
        "correct the cell",
      );
    else if (cell.reason === "sentinel") {
      const counted = sentinels.get(text.trim());
      if (counted === undefined) sentinels.set(text.trim(), { row: row.line, cells: 1 });
      else counted.cells++;
    }
  });
  for (const [text, { row, cells }] of sentinels)
    issues.push(
      drillIssue({
        file,
        row,
        column,
        code: "assay.sentinel",
        severity: table.sentinels === undefined ? "warning" : "info",
        value: text,
        what: `${cells} ${substance} ${cells === 1 ? "cell" : "cells"} of ${text} ${cells === 1 ? "is" : "are"} taken as not measured`,
        remedy:
          table.sentinels === undefined
            ? "declare the codes under assay.sentinels, or leave such cells blank"
            : "so it is declared under assay.sentinels",
      }),
    );
  tellLimits(limits, { file, column, unit }, issues);
  return { column, substance, fileUnit: unit, valuePpm, isBelowDetection, isAboveRange };
}

function tellLimits(
  limits: ReadonlyMap<number, number>,
  { file, column, unit }: { file: string; column: string; unit: GradeUnit },
  issues: DrillIssue[],
): void {
  if (limits.size === 0) return;
  const ordered = [...limits].sort((a, b) => a[0] - b[0]);
  const total = ordered.reduce((sum, [, n]) => sum + n, 0);
  const list = ordered.map(([limit, n]) => `${shown(limit)} (${n})`).join(", ");
  issues.push(
    drillIssue({
      file,
      column,
      code: "assay.detection-limits",
      severity: "info",
      value: total,
      what: `${total} cells lie below detection, limit in ${unit} (cells): ${list}`,
      remedy: "the limit and a flag are kept; a named rule replaces them when composites are made",
    }),
  );
  const [lowest, highest] = [ordered[0]?.[0] ?? 0, ordered.at(-1)?.[0] ?? 0];
  if (highest >= 10 * lowest)
    issues.push(
      drillIssue({
        file,
        column,
        code: "assay.several-limits",
        severity: "warning",
        value: highest,
        bound: 10 * lowest,
        what: `detection limits differ from ${shown(lowest)} to ${shown(highest)} ${unit}, a factor of ten or more`,
        remedy:
          "several methods or laboratories are mixed, or a code such as -1 is read as a limit; check the certificates",
      }),
    );
}
