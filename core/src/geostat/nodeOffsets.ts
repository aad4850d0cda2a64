import { covariance, type PreparedModel } from "./covarianceModel.ts";
import { ellipsoidTransform } from "./ellipsoid.ts";
import type { SearchSpec } from "./neighbourSearch.ts";
import type { RegularGrid } from "./regularGrid.ts";

/** Most covariances kept: 128 MB. */
const mostTableEntries = 16_000_000;
const mostOffsets = 2_000_000;

/**
 * Steps from a grid node to those around it inside the search ellipsoid, the most correlated first (ties: the nearer, then the order
 * of the grid), and the covariances of all steps between two of them, so that a simulation looks covariances up.
 *
 * Nodes stand on a lattice with margins: node (i, j, k) has the number i + strideY j + strideZ k, strides wide enough that a step is one
 * number to add, that no step of the search meets a node of another row, and that the difference of two numbers tells the step.
 * @see Deutsch and Journel (1998), GSLIB, section V.1.5 (spiral search, covariance table)
 */
export class NodeOffsets {
  /** Steps along x, y, z, three numbers each. */
  readonly steps: Int32Array;
  readonly count: number;
  readonly strideY: number;
  readonly strideZ: number;
  /** What each step adds to the number of a node. */
  readonly lattice: Int32Array;
  /** Numbers that a search meets before the first node and from it on. */
  readonly before: number;
  readonly span: number;
  /** Covariance of a step that adds h to the number of a node at `zero` + h; null where there would be too many. */
  readonly table: Float64Array | null;
  readonly zero: number;
  readonly #model: PreparedModel;
  readonly #grid: RegularGrid;

  constructor(model: PreparedModel, grid: RegularGrid, search: SearchSpec) {
    this.#model = model;
    this.#grid = grid;
    this.steps = this.#sortedSteps(search);
    this.count = this.steps.length / 3;
    const most = [0, 0, 0];
    for (let k = 0; k < this.steps.length; k++) most[k % 3] = Math.max(most[k % 3], Math.abs(this.steps[k]));
    const [rx, ry, rz] = most;
    const [nx, ny, nz] = grid.count;
    // Two neighbours are at most twice the reach apart, and no farther than the grid is long.
    const [tx, ty, tz] = most.map((reach, a) => Math.min(grid.count[a] - 1, 2 * reach));
    this.strideY = Math.max(nx + rx, 2 * tx + 1);
    this.strideZ = this.strideY * Math.max(ny + ry, 2 * ty + 1);
    this.before = rx + this.strideY * ry + this.strideZ * rz;
    this.span = this.numberOf(nx - 1, ny - 1, nz - 1) + this.before + 1;
    this.lattice = new Int32Array(this.count);
    for (let s = 0, k = 0; s < this.count; s++, k += 3)
      this.lattice[s] = this.numberOf(this.steps[k], this.steps[k + 1], this.steps[k + 2]);
    this.zero = this.numberOf(tx, ty, tz);
    this.table = 2 * this.zero + 1 <= mostTableEntries ? this.#tabulate(tx, ty, tz) : null;
  }

  /** Number of a node, or what a step adds to it. */
  numberOf(i: number, j: number, k: number): number {
    return i + this.strideY * j + this.strideZ * k;
  }

  /** Covariance over a step of nodes; each number at most twice the reach of the search. */
  covariance(dx: number, dy: number, dz: number): number {
    if (this.table === null) return this.#direct(dx, dy, dz);
    return this.table[this.zero + this.numberOf(dx, dy, dz)];
  }

  #direct(dx: number, dy: number, dz: number): number {
    const [sx, sy, sz] = this.#grid.sizeM;
    return covariance(this.#model, dx * sx, dy * sy, dz * sz);
  }

  #tabulate(tx: number, ty: number, tz: number): Float64Array {
    const table = new Float64Array(2 * this.zero + 1);
    for (let dz = 0; dz <= tz; dz++)
      for (let dy = dz === 0 ? 0 : -ty; dy <= ty; dy++)
        for (let dx = -tx; dx <= tx; dx++) {
          const h = this.numberOf(dx, dy, dz);
          table[this.zero + h] = table[this.zero - h] = this.#direct(dx, dy, dz);
        }
    return table;
  }

  #sortedSteps(search: SearchSpec): Int32Array {
    const found = insideEllipsoid(this.#grid, search);
    const correlated = new Float64Array(found.count);
    for (let s = 0; s < found.count; s++)
      correlated[s] = this.#direct(found.steps[3 * s], found.steps[3 * s + 1], found.steps[3 * s + 2]);
    const { d2 } = found;
    const order = Int32Array.from({ length: found.count }, (_, s) => s);
    order.sort((a, b) => correlated[b] - correlated[a] || d2[a] - d2[b] || a - b);
    const sorted = new Int32Array(3 * found.count);
    for (let s = 0; s < order.length; s++)
      for (let a = 0; a < 3; a++) sorted[3 * s + a] = found.steps[3 * order[s] + a];
    return sorted;
  }
}

interface FoundSteps {
  readonly count: number;
  readonly steps: readonly number[];
  readonly d2: readonly number[];
}

function insideEllipsoid({ sizeM, count }: RegularGrid, search: SearchSpec): FoundSteps {
  const [r0, r1, r2] = search.radiiM;
  const longest = Math.max(r0, r1, r2);
  const window = sizeM.map((size, a) => Math.min(count[a] - 1, Math.floor(longest / size)));
  const m = ellipsoidTransform(search.anglesDeg ?? [0, 0, 0], [1, r1 / r0, r2 / r0]);
  const steps: number[] = [];
  const distances: number[] = [];
  for (let dz = -window[2]; dz <= window[2]; dz++)
    for (let dy = -window[1]; dy <= window[1]; dy++)
      for (let dx = -window[0]; dx <= window[0]; dx++) {
        if (dx === 0 && dy === 0 && dz === 0) continue;
        let d2 = 0;
        for (let k = 0; k < 9; k += 3) {
          const c = m[k] * dx * sizeM[0] + m[k + 1] * dy * sizeM[1] + m[k + 2] * dz * sizeM[2];
          d2 += c * c;
        }
        if (d2 > r0 * r0) continue;
        steps.push(dx, dy, dz);
        distances.push(d2);
      }
  if (distances.length > mostOffsets)
    throw new RangeError(
      `simulation: ${distances.length} nodes within the search, limit ${mostOffsets}; shorten the radii`,
    );
  return { count: distances.length, steps, d2: distances };
}
