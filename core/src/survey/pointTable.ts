import { assayColumns, type AssayOptions, readVariable } from "./assayTable.ts";
import { pointSynonyms } from "./columnGuess.ts";
import { drillIssue, type DrillIssue } from "./drillIssue.ts";
import type { AssayVariable } from "./intervalTable.ts";
import { type LengthUnit, metresPerUnit } from "./lengthUnit.ts";
import { openTable, readRows, type TableInput } from "./tableRecords.ts";

export interface PointOptions extends Pick<AssayOptions, "assays" | "sentinels"> {
  readonly unit: LengthUnit;
  readonly epsg?: string;
  /** Role (sample, east, north, elevation) to column name. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** Samples in space from one file: surface samples, auger points, a set that someone else desurveyed. */
export interface PointTable {
  readonly file: string;
  readonly epsg: string | null;
  readonly row: Int32Array;
  readonly sample: readonly string[] | null;
  readonly eastM: Float64Array;
  readonly northM: Float64Array;
  /** NaN everywhere for a set without elevations. */
  readonly elevationM: Float64Array;
  readonly variables: readonly AssayVariable[];
  readonly issues: readonly DrillIssue[];
}

/**
 * Reads a set of samples in space, one row each. Issues: those of the readers of columns and cells, and
 * `points.repeated` (warning: a place already taken; kriging needs one value a place).
 */
export function readPoints(input: TableInput, file: string, options: PointOptions): PointTable {
  const opened = openTable(input, file, pointSynonyms, options.columns ?? {}, ["east", "north"]);
  const name = (role: string) => opened.map.columns.get(role);
  const columns = opened.records.length === 0 ? [] : assayColumns(opened, file, options);
  const number = { kind: "number", required: true, unit: options.unit } as const;
  const roles = ["east", "north", "elevation"].flatMap((role) => name(role) ?? []);
  const sample = name("sample");
  const { rows, issues } = readRows(opened, file, Object.fromEntries(roles.map((column) => [column, number])));
  const all = [...opened.issues, ...issues];
  const column = (role: string) => {
    const from = name(role);
    return Float64Array.from(rows, (row) =>
      from === undefined ? Number.NaN : row.number(from) * metresPerUnit[options.unit],
    );
  };
  const [eastM, northM, elevationM] = [column("east"), column("north"), column("elevation")];
  const variables = columns.map((named) => readVariable(named, rows, file, options, null, all));
  const first = new Map<string, number>();
  rows.forEach((row, i) => {
    const key = `${eastM[i]} ${northM[i]} ${elevationM[i]}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, row.line);
    else
      all.push(
        drillIssue({
          file,
          row: row.line,
          code: "points.repeated",
          severity: "warning",
          value: other,
          what: `lies at the place of row ${other}`,
          remedy: "average the two, or correct a coordinate",
        }),
      );
  });
  return {
    file,
    epsg: options.epsg ?? null,
    row: Int32Array.from(rows, (row) => row.line),
    sample: sample === undefined ? null : rows.map((row) => row.text(sample).trim()),
    eastM,
    northM,
    elevationM,
    variables,
    issues: all,
  };
}
