import type { ColumnRule } from "../evidence/table.ts";
import { collarSynonyms } from "./columnGuess.ts";
import { type DrillIssue, drillIssue } from "./drillIssue.ts";
import { type LengthUnit, metresPerUnit } from "./lengthUnit.ts";
import { openTable, readRows, type TableInput } from "./tableRecords.ts";

export interface CollarOptions {
  /** Unit of the coordinates; `depthUnit` of the depths where it differs. */
  readonly unit: LengthUnit;
  readonly depthUnit?: LengthUnit;
  /** Coordinate reference as the user wrote it, e.g. `EPSG:26915`; kept, not interpreted. */
  readonly epsg?: string;
  /** Role (hole, east, north, elevation, depth) to column name. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** Hole mouths, a column each; row i of every column belongs together. */
export interface CollarTable {
  readonly file: string;
  readonly epsg: string | null;
  /** Line of the file. */
  readonly row: Int32Array;
  readonly hole: readonly string[];
  readonly eastM: Float64Array;
  readonly northM: Float64Array;
  readonly elevationM: Float64Array;
  /** Drilled length, NaN where the table has none. */
  readonly depthM: Float64Array;
  readonly issues: readonly DrillIssue[];
}

const months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
/** `2026-03-01`, `1-Mar`, `Mar-26`, `1/3/2026`: what a spreadsheet makes of a name. */
const looksLikeDate = new RegExp(
  `^(\\d{4}-\\d{2}-\\d{2}|\\d{1,2}-(${months})(-\\d{2,4})?|(${months})-\\d{2}|\\d{1,2}/\\d{1,2}/\\d{2,4})$`,
  "i",
);

const required: ColumnRule = { kind: "number", required: true };

/**
 * Reads hole mouths. Hole names lose the blanks around them, nothing else is changed but the unit (to metres).
 * Issues: those of `readTable` and `mapColumns`, `collar.hole-is-date` (warning).
 *
 * @param input CSV text or split records
 * @param file name for the issues
 */
export function readCollars(input: TableInput, file: string, options: CollarOptions): CollarTable {
  const opened = openTable(input, file, collarSynonyms, options.columns ?? {}, ["hole", "east", "north", "elevation"]);
  const name = (role: string) => opened.map.columns.get(role) ?? "";
  const depthColumn = opened.map.columns.get("depth");
  const { rows, issues } = readRows(opened, file, {
    [name("hole")]: { kind: "text", required: true },
    [name("east")]: { ...required, unit: options.unit },
    [name("north")]: { ...required, unit: options.unit },
    [name("elevation")]: { ...required, unit: options.unit },
    ...(depthColumn === undefined ? {} : { [depthColumn]: { kind: "number", min: 0 } }),
  });
  const metres = metresPerUnit[options.unit];
  const depthMetres = metresPerUnit[options.depthUnit ?? options.unit];
  const dated = rows.filter((row) => looksLikeDate.test(row.text(name("hole")).trim()));
  if (dated.length > 0)
    issues.push(
      drillIssue({
        file,
        row: dated[0].line,
        code: "collar.hole-is-date",
        severity: "warning",
        value: dated[0].text(name("hole")).trim(),
        what: `${dated.length} of ${rows.length} hole names look like dates, first "${dated[0].text(name("hole")).trim()}"`,
        remedy:
          "spreadsheets turn names such as 3-1 or MAR-1 into dates; type them again in a column formatted as text",
      }),
    );
  const column = (role: string, factor: number) => Float64Array.from(rows, (row) => row.number(name(role)) * factor);
  return {
    file,
    epsg: options.epsg ?? null,
    row: Int32Array.from(rows, (row) => row.line),
    hole: rows.map((row) => row.text(name("hole")).trim()),
    eastM: column("east", metres),
    northM: column("north", metres),
    elevationM: column("elevation", metres),
    depthM: depthColumn === undefined ? new Float64Array(rows.length).fill(Number.NaN) : column("depth", depthMetres),
    issues: [...opened.issues, ...issues],
  };
}
