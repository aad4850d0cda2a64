import type { Issue } from "../evidence/issue.ts";
import { latticeOfPoints } from "../survey/latticeOfPoints.ts";
import { surfaceFromPoints } from "../survey/surfaceFromPoints.ts";
import { surfaceFromTriangles, type SurfaceTriangles } from "../survey/surfaceFromTriangles.ts";
import type { SurfaceGrid } from "../survey/surfaceGrid.ts";
import { caution } from "./fileIssue.ts";
import type { GridSurface, SceneObject } from "./scene.ts";

export interface SceneSurfaceOptions {
  /** Of coordinates and elevations. */
  readonly metresPerFileUnit: number;
  /** Layer or object to take; all that fit where absent. */
  readonly object?: string;
  /** Size of the cells, metres; found from the spacing of corners where absent. A grid keeps its own. */
  readonly cellM?: number;
}

/** Values that mark "no elevation" in files that do not say so. */
const usualMarks = [-9999, -99999, -32768, -32767, 9999, 99999];

/**
 * The ground surface of an interchange file: its grid, else its triangles as they are, else the Delaunay triangles of the points and
 * of the corners of its lines. Grids that are turned or whose cells are no squares are laid on square cells. Issues (`format.` codes):
 * `no-surface`, `several-grids`, `surface-marks` (elevations such as -9999 without a mark of no data), `surface-degrees`, `surface-unusable`
 * are errors; `surface-flat` (all elevations equal: a plan without heights), `surface-part` (other kinds of objects are not used) and
 * `surface-lines` (contours: no breaklines are kept) warnings; and those of the triangulation.
 */
export function sceneSurface(
  objects: readonly SceneObject[],
  path: string,
  options: SceneSurfaceOptions,
): { surface: SurfaceGrid | null; issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const stop = (code: string, message: string) => {
    issues.push({ path, code: `format.${code}`, severity: "error", message });
    return { surface: null, issues };
  };
  const chosen = objects.filter(({ name }) => options.object === undefined || name === options.object);
  const grids = chosen.filter((object) => object.type === "grid-surface");
  const meshes = chosen.filter((object) => object.type === "triangles");
  const points = chosen.filter((object) => object.type === "points" || object.type === "lines");
  const names = [...new Set(objects.map(({ name }) => name))].slice(0, 12).join(", ") || "nothing";
  if (grids.length + meshes.length + points.length === 0)
    return stop("no-surface", `holds no grid, triangles, points or lines to take a surface from; it has ${names}`);
  if (grids.length > 1) return stop("several-grids", `holds ${grids.length} grids; name one as object: ${names}`);
  const used = grids.length > 0 ? grids : meshes.length > 0 ? meshes : points;
  if (used.length < grids.length + meshes.length + points.length)
    issues.push(
      caution(
        path,
        "surface-part",
        `the ${used[0].type === "triangles" ? "triangles" : "grid"} make the surface; ${chosen.length - used.length} other objects are not used`,
      ),
    );
  try {
    const [grid] = grids;
    const square = grid === undefined ? null : squareGrid(grid, options.metresPerFileUnit);
    const set =
      grid === undefined
        ? meshOf(used, path, options.metresPerFileUnit)
        : gridMesh(grid, path, options.metresPerFileUnit);
    const marked = countMarks(square?.elevationM ?? set.elevationM);
    if (marked.count > 0)
      return stop(
        "surface-marks",
        `${marked.count} elevations are ${marked.mark}; is that "no data"? Say so in the file (gdal_translate -a_nodata ${marked.mark}), or drop the points`,
      );
    tellFlat(square?.elevationM ?? set.elevationM, path, issues);
    if (square !== null) return { surface: square, issues };
    const cellM =
      options.cellM ?? (grid === undefined ? "edges" : Math.min(...grid.spacing) * options.metresPerFileUnit);
    const lattice = latticeOfPoints(set.eastM, set.northM, cellM);
    if (used.some(({ type }) => type === "lines"))
      issues.push(
        caution(path, "surface-lines", "corners of lines are taken as points; lines are not kept as breaklines"),
      );
    const made = set.triangles.length > 0 ? surfaceFromTriangles(set, lattice) : surfaceFromPoints(set, lattice);
    issues.push(...made.issues);
    return { surface: issues.some(({ severity }) => severity === "error") ? null : made.surface, issues };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return stop("surface-unusable", error.message);
  }
}

