import { backSubstitute, choleskyInPlace } from "../numerics/cholesky.ts";
import { SingularMatrixError } from "../numerics/solveLinear.ts";
import type { ReceiveRealisation, SimulationEngine, SimulationPlan } from "./simulationPlan.ts";

/** The refusal of both engines. @param node the node whose neighbours follow from each other */
export function dependentNeighbours(node: number): SingularMatrixError {
  return new SingularMatrixError(
    `simulation: neighbours of node ${node} follow from each other under this model; add a nugget or condition on fewer nodes`,
    node,
    [`node ${node}`],
  );
}

/** Weights of one path: node i of it has the entries start[i] … start[i + 1] − 1. */
export interface PathWeights {
  readonly path: Int32Array;
  readonly start: Float64Array;
  readonly near: Int32Array;
  readonly weight: Float64Array;
  readonly deviation: Float64Array;
}

/** Sequential simulation in plain TypeScript: for hosts without WebAssembly, for searches too wide for its memory, and as its oracle. */
export class ScalarSimulation implements SimulationEngine {
  readonly #plan: SimulationPlan;
  readonly #isOnePath: boolean;
  readonly #stride: number;
  readonly #rows: Float64Array;
  readonly #near: Int32Array;
  readonly #step: Int32Array;
  readonly #informed: Uint8Array;
  #shared: PathWeights | null = null;

  constructor(plan: SimulationPlan, isOnePath: boolean) {
    this.#plan = plan;
    this.#isOnePath = isOnePath;
    const { maxSamples } = plan;
    this.#stride = ((maxSamples + 7) >> 3) * 8;
    this.#rows = new Float64Array((maxSamples + 2) * this.#stride);
    this.#near = new Int32Array(maxSamples);
    this.#step = new Int32Array(3 * maxSamples);
    this.#informed = new Uint8Array(plan.nodes);
  }

  run(first: number, count: number, receive: ReceiveRealisation): void {
    const field = new Float64Array(this.#plan.nodes);
    for (let k = first; k < first + count; k++) {
      this.#plan.draws.fill(k, field);
      if (this.#isOnePath) this.#applyShared(field);
      else this.#simulate(this.#plan.draws.path(`${k}`), field);
      receive(k, field);
    }
  }

  /** @param field draws at the nodes of the path, data elsewhere */
  #simulate(path: Int32Array, field: Float64Array): void {
    this.#markData();
    const rows = this.#rows;
    for (const node of path) {
      const n = this.#neighbours(node);
      const side = n * this.#stride;
      const known = side + this.#stride;
      for (let a = 0; a < n; a++) rows[known + a] = field[this.#near[a]];
      const explained = this.#factor(node, n, n + 2);
      let mean = 0;
      for (let a = 0; a < n; a++) mean += rows[side + a] * rows[known + a];
      field[node] = mean + Math.sqrt(Math.max(0, this.#plan.sill - explained)) * field[node];
      this.#informed[node] = 1;
    }
  }

  #applyShared(field: Float64Array): void {
    this.#shared ??= this.#findWeights();
    const { path, start, near, weight, deviation } = this.#shared;
    for (let i = 0; i < path.length; i++) {
      let value = deviation[i] * field[path[i]];
      for (let a = start[i]; a < start[i + 1]; a++) value += weight[a] * field[near[a]];
      field[path[i]] = value;
    }
  }

  #findWeights(): PathWeights {
    const { draws, maxSamples, sill } = this.#plan;
    const path = draws.path("one");
    const most = path.length * maxSamples;
    if (most > 400_000_000)
      throw new RangeError(`simulation: ${most} weights for one path, limit 400000000; use fewer nodes or a path each`);
    const found = {
      path,
      start: new Float64Array(path.length + 1),
      near: new Int32Array(most),
      weight: new Float64Array(most),
      deviation: new Float64Array(path.length),
    };
    this.#markData();
    let filled = 0;
    for (let i = 0; i < path.length; i++) {
      const n = this.#neighbours(path[i]);
      found.deviation[i] = Math.sqrt(Math.max(0, sill - this.#factor(path[i], n, n + 1)));
      const weights = found.weight.subarray(filled, filled + n);
      weights.set(this.#rows.subarray(n * this.#stride, n * this.#stride + n));
      backSubstitute(this.#rows, this.#stride, n, weights);
      found.near.set(this.#near.subarray(0, n), filled);
      filled += n;
      found.start[i + 1] = filled;
      this.#informed[path[i]] = 1;
    }
    return found;
  }

  #markData(): void {
    const { conditioned } = this.#plan;
    for (let node = 0; node < conditioned.length; node++)
      this.#informed[node] = Number.isNaN(conditioned[node]) ? 0 : 1;
  }

  /** Informed nodes around a node, the most correlated first. */
  #neighbours(node: number): number {
    const [nx, ny, nz] = this.#plan.grid.count;
    const x = node % nx;
    const y = ((node - x) / nx) % ny;
    const z = (node - x - nx * y) / (nx * ny);
    const { steps, count } = this.#plan.offsets;
    const most = this.#near.length;
    let n = 0;
    for (let s = 0, k = 0; s < count; s++, k += 3) {
      const i = x + steps[k];
      if (i < 0 || i >= nx) continue;
      const j = y + steps[k + 1];
      if (j < 0 || j >= ny) continue;
      const l = z + steps[k + 2];
      if (l < 0 || l >= nz) continue;
      const at = i + nx * (j + ny * l);
      if (this.#informed[at] === 0) continue;
      this.#near[n] = at;
      this.#step[3 * n] = steps[k];
      this.#step[3 * n + 1] = steps[k + 1];
      this.#step[3 * n + 2] = steps[k + 2];
      if (++n === most) break;
    }
    return n;
  }

  /** Factors the system of n neighbours and carries the rows behind it along; @returns the variance they explain. */
  #factor(node: number, n: number, total: number): number {
    const rows = this.#rows;
    const stride = this.#stride;
    const step = this.#step;
    const { offsets, sill } = this.#plan;
    const side = n * stride;
    for (let a = 0; a < n; a++) {
      const row = a * stride;
      const x = step[3 * a];
      const y = step[3 * a + 1];
      const z = step[3 * a + 2];
      for (let b = 0; b < a; b++)
        rows[row + b] = offsets.covariance(x - step[3 * b], y - step[3 * b + 1], z - step[3 * b + 2]);
      rows[row + a] = sill;
      rows[side + a] = offsets.covariance(x, y, z);
    }
    if (choleskyInPlace(rows, stride, n, total) >= 0) throw dependentNeighbours(node);
    let explained = 0;
    for (let a = 0; a < n; a++) explained += rows[side + a] * rows[side + a];
    return explained;
  }
}
