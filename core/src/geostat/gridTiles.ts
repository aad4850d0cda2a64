import { blockCount, type RegularGrid } from "./regularGrid.ts";

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

/** A part of a grid that one call of the kernel fills: blocks from (i, j, k) on, n along each axis. */
export interface GridStrip {
  readonly from: readonly [number, number, number];
  readonly count: readonly [number, number, number];
}

/** A grid cut into layers of consecutive blocks, and each layer into strips, by the shape of a tile alone. */
export class GridCut {
  readonly blocks: number;
  /** Consecutive parts of the grid; the last may be smaller. */
  readonly layers: number;
  readonly layerBlocks: number;
  readonly stripsInLayer: number;
  readonly #count: readonly [number, number, number];
  readonly #width: readonly [number, number, number];
  /** Blocks of a strip along x, and strips one behind the other. */
  readonly #along: number;
  readonly #pieces: number;

  /** @throws {RangeError} as `blockCount` does */
  constructor(grid: RegularGrid, width: readonly [number, number, number], stripBlocks: number) {
    this.blocks = blockCount(grid);
    const [nx, ny, nz] = grid.count;
    const [wx, wy, wz] = width;
    this.#count = grid.count;
    this.#width = width;
    this.#along = wx * Math.max(1, Math.floor(stripBlocks / (wx * wy * wz)));
    this.#pieces = Math.ceil(nx / this.#along);
    const lines = Math.ceil(ny / wy);
    const isFlat = nz === 1;
    this.stripsInLayer = isFlat ? this.#pieces : this.#pieces * lines;
    this.layers = isFlat ? lines : Math.ceil(nz / wz);
    this.layerBlocks = isFlat ? nx * wy : nx * ny * wz;
  }

  strip(layer: number, strip: number): GridStrip {
    const [nx, ny, nz] = this.#count;
    const [, wy, wz] = this.#width;
    const isFlat = nz === 1;
    const line = isFlat ? layer : Math.floor(strip / this.#pieces);
    const [i, j, k] = [(strip % this.#pieces) * this.#along, line * wy, isFlat ? 0 : layer * wz];
    return { from: [i, j, k], count: [Math.min(this.#along, nx - i), Math.min(wy, ny - j), Math.min(wz, nz - k)] };
  }
}
