import { drillIssue, type DrillIssue, shown } from "./drillIssue.ts";
import { fillTriangle, type Lattice, type SurfacePoints } from "./surfaceFromPoints.ts";
import { checkGrid, type SurfaceGrid } from "./surfaceGrid.ts";

/** A triangulation as someone else made it: corners three by three, places in the points. */
export interface SurfaceTriangles extends SurfacePoints {
  readonly triangles: ArrayLike<number>;
}

/** Two triangles at one cell are one surface where they differ by no more, metres. */
const foldM = 0.05;
const mostFolded = 0.01;

/**
 * Elevations at the cells of a lattice from given triangles, which keep their breaklines: linear within each, NaN outside all. Where
 * triangles lie above one another the highest counts. Issues: `surface.folded` (warning; error where more than 1 % of the covered
 * cells are concerned: a closed solid has no one elevation), `surface.no-cells` (error: no cell lies in a triangle).
 *
 * @throws {RangeError} the lattice is no grid, or a corner is no place of a point
 */
export function surfaceFromTriangles(
  { file, eastM, northM, elevationM, triangles }: SurfaceTriangles,
  lattice: Lattice,
): { surface: SurfaceGrid; issues: DrillIssue[] } {
  const highest = new Float64Array(lattice.columns * lattice.rows).fill(Number.NaN);
  const surface: SurfaceGrid = { ...lattice, elevationM: highest };
  checkGrid(surface);
  const lowest = new Float64Array(highest.length).fill(Number.NaN);
  for (let t = 0; t + 2 < triangles.length; t += 3) {
    const corners = [triangles[t], triangles[t + 1], triangles[t + 2]] as const;
    if (!corners.every((corner) => corner >= 0 && corner < eastM.length))
      throw new RangeError(`triangle ${t / 3} has corners ${corners.join(", ")} of ${eastM.length} points`);
    fillTriangle(lattice, eastM, northM, elevationM, corners, (cell, zM) => {
      if (!(highest[cell] >= zM)) highest[cell] = zM;
      if (!(lowest[cell] <= zM)) lowest[cell] = zM;
    });
  }
  let [covered, folded, most] = [0, 0, 0];
  for (let i = 0; i < highest.length; i++) {
    if (Number.isNaN(highest[i])) continue;
    covered++;
    const gapM = highest[i] - lowest[i];
    if (gapM > foldM) folded++;
    if (gapM > most) most = gapM;
  }
  const issues: DrillIssue[] = [];
  if (covered === 0)
    issues.push(
      drillIssue({
        file,
        code: "surface.no-cells",
        severity: "error",
        what: `no cell of ${shown(lattice.cellM)} m lies in a triangle`,
        remedy: "take smaller cells, or check coordinates and unit",
      }),
    );
  if (folded > 0)
    issues.push(
      drillIssue({
        file,
        code: "surface.folded",
        severity: folded > mostFolded * covered ? "error" : "warning",
        value: folded,
        bound: foldM,
        what: `in ${folded} of ${covered} cells triangles lie above one another by up to ${shown(most)} m`,
        remedy: "the highest counts; of a closed solid export the top and the base as two surfaces",
      }),
    );
  return { surface, issues };
}
