import { fillUniform } from "../numerics/drawStream.ts";
import { blockCount, type RegularGrid } from "./regularGrid.ts";

/**
 * Order in which the nodes of a grid are simulated: at random, but every node of a coarse grid before the finer ones. Grid of level k
 * takes every (4k)th node along an axis, from the highest level down, then the rest (GSLIB). The draw of a node
 * depends on (seed, name, node) alone.
 *
 * @param levels number of coarse grids, 0 for none
 * @param name of the path, e.g. with the number of the realisation
 * @see Tran (1994), Improving variogram reproduction on dense simulation grids, Computers & Geosciences 20, 1161-1168
 */
export function simulationPath(grid: RegularGrid, levels: number, seed: number, name: string): Int32Array {
  return new SimulationPaths(grid, levels).path(seed, name);
}

/** Paths over one grid, in storage that is used again: each call overwrites the path of the one before. */
export class SimulationPaths {
  readonly #level: Int32Array;
  readonly #draws: Float64Array;
  readonly #words: Int32Array;
  #path: Int32Array;
  #other: Int32Array;

  constructor(grid: RegularGrid, levels: number) {
    const total = blockCount(grid);
    this.#level = new Int32Array(total);
    this.#draws = new Float64Array(total);
    this.#words = new Int32Array(total);
    this.#path = new Int32Array(total);
    this.#other = new Int32Array(total);
    const [nx, ny, nz] = grid.count;
    for (let k = 0, node = 0; k < nz; k++)
      for (let j = 0; j < ny; j++)
        for (let i = 0; i < nx; i++, node++) this.#level[node] = levelOf(i, j, k, levels, grid.count);
  }

  /** Sorted by level, then draw, then node: the digits of the draw from the lowest up, then the level, each sort stable. */
  path(seed: number, name: string): Int32Array {
    fillUniform(this.#draws, seed, `geostat.path.${name}`);
    const draws = this.#draws;
    const words = this.#words;
    const path = this.#path;
    // 31 bits: a signed integer is what the processor makes of a double in one step.
    for (let node = 0; node < words.length; node++) {
      words[node] = draws[node] * 2 ** 31;
      path[node] = node;
    }
    this.#sortBy(this.#words, 0, 2047);
    this.#sortBy(this.#words, 11, 2047);
    this.#sortBy(this.#words, 22, 1023);
    this.#sortBy(this.#level, 0, 31);
    return this.#path;
  }

  #sortBy(keys: Int32Array, shift: number, mask: number): void {
    const from = this.#path;
    const to = this.#other;
    const place = new Int32Array(mask + 2);
    for (let node = 0; node < keys.length; node++) place[((keys[node] >>> shift) & mask) + 1]++;
    for (let d = 0; d <= mask; d++) place[d + 1] += place[d];
    for (let i = 0; i < from.length; i++) {
      const node = from[i];
      to[place[(keys[node] >>> shift) & mask]++] = node;
    }
    this.#path = to;
    this.#other = from;
  }
}

/** 0 for the coarsest grid. An axis of one node puts no condition. */
function levelOf(i: number, j: number, k: number, levels: number, count: readonly [number, number, number]): number {
  for (let level = levels; level >= 1; level--) {
    const step = 4 * level;
    const offset = step - 1;
    const isOn = (at: number, n: number) => n < step || at % step === offset;
    if (isOn(i, count[0]) && isOn(j, count[1]) && isOn(k, count[2])) return levels - level;
  }
  return levels;
}