/** The grid as it is, where its axes are those of the map and its cells squares. */
function squareGrid({ origin, u, v, spacing, corners, heights }: GridSurface, metres: number): SurfaceGrid | null {
  const isMapParallel = u[0] === 1 && v[1] === 1;
  if (!isMapParallel || Math.abs(spacing[0] - spacing[1]) * Math.max(...corners) > 1e-3 * spacing[0]) return null;
  return {
    columns: corners[0],
    rows: corners[1],
    cellM: spacing[0] * metres,
    eastM: origin[0] * metres,
    northM: origin[1] * metres,
    elevationM: heights.map((height) => (height + origin[2]) * metres),
  };
}

/** Two triangles a cell of the grid, where its four corners have heights. */
function gridMesh(
  { origin, u, v, spacing, corners, heights }: GridSurface,
  file: string,
  metres: number,
): SurfaceTriangles {
  const [nu, nv] = corners;
  const place = (axis: 0 | 1) =>
    Float64Array.from(heights, (_, at) => {
      const [i, j] = [(at % nu) * spacing[0], Math.floor(at / nu) * spacing[1]];
      return (origin[axis] + i * u[axis] + j * v[axis]) * metres;
    });
  const triangles: number[] = [];
  for (let j = 0; j + 1 < nv; j++)
    for (let i = 0; i + 1 < nu; i++) {
      const at = i + nu * j;
      const four = [at, at + 1, at + nu, at + nu + 1];
      if (four.every((corner) => Number.isFinite(heights[corner])))
        triangles.push(four[0], four[1], four[3], four[0], four[3], four[2]);
    }
  const elevationM = heights.map((height) => (height + origin[2]) * metres);
  return { file, eastM: place(0), northM: place(1), elevationM, triangles };
}

/** Corners and triangles of objects together; without triangles the corners alone. */
function meshOf(objects: readonly SceneObject[], file: string, metres: number): SurfaceTriangles {
  const drawn = objects.flatMap((object) =>
    object.type === "triangles" || object.type === "points" || object.type === "lines" ? [object] : [],
  );
  const total = drawn.reduce((sum, { vertices }) => sum + vertices.length / 3, 0);
  const axes = [0, 1, 2].map(() => new Float64Array(total));
  const triangles: number[] = [];
  let first = 0;
  for (const object of drawn) {
    for (let at = 0; at < object.vertices.length; at++)
      axes[at % 3][first + Math.floor(at / 3)] = object.vertices[at] * metres;
    if (object.type === "triangles") for (const corner of object.triangles) triangles.push(first + corner);
    first += object.vertices.length / 3;
  }
  return { file, eastM: axes[0], northM: axes[1], elevationM: axes[2], triangles };
}

function countMarks(elevationM: Float64Array): { mark: number; count: number } {
  const counts = new Map<number, number>();
  for (const value of elevationM)
    if (usualMarks.includes(value) || value < -1e6) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [mark, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [Number.NaN, 0];
  return { mark, count };
}

function tellFlat(elevationM: Float64Array, path: string, issues: Issue[]): void {
  const first = elevationM.find((value) => Number.isFinite(value));
  if (first === undefined || elevationM.some((value) => Number.isFinite(value) && value !== first)) return;
  issues.push(
    caution(path, "surface-flat", `every elevation is ${first} m; was the drawing exported without its heights?`),
  );
}
