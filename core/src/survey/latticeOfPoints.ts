import type { Lattice } from "./surfaceFromPoints.ts";

const mostLatticeCells = 4_000_000;
/** Cells along the longer side at least, where triangles may be far larger than the cells that show their edges. */
const leastAlong = 400;

/**
 * Square cells over the extent of points: of half their mean spacing √(A/n), but no more than four million.
 * @param cellM size of the cells where the caller knows it better, metres; `edges` asks for at least 400 cells along the longer side, so
 *   that the outermost part-cells of few large triangles stay small
 * @throws {RangeError} fewer than three points, a coordinate that is not finite, or a cell size that gives too many cells
 */
export function latticeOfPoints(
  eastM: Float64Array,
  northM: Float64Array,
  cellM: number | "edges" | null = null,
): Lattice {
  if (eastM.length < 3) throw new RangeError(`a surface needs 3 points or more, got ${eastM.length}`);
  const [low, high] = [
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ];
  for (const [axis, values] of [eastM, northM].entries())
    for (const value of values) {
      if (!Number.isFinite(value)) throw new RangeError(`coordinates of a surface must be finite, got ${value}`);
      if (value < low[axis]) low[axis] = value;
      if (value > high[axis]) high[axis] = value;
    }
  const area = Math.max(1e-6, (high[0] - low[0]) * (high[1] - low[1]));
  const usual = Math.sqrt(area / eastM.length) / 2;
  const asked = cellM === "edges" ? Math.min(usual, Math.max(high[0] - low[0], high[1] - low[1]) / leastAlong) : cellM;
  const size = typeof cellM === "number" ? cellM : Math.max(asked ?? usual, Math.sqrt(area / mostLatticeCells));
  const [columns, rows] = [0, 1].map((axis) => Math.max(1, Math.floor((high[axis] - low[axis]) / size + 1e-9) + 1));
  if (!(columns * rows <= 25 * mostLatticeCells))
    throw new RangeError(`cells of ${size} m give ${columns} x ${rows} cells, limit 1e8; take larger cells`);
  return { columns, rows, cellM: size, eastM: low[0], northM: low[1] };
}
