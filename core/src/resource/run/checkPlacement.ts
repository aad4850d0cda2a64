import type { Issue } from "../../evidence/issue.ts";
import { quantilesInPlace } from "../../numerics/quantiles.ts";
import type { CollarTable } from "../../survey/collarTable.ts";
import { isInside, type Outline } from "../../survey/outline.ts";
import type { SurfaceGrid } from "../../survey/surfaceGrid.ts";
import { gridOfWorld, type RotatedGrid } from "../rotatedGrid.ts";
import { type BodyColumns, surfaceElevation } from "./bodyColumns.ts";

type Tell = (code: string, severity: Issue["severity"], path: string, message: string) => void;

/** Smallest difference of top and collars that stops a run, metres, and as a share of the body's mean thickness. */
const leastTopErrorM = 5;
const topErrorShare = 0.1;
/** Share of the body outside the grid that is said. */
const leastOutsideShare = 0.005;
/** Cells along each axis on which the body beside the grid is measured. */
const planCells = 200;

/**
 * Collars must lie on the top of the body: the median of |top − collar| over holes where the top is known may not exceed
 * the larger of 5 m and 10 % of the mean thickness, as feet for metres or another datum give. Needs three holes.
 * Code `resource.top-disagrees` (error).
 */
export function checkTop(collar: CollarTable, top: SurfaceGrid, columns: BodyColumns, tell: Tell): void {
  const off = collar.elevationM
    .map((z, i) => surfaceElevation(top, collar.eastM[i], collar.northM[i]) - z)
    .filter((difference) => !Number.isNaN(difference));
  if (off.length < 3) return;
  const medianOff = quantilesInPlace(off.slice(), [0.5])[0] ?? 0;
  const median = quantilesInPlace(off.map(Math.abs), [0.5])[0] ?? 0;
  const thickness = columns.topM.map((z, c) => z - columns.baseM[c]).filter((t) => !Number.isNaN(t));
  const meanM = thickness.length === 0 ? 0 : thickness.reduce((sum, t) => sum + t, 0) / thickness.length;
  const boundM = Math.max(leastTopErrorM, topErrorShare * meanM);
  if (median > boundM)
    tell(
      "top-disagrees",
      "error",
      "body.top",
      `the top lies a median of ${median.toFixed(1)} m ${medianOff > 0 ? "above" : "below"} the collars of ${off.length} holes, bound ${boundM.toFixed(1)} m; check unit and datum of the surface and of the collars`,
    );
}

/**
 * Where most collars lie outside the outline (the grid where there is none): with east and north exchanged most of them
 * inside is an error, `resource.collars-swapped`; else a warning, `resource.collars-outside`.
 */
export function checkCollarPlaces(collar: CollarTable, outline: Outline | null, grid: RotatedGrid, tell: Tell): void {
  const inside = (east: number, north: number) =>
    outline === null ? isInPlan(grid, east, north) : isInside(outline, east, north);
  const holes = collar.hole.length;
  let [out, swapped] = [0, 0];
  for (let i = 0; i < holes; i++) {
    if (!inside(collar.eastM[i], collar.northM[i])) out++;
    if (inside(collar.northM[i], collar.eastM[i])) swapped++;
  }
  if (out <= holes / 2) return;
  const where = `${out} of ${holes} collars lie outside the ${outline === null ? "grid" : "outline"}`;
  if (swapped > holes / 2)
    tell(
      "collars-swapped",
      "error",
      collar.file,
      `${where}; are east and north exchanged? Exchanged, ${swapped} lie inside: correct the file or drillholes.collar.columns`,
    );
  else tell("collars-outside", "warning", collar.file, `${where}; check their coordinates and reference system`);
}

/**
 * Body beyond the grid, m³: columns above its top or below its bottom, and the part of the outline beside it, measured on
 * 200 × 200 cells. Code `resource.body-outside-grid` (warning) from 0.5 % of the body.
 */
export function checkGridHolds(
  columns: BodyColumns,
  top: SurfaceGrid,
  base: SurfaceGrid,
  outline: Outline | null,
  tell: Tell,
): void {
  const { grid, stepM, topM, baseM } = columns;
  const [low, high] = [grid.originM[2], grid.originM[2] + grid.count[2] * grid.sizeM[2]];
  let [bodyM, outsideM] = [0, 0];
  for (let c = 0; c < topM.length; c++) {
    if (Number.isNaN(topM[c])) continue;
    bodyM += topM[c] - baseM[c];
    outsideM += topM[c] - baseM[c] - Math.max(0, Math.min(high, topM[c]) - Math.max(low, baseM[c]));
  }
  const area = stepM[0] * stepM[1];
  const besideM3 = outline === null ? 0 : volumeBeside(grid, top, base, outline);
  const outsideM3 = outsideM * area + besideM3;
  const totalM3 = bodyM * area + besideM3;
  if (!(outsideM3 > leastOutsideShare * totalM3)) return;
  tell(
    "body-outside-grid",
    "warning",
    "grid",
    `${outsideM3.toFixed(0)} m3 of the body (${((100 * outsideM3) / totalM3).toFixed(1)} %) lie outside the grid and are left out; widen the grid, or check unit and datum of the surfaces`,
  );
}

function isInPlan(grid: RotatedGrid, east: number, north: number): boolean {
  const [u, v] = gridOfWorld(grid, [east, north, 0]);
  return u >= 0 && v >= 0 && u <= grid.count[0] * grid.sizeM[0] && v <= grid.count[1] * grid.sizeM[1];
}

function volumeBeside(grid: RotatedGrid, top: SurfaceGrid, base: SurfaceGrid, outline: Outline): number {
  const range = (values: Float64Array) => {
    const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    return [least, (values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) - least) / planCells];
  };
  const [east0, dx] = range(outline.eastM);
  const [north0, dy] = range(outline.northM);
  let metres = 0;
  for (let j = 0; j < planCells; j++)
    for (let i = 0; i < planCells; i++) {
      const [east, north] = [east0 + (i + 0.5) * dx, north0 + (j + 0.5) * dy];
      if (isInPlan(grid, east, north) || !isInside(outline, east, north)) continue;
      const thickness = surfaceElevation(top, east, north) - surfaceElevation(base, east, north);
      if (thickness > 0) metres += thickness;
    }
  return metres * dx * dy;
}
