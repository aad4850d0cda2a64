import { isInside, type Outline } from "../../survey/outline.ts";
import type { SurfaceGrid } from "../../survey/surfaceGrid.ts";
import { type RotatedGrid, worldOfGrid } from "../rotatedGrid.ts";

/** The body as upright columns, several to a block in plan; x runs fastest. A column outside the body holds NaN. */
export interface BodyColumns {
  readonly grid: RotatedGrid;
  /** Columns to a block along x and y. */
  readonly perBlock: readonly [number, number];
  readonly count: readonly [number, number];
  /** Width of a column along x and y, metres. */
  readonly stepM: readonly [number, number];
  readonly topM: Float64Array;
  readonly baseM: Float64Array;
  /** Columns inside the outline whose base lies above their top, and their volume: no part of the body. */
  readonly crossed: number;
  readonly crossedM3: number;
  /** Columns inside the outline without one of the elevations. */
  readonly missing: number;
}

/** Elevation of a surface at a place, bilinear between its nodes; NaN outside or where a node is missing. */
export function surfaceElevation(surface: SurfaceGrid, east: number, north: number): number {
  const { columns, rows, cellM, elevationM } = surface;
  const [u, v] = [(east - surface.eastM) / cellM, (north - surface.northM) / cellM];
  if (!(u >= 0 && v >= 0 && u <= columns - 1 && v <= rows - 1)) return Number.NaN;
  const column = Math.min(Math.floor(u), Math.max(0, columns - 2));
  const row = Math.min(Math.floor(v), Math.max(0, rows - 2));
  const [fx, fy] = [u - column, v - row];
  const at = row * columns + column;
  const right = fx > 0 ? 1 : 0;
  const up = fy > 0 ? columns : 0;
  return (
    (1 - fy) * ((1 - fx) * elevationM[at] + fx * elevationM[at + right]) +
    fy * ((1 - fx) * elevationM[at + up] + fx * elevationM[at + right + up])
  );
}

/**
 * Cuts the body between two surfaces into columns. A column counts if its middle lies inside the outline (everywhere where null)
 * and both surfaces are known there.
 * @param perBlock columns to a block along x and y, from 1 on
 */
export function bodyColumns(
  grid: RotatedGrid,
  top: SurfaceGrid,
  base: SurfaceGrid,
  outline: Outline | null,
  perBlock: readonly [number, number],
): BodyColumns {
  const count = [grid.count[0] * perBlock[0], grid.count[1] * perBlock[1]] as const;
  const stepM = [grid.sizeM[0] / perBlock[0], grid.sizeM[1] / perBlock[1]] as const;
  const topM = new Float64Array(count[0] * count[1]).fill(Number.NaN);
  const baseM = topM.slice();
  let [crossed, crossedM3, missing] = [0, 0, 0];
  for (let c = 0; c < topM.length; c++) {
    const [east, north] = worldOfGrid(grid, [
      ((c % count[0]) + 0.5) * stepM[0],
      (Math.floor(c / count[0]) + 0.5) * stepM[1],
      0,
    ]);
    if (outline !== null && !isInside(outline, east, north)) continue;
    const [high, low] = [surfaceElevation(top, east, north), surfaceElevation(base, east, north)];
    if (Number.isNaN(high) || Number.isNaN(low)) missing++;
    else if (high <= low) {
      crossed++;
      crossedM3 += (low - high) * stepM[0] * stepM[1];
    } else {
      topM[c] = high;
      baseM[c] = low;
    }
  }
  return { grid, perBlock, count, stepM, topM, baseM, crossed, crossedM3, missing };
}

/** Number of the column at a place along the grid's axes, −1 outside. */
export function columnAt({ count, stepM }: BodyColumns, u: number, v: number): number {
  const [i, j] = [Math.floor(u / stepM[0]), Math.floor(v / stepM[1])];
  return i >= 0 && j >= 0 && i < count[0] && j < count[1] ? i + count[0] * j : -1;
}

/** Block column (i + nx j of the grid) that holds a column of the body. */
export function blockColumnOf({ grid, perBlock, count }: BodyColumns, c: number): number {
  return Math.floor((c % count[0]) / perBlock[0]) + grid.count[0] * Math.floor(Math.floor(c / count[0]) / perBlock[1]);
}

/** Part of each block that lies in one domain. */
export interface DomainBlocks {
  /** Blocks that hold some of the domain, ascending. */
  readonly blocks: Int32Array;
  /** Share of the block's volume, 0-1, for each of them. */
  readonly fraction: Float32Array;
  /** Mean height over the layers' reference of that part, metres. */
  readonly layerM: Float32Array;
  readonly volumeM3: number;
}

/**
 * Blocks of the domain between two elevations in every column; a block cut by a surface holds its part.
 * @param reference elevation that the layers are parallel to, by column
 */
export function domainBlocks(
  columns: BodyColumns,
  topM: Float64Array,
  bottomM: Float64Array,
  reference: (column: number) => number,
): DomainBlocks {
  const { grid, perBlock } = columns;
  const [nx, ny, nz] = grid.count;
  const dz = grid.sizeM[2];
  const share = 1 / (perBlock[0] * perBlock[1] * dz);
  const thickness = new Float32Array(nx * ny * nz);
  const moment = new Float32Array(nx * ny * nz);
  let metres = 0;
  for (let c = 0; c < topM.length; c++) {
    const [high, low] = [topM[c] - grid.originM[2], bottomM[c] - grid.originM[2]];
    if (!(high > low)) continue;
    const at = blockColumnOf(columns, c);
    const level = reference(c) - grid.originM[2];
    for (let k = Math.max(0, Math.floor(low / dz)); k < nz && k * dz < high; k++) {
      const [to, from] = [Math.min(high, (k + 1) * dz), Math.max(low, k * dz)];
      if (!(to > from)) continue;
      metres += to - from;
      thickness[at + nx * ny * k] += to - from;
      moment[at + nx * ny * k] += (to - from) * ((to + from) / 2 - level);
    }
  }
  let held = 0;
  for (let b = 0; b < thickness.length; b++) if (thickness[b] > 0) held++;
  const blocks = new Int32Array(held);
  const fraction = new Float32Array(held);
  const layerM = new Float32Array(held);
  for (let b = 0, at = 0; b < thickness.length; b++) {
    if (!(thickness[b] > 0)) continue;
    blocks[at] = b;
    fraction[at] = Math.min(1, share * thickness[b]);
    layerM[at++] = moment[b] / thickness[b];
  }
  return { blocks, fraction, layerM, volumeM3: metres * columns.stepM[0] * columns.stepM[1] };
}
