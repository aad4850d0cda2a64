import { type DrillIssue, drillIssue, shown } from "./drillIssue.ts";
import type { SurfaceGrid } from "./surfaceGrid.ts";
import { checkGrid } from "./surfaceGrid.ts";
import { triangulate } from "./triangulate.ts";

/** Surveyed points of a surface, metres. */
export interface SurfacePoints {
  readonly file: string;
  readonly eastM: Float64Array;
  readonly northM: Float64Array;
  readonly elevationM: Float64Array;
}

/** Cells on which a surface is wanted: a grid without elevations. */
export type Lattice = Omit<SurfaceGrid, "elevationM">;

/**
 * Elevations at the cells of a lattice by linear interpolation in the Delaunay triangles of the points; NaN outside their
 * hull and in triangles with a side longer than `longestSideM` (bays, gaps in the survey). Points at one place are
 * averaged and told (`surface.repeated-point`, warning, where they differ by more than 0.05 m; info else).
 *
 * @throws {RangeError} fewer than three distinct points, all on one line, or one that is not finite
 */
export function surfaceFromPoints(
  points: SurfacePoints,
  lattice: Lattice,
  longestSideM = Number.POSITIVE_INFINITY,
): { surface: SurfaceGrid; issues: DrillIssue[] } {
  const surface: SurfaceGrid = {
    ...lattice,
    elevationM: new Float64Array(lattice.columns * lattice.rows).fill(Number.NaN),
  };
  checkGrid(surface);
  const { eastM, northM, elevationM, issues } = distinctPoints(points);
  const triangles = triangulate(eastM, northM);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t], triangles[t + 1], triangles[t + 2]];
    const side = (i: number, j: number) => Math.hypot(eastM[i] - eastM[j], northM[i] - northM[j]);
    if (Math.max(side(a, b), side(b, c), side(c, a)) <= longestSideM)
      fillTriangle(surface, eastM, northM, elevationM, [a, b, c], (cell, zM) => (surface.elevationM[cell] = zM));
  }
  return { surface, issues };
}

function distinctPoints({ file, eastM, northM, elevationM }: SurfacePoints) {
  const places = new Map<string, { east: number; north: number; sum: number; low: number; high: number; n: number }>();
  eastM.forEach((east, i) => {
    const [north, z] = [northM[i], elevationM[i]];
    if (!Number.isFinite(z)) throw new RangeError(`${file}, point ${i}: elevation must be finite, got ${z}`);
    // Survey instruments do not part points closer than a millimetre.
    const key = `${Math.round(east * 1e3)},${Math.round(north * 1e3)}`;
    const place = places.get(key) ?? { east, north, sum: 0, low: z, high: z, n: 0 };
    places.set(key, {
      ...place,
      sum: place.sum + z,
      low: Math.min(place.low, z),
      high: Math.max(place.high, z),
      n: place.n + 1,
    });
  });
  const list = [...places.values()];
  const issues = list
    .filter(({ n }) => n > 1)
    .map(({ east, north, low, high, n }) =>
      drillIssue({
        file,
        code: "surface.repeated-point",
        severity: high - low > 0.05 ? "warning" : "info",
        value: high - low,
        bound: 0.05,
        what: `${n} points at ${east.toFixed(1)}, ${north.toFixed(1)} m differ by ${shown(high - low)} m, bound 0.05 m; their mean is used`,
        remedy: "keep the right one",
      }),
    );
  const column = (value: (place: (typeof list)[number]) => number) => Float64Array.from(list, value);
  return {
    eastM: column((p) => p.east),
    northM: column((p) => p.north),
    elevationM: column((p) => p.sum / p.n),
    issues,
  };
}

/**
 * Visits the cells of a lattice whose centre lies in a triangle of the ground, sides included, with the elevation of its plane there.
 * A triangle that stands upright covers no cell.
 * @param corners places of the three corners in x, y and z
 */
export function fillTriangle(
  { columns, rows, cellM, eastM: east0, northM: north0 }: Lattice,
  x: Float64Array,
  y: Float64Array,
  z: Float64Array,
  [a, b, c]: readonly [number, number, number],
  visit: (cell: number, zM: number) => void,
): void {
  const d = (x[b] - x[a]) * (y[c] - y[a]) - (x[c] - x[a]) * (y[b] - y[a]);
  if (d === 0) return;
  const low = Math.max(0, Math.ceil((Math.min(y[a], y[b], y[c]) - north0) / cellM - 1e-9));
  const high = Math.min(rows - 1, Math.floor((Math.max(y[a], y[b], y[c]) - north0) / cellM + 1e-9));
  const left = Math.max(0, Math.ceil((Math.min(x[a], x[b], x[c]) - east0) / cellM - 1e-9));
  const right = Math.min(columns - 1, Math.floor((Math.max(x[a], x[b], x[c]) - east0) / cellM + 1e-9));
  for (let row = low; row <= high; row++)
    for (let column = left; column <= right; column++) {
      const [px, py] = [east0 + column * cellM - x[a], north0 + row * cellM - y[a]];
      const shareB = (px * (y[c] - y[a]) - (x[c] - x[a]) * py) / d;
      const shareC = ((x[b] - x[a]) * py - px * (y[b] - y[a])) / d;
      // A cell on a common side belongs to both triangles, which agree there.
      if (shareB >= -1e-9 && shareC >= -1e-9 && shareB + shareC <= 1 + 1e-9)
        visit(row * columns + column, z[a] + shareB * (z[b] - z[a]) + shareC * (z[c] - z[a]));
    }
}

/**
 * A grid on other cells by bilinear interpolation between its nodes; NaN outside its outermost nodes or where one of
 * the four nodes is NaN.
 */
export function resampleSurface(grid: SurfaceGrid, lattice: Lattice): SurfaceGrid {
  checkGrid(grid);
  const surface: SurfaceGrid = {
    ...lattice,
    elevationM: new Float64Array(lattice.columns * lattice.rows).fill(Number.NaN),
  };
  checkGrid(surface);
  for (let i = 0; i < surface.elevationM.length; i++) {
    const column = i % lattice.columns;
    const u = (lattice.eastM + column * lattice.cellM - grid.eastM) / grid.cellM;
    const v = (lattice.northM + ((i - column) / lattice.columns) * lattice.cellM - grid.northM) / grid.cellM;
    surface.elevationM[i] = bilinear(grid, u, v);
  }
  return surface;
}

function bilinear({ columns, rows, elevationM }: SurfaceGrid, u: number, v: number): number {
  const rounding = 1e-9;
  if (!(u >= -rounding && v >= -rounding && u <= columns - 1 + rounding && v <= rows - 1 + rounding)) return Number.NaN;
  const column = Math.min(Math.max(0, Math.floor(u)), Math.max(0, columns - 2));
  const row = Math.min(Math.max(0, Math.floor(v)), Math.max(0, rows - 2));
  const [fx, fy] = [Math.min(1, Math.max(0, u - column)), Math.min(1, Math.max(0, v - row))];
  let sum = 0;
  // A node without weight may be missing, or not exist.
  for (const [dx, dy, weight] of [
    [0, 0, (1 - fx) * (1 - fy)],
    [1, 0, fx * (1 - fy)],
    [0, 1, (1 - fx) * fy],
    [1, 1, fx * fy],
  ] as const)
    if (weight > 0) sum += weight * elevationM[(row + dy) * columns + column + dx];
  return sum;
}
