import type { GradeUnit } from "./gradeUnit.ts";
import type { DrillIssue } from "./drillIssue.ts";

/** Depth intervals of one file, in file order. */
export interface IntervalTable {
  readonly file: string;
  /** Line of the file. */
  readonly row: Int32Array;
  readonly hole: readonly string[];
  readonly fromM: Float64Array;
  readonly toM: Float64Array;
  readonly issues: readonly DrillIssue[];
}

/** One assayed substance over the rows of an assay table. */
export interface AssayVariable {
  /** Name of the column in the file. */
  readonly column: string;
  /** Element symbol or oxide; the column name where neither was recognised. */
  readonly substance: string;
  /** Unit of the file; the values here are ppm. */
  readonly fileUnit: GradeUnit;
  /** NaN where not measured; the detection limit where `isBelowDetection` is 1; the upper limit where `isAboveRange` is 1. */
  readonly valuePpm: Float64Array;
  readonly isBelowDetection: Uint8Array;
  readonly isAboveRange: Uint8Array;
}

export interface AssayTable extends IntervalTable {
  readonly sample: readonly string[] | null;
  readonly laboratory: readonly string[] | null;
  /** Dry bulk density, NaN where not measured; null without such a column. */
  readonly dryDensityTPerM3: Float64Array | null;
  /** Water over wet mass, NaN where not measured; null without such a column. */
  readonly moistureOfWet: Float64Array | null;
  readonly variables: readonly AssayVariable[];
}

export interface LithologyTable extends IntervalTable {
  readonly code: readonly string[];
}

/** Rows of each hole in order of depth (from, then to, then file order); holes in order of first occurrence. */
export function rowsByHole(table: IntervalTable): Map<string, Int32Array> {
  const lists = new Map<string, number[]>();
  table.hole.forEach((name, i) => {
    const list = lists.get(name);
    if (list === undefined) lists.set(name, [i]);
    else list.push(i);
  });
  const { fromM, toM } = table;
  const sorted = new Map<string, Int32Array>();
  for (const [name, list] of lists)
    sorted.set(name, Int32Array.from(list.sort((a, b) => fromM[a] - fromM[b] || toM[a] - toM[b] || a - b)));
  return sorted;
}
