import { fillUniform } from "../numerics/drawStream.ts";
import type { RegularGrid } from "./regularGrid.ts";

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
  const [nx, ny, nz] = grid.count;
  const total = nx * ny * nz;
  const draws = new Float64Array(total);
  fillUniform(draws, seed, `geostat.path.${name}`);
  // Level, draw and node in one exact integer below 2^53, so that sorting numbers sorts the path. Draws have 32 bits.
  let nodeSpan = 1;
  while (nodeSpan < total) nodeSpan *= 2;
  const drawSpan = Math.min(2 ** 32, 2 ** 49 / nodeSpan);
  const keys = new Float64Array(total);
  for (let k = 0, node = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, node++)
        keys[node] =
          (levelOf(i, j, k, levels, grid.count) * drawSpan + Math.floor(draws[node] * drawSpan)) * nodeSpan + node;
  keys.sort();
  return Int32Array.from(keys, (key) => key % nodeSpan);
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
