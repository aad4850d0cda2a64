import type { CollarTable } from "./collarTable.ts";
import type { AssayTable, IntervalTable, LithologyTable } from "./intervalTable.ts";
import type { SurveyTable } from "./surveyTable.ts";

/** The tables of one campaign as read; survey and lithology may be missing. */
export interface DrillholeTables {
  readonly collar: CollarTable;
  readonly survey: SurveyTable | null;
  readonly assay: AssayTable | null;
  readonly lithology: LithologyTable | null;
}

/** The interval tables that are there, with the word for them in codes. */
export function intervalTables({
  assay,
  lithology,
}: DrillholeTables): readonly { readonly kind: "assay" | "lithology"; readonly table: IntervalTable }[] {
  return [
    ...(assay === null ? [] : [{ kind: "assay" as const, table: assay }]),
    ...(lithology === null ? [] : [{ kind: "lithology" as const, table: lithology }]),
  ];
}

/** Row of the collar table by hole; of a hole named twice the first. */
export function collarRowByHole(collar: CollarTable): Map<string, number> {
  const rows = new Map<string, number>();
  collar.hole.forEach((hole, i) => {
    if (!rows.has(hole)) rows.set(hole, i);
  });
  return rows;
}

/** Length of a hole and where it is known from. */
export interface HoleEnd {
  readonly depthM: number;
  /** `declared` in the collar table, else the deepest interval. */
  readonly from: "declared" | "deepest-interval";
}

/** End of every hole of the collar table that has a declared depth or an interval. */
export function holeEnds(tables: DrillholeTables): Map<string, HoleEnd> {
  const ends = new Map<string, HoleEnd>();
  const { collar } = tables;
  collar.hole.forEach((hole, i) => {
    if (collar.depthM[i] > 0 && !ends.has(hole)) ends.set(hole, { depthM: collar.depthM[i], from: "declared" });
  });
  for (const { table } of intervalTables(tables))
    table.hole.forEach((hole, i) => {
      const known = ends.get(hole);
      if (known?.from === "declared" || !(table.toM[i] > (known?.depthM ?? 0))) return;
      ends.set(hole, { depthM: table.toM[i], from: "deepest-interval" });
    });
  return ends;
}
