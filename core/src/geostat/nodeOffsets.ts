import { covariance, type PreparedModel } from "./covarianceModel.ts";
import { ellipsoidTransform } from "./ellipsoid.ts";
import type { SearchSpec } from "./neighbourSearch.ts";
import type { RegularGrid } from "./regularGrid.ts";

const mostTableEntries = 4_000_000;

/**
 * Steps from a grid node to those around it inside the search ellipsoid, the most correlated first (ties: the nearer, then the order
 * of the grid), and the covariances of all steps between two of them, so that a simulation looks covariances up.
 * @see Deutsch and Journel (1998), GSLIB, section V.1.5 (spiral search, covariance table)
 */
export class NodeOffsets {
  /** Steps along x, y, z, three numbers each. */
  readonly steps: Int32Array;
  readonly count: number;
  readonly #model: PreparedModel;
  readonly #grid: RegularGrid;
  readonly #table: Float64Array | null;
  readonly #reach: readonly [number, number, number];
  /** Place of step 0 in the table, and what a step along y or z adds. */
  readonly #origin: number;
  readonly #strideY: number;
  readonly #strideZ: number;

  constructor(model: PreparedModel, grid: RegularGrid, search: SearchSpec) {
    this.#model = model;
    this.#grid = grid;
    const [r0] = search.radiiM;
    const longest = Math.max(...search.radiiM);
    const window = grid.sizeM.map((size, a) => Math.min(grid.count[a] - 1, Math.floor(longest / size)));
    const found = insideEllipsoid(grid, search, window, r0);
    found.sort((a, b) => this.#direct(b) - this.#direct(a) || a.d2 - b.d2 || a.i - b.i);
    this.count = found.length;
    this.steps = Int32Array.from(found.flatMap(({ dx, dy, dz }) => [dx, dy, dz]));
    const most = [0, 0, 0];
    for (let k = 0; k < this.steps.length; k++) most[k % 3] = Math.max(most[k % 3], Math.abs(this.steps[k]));
    this.#reach = [2 * most[0], 2 * most[1], 2 * most[2]];
    const sides = this.#reach.map((reach) => 2 * reach + 1);
    this.#strideY = sides[0];
    this.#strideZ = sides[0] * sides[1];
    this.#origin = this.#reach[0] + this.#strideY * this.#reach[1] + this.#strideZ * this.#reach[2];
    this.#table = sides[0] * sides[1] * sides[2] <= mostTableEntries ? this.#tabulate() : null;
  }

  #direct({ dx, dy, dz }: { dx: number; dy: number; dz: number }): number {
    const [sx, sy, sz] = this.#grid.sizeM;
    return covariance(this.#model, dx * sx, dy * sy, dz * sz);
  }

  #tabulate(): Float64Array {
    const [rx, ry, rz] = this.#reach;
    const table = new Float64Array((2 * rx + 1) * (2 * ry + 1) * (2 * rz + 1));
    let at = 0;
    for (let dz = -rz; dz <= rz; dz++)
      for (let dy = -ry; dy <= ry; dy++) for (let dx = -rx; dx <= rx; dx++) table[at++] = this.#direct({ dx, dy, dz });
    return table;
  }

  /** Covariance over a step of nodes; each number at most twice the reach of the search. */
  covariance(dx: number, dy: number, dz: number): number {
    if (this.#table === null) return this.#direct({ dx, dy, dz });
    return this.#table[this.#origin + dx + this.#strideY * dy + this.#strideZ * dz];
  }
}

interface Step {
  readonly dx: number;
  readonly dy: number;
  readonly dz: number;
  readonly d2: number;
  readonly i: number;
}

function insideEllipsoid(grid: RegularGrid, search: SearchSpec, window: readonly number[], r0: number): Step[] {
  const m = ellipsoidTransform(search.anglesDeg ?? [0, 0, 0], [1, search.radiiM[1] / r0, search.radiiM[2] / r0]);
  const steps: Step[] = [];
  let i = 0;
  for (let dz = -window[2]; dz <= window[2]; dz++)
    for (let dy = -window[1]; dy <= window[1]; dy++)
      for (let dx = -window[0]; dx <= window[0]; dx++) {
        i++;
        if (dx === 0 && dy === 0 && dz === 0) continue;
        let d2 = 0;
        for (let k = 0; k < 9; k += 3) {
          const c = m[k] * dx * grid.sizeM[0] + m[k + 1] * dy * grid.sizeM[1] + m[k + 2] * dz * grid.sizeM[2];
          d2 += c * c;
        }
        if (d2 <= r0 * r0) steps.push({ dx, dy, dz, d2, i });
      }
  if (steps.length > 2_000_000)
    throw new RangeError(`simulation: ${steps.length} nodes within the search, limit 2000000; shorten the radii`);
  return steps;
}
