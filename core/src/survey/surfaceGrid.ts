/** Elevations at the nodes of a regular grid; each node stands for the cell around it. */
export interface SurfaceGrid {
  readonly columns: number;
  readonly rows: number;
  readonly cellM: number;
  /** Centre of the south-west cell, metres. */
  readonly eastM: number;
  readonly northM: number;
  /** Packed west to east, then south to north, length columns × rows; NaN outside the surface. */
  readonly elevationM: Float64Array;
}

/** Throws unless the grid is whole. @throws {RangeError} sizes, cell or length out of bounds */
export function checkGrid({ columns, rows, cellM, elevationM }: SurfaceGrid): void {
  if (!(Number.isInteger(columns) && Number.isInteger(rows) && columns > 0 && rows > 0 && columns * rows <= 1e9))
    throw new RangeError(`a grid needs from 1 to 1e9 cells, got ${columns} x ${rows}`);
  if (!(cellM > 0 && cellM < Number.POSITIVE_INFINITY))
    throw new RangeError(`cell size must be positive and finite, got ${cellM} m`);
  if (elevationM.length !== columns * rows)
    throw new RangeError(`${columns} x ${rows} cells need ${columns * rows} elevations, got ${elevationM.length}`);
}

/** True where two grids have the same cells, within a thousandth of a cell. */
export function isSameLattice(a: SurfaceGrid, b: SurfaceGrid): boolean {
  const near = (x: number, y: number) => Math.abs(x - y) <= 1e-3 * a.cellM;
  return (
    a.columns === b.columns &&
    a.rows === b.rows &&
    near(a.eastM, b.eastM) &&
    near(a.northM, b.northM) &&
    Math.abs(a.cellM - b.cellM) * Math.max(a.columns, a.rows) <= 1e-3 * a.cellM
  );
}
