import type { Issue } from "../../evidence/issue.ts";
import { pointSynonyms } from "../../survey/columnGuess.ts";
import { latticeOfPoints } from "../../survey/latticeOfPoints.ts";
import { type LengthUnit, metresPerUnit } from "../../survey/lengthUnit.ts";
import { type SurfacePoints, surfaceFromPoints } from "../../survey/surfaceFromPoints.ts";
import type { SurfaceGrid } from "../../survey/surfaceGrid.ts";
import { openTable, readRows, type TableInput } from "../../survey/tableRecords.ts";

/**
 * A surface from a table of surveyed points (columns east, north, elevation by their usual names): Delaunay triangles, on a
 * lattice of half the mean spacing of the points, or of the cells asked for (`latticeOfPoints`). Issues: those of the table reader, `resource.surface-unusable` (error).
 */
export function surfaceOfPoints(
  input: TableInput,
  file: string,
  unit: LengthUnit,
  cellM: number | "edges" | null = null,
): { surface: SurfaceGrid | null; issues: readonly Issue[] } {
  const opened = openTable(input, file, pointSynonyms, {}, ["east", "north", "elevation"]);
  const names = ["east", "north", "elevation"].map((role) => opened.map.columns.get(role) ?? "");
  const rule = { kind: "number", required: true, unit } as const;
  const { rows, issues } = readRows(opened, file, Object.fromEntries(names.map((name) => [name, rule])));
  const all: Issue[] = [...opened.issues, ...issues];
  if (all.some(({ severity }) => severity === "error")) return { surface: null, issues: all };
  const column = (a: number) => Float64Array.from(rows, (row) => row.number(names[a]) * metresPerUnit[unit]);
  const points: SurfacePoints = { file, eastM: column(0), northM: column(1), elevationM: column(2) };
  try {
    const made = surfaceFromPoints(points, latticeOfPoints(points.eastM, points.northM, cellM));
    return { surface: made.surface, issues: [...all, ...made.issues] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    all.push({ path: file, code: "resource.surface-unusable", severity: "error", message: error.message });
    return { surface: null, issues: all };
  }
}
