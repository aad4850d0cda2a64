/** Blocks or nodes in equal steps along the axes; x runs fastest, then y, then z. */
export interface RegularGrid {
  readonly count: readonly [number, number, number];
  /** Centre of the first block. */
  readonly firstCentreM: readonly [number, number, number];
  readonly sizeM: readonly [number, number, number];
}

/** Most blocks in one grid: their centres alone take 1.2 GB. */
export const mostBlocks = 50_000_000;

/**
 * Number of blocks.
 * @throws {RangeError} a count is not a whole number from 1 on, a size not above 0, or the grid exceeds 50 million blocks
 */
export function blockCount({ count, firstCentreM, sizeM }: RegularGrid): number {
  if (!count.every((n) => Number.isInteger(n) && n >= 1))
    throw new RangeError(`grid: counts must be whole numbers from 1 on, got ${count.join(", ")}`);
  if (!sizeM.every((size) => size > 0 && Number.isFinite(size)) || !firstCentreM.every(Number.isFinite))
    throw new RangeError(`grid: sizes must be finite and above 0 m, got ${sizeM.join(", ")}`);
  const total = count[0] * count[1] * count[2];
  if (total > mostBlocks)
    throw new RangeError(
      `grid: ${count.join(" x ")} = ${total} blocks, limit ${mostBlocks}; enlarge the blocks or split the grid`,
    );
  return total;
}

/** Packed centres of all blocks, in the order of the grid. @throws as `blockCount` does */
export function blockCentres(grid: RegularGrid): Float64Array {
  const total = blockCount(grid);
  const [nx, ny, nz] = grid.count;
  const xyzM = new Float64Array(3 * total);
  let at = 0;
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++) {
        xyzM[at++] = grid.firstCentreM[0] + i * grid.sizeM[0];
        xyzM[at++] = grid.firstCentreM[1] + j * grid.sizeM[1];
        xyzM[at++] = grid.firstCentreM[2] + k * grid.sizeM[2];
      }
  return xyzM;
}

/**
 * Indices of all blocks along Morton's curve, on which neighbours in the order are neighbours in space: search trees and samples
 * stay in the cache. Sorted by the interleaved bits of the block numbers.
 * @see Morton (1966), A computer oriented geodetic data base, IBM Ottawa
 */
export function mortonOrder(count: readonly [number, number, number]): Int32Array {
  const [nx, ny, nz] = count;
  const total = nx * ny * nz;
  const order = new Int32Array(total);
  let filled = 0;
  let side = 1;
  while (side < Math.max(nx, ny, nz)) side *= 2;
  const visit = (x: number, y: number, z: number, size: number): void => {
    if (x >= nx || y >= ny || z >= nz) return;
    if (size === 1) {
      order[filled++] = x + nx * (y + ny * z);
      return;
    }
    const half = size / 2;
    for (let octant = 0; octant < 8; octant++)
      visit(x + (octant & 1 ? half : 0), y + (octant & 2 ? half : 0), z + (octant & 4 ? half : 0), half);
  };
  visit(0, 0, 0, side);
  return order;
}
