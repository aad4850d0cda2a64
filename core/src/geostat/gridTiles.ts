import { type RegularGrid } from "./regularGrid.ts";

/** Blocks that are kriged together: at most 64 neighbours, compact in the space of the search. */
export interface TileShape {
  /** Blocks along x, y, z: powers of two. */
  readonly width: readonly [number, number, number];
  /** Logarithm of the number of blocks to base 2. */
  readonly level: number;
  /** Offsets x, y, z and a spare of each place; any aligned run of 2^b places is compact too. */
  readonly offsets: Uint8Array;
}

const mostBlocksLog2 = 6;

/**
 * The shape of a tile: doubled along whichever axis is shortest in the space of the search, until it holds 64 blocks or the grid ends.
 * @param matrix nine numbers: metres to the space of the search
 */
export function tileShape({ count, sizeM }: RegularGrid, matrix: Float64Array): TileShape {
  const width: [number, number, number] = [1, 1, 1];
  const stepLength = sizeM.map((size, a) => size * Math.hypot(matrix[a], matrix[3 + a], matrix[6 + a]));
  const doubled: number[] = [];
  while (doubled.length < mostBlocksLog2) {
    let axis = -1;
    for (let a = 0; a < 3; a++)
      if (width[a] < count[a] && (axis < 0 || width[a] * stepLength[a] < width[axis] * stepLength[axis])) axis = a;
    if (axis < 0) break;
    width[axis] *= 2;
    doubled.push(axis);
  }
  const offsets = new Uint8Array(4 << mostBlocksLog2);
  for (let place = 0; place < 1 << doubled.length; place++) {
    const next = [1, 1, 1];
    for (const [bit, axis] of doubled.entries()) {
      if ((place >> bit) & 1) offsets[4 * place + axis] += next[axis];
      next[axis] *= 2;
    }
  }
  return { width, level: doubled.length, offsets };
}
