import { backSubstitute, choleskyInPlace } from "../numerics/cholesky.ts";
import { fillNormal } from "../numerics/drawStream.ts";
import { SingularMatrixError } from "../numerics/solveLinear.ts";
import { type CovarianceModel, prepareModel } from "./covarianceModel.ts";
import type { SearchSpec } from "./neighbourSearch.ts";
import { NodeOffsets } from "./nodeOffsets.ts";
import { blockCount, type RegularGrid } from "./regularGrid.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";
import { simulationPath } from "./simulationPath.ts";

export interface SimulationSpec {
  /** Model of the normal scores; its sills should sum to one. */
  readonly model: CovarianceModel;
  readonly grid: RegularGrid;
  /** Ellipsoid, and most informed nodes (data among them) that one node is conditioned on: `maxSamples`. */
  readonly search: SearchSpec;
  readonly seed: number;
  /** A path for each realisation (default), or one for all: many times faster, but realisations share the path's artefacts. */
  readonly path?: "each" | "one";
  /** Coarse grids simulated first; default 3. */
  readonly coarseGrids?: number;
}

/**
 * Sequential Gaussian simulation of a standard normal field on a grid, by simple kriging with mean 0 from data and nodes already
 * drawn. Data move to their nearest node; of several on one node the nearest counts; those outside do not.
 * Realisation k depends on seed and k alone: the same on any thread, in any order.
 * @see Deutsch and Journel (1998), GSLIB, section V.2.3, program sgsim; Journel and Alabert (1989)
 */
export class SequentialGaussian {
  readonly nodes: number;
  /** Node of each datum that conditions, −1 for one outside the grid or farther from its node than another. */
  readonly nodeOfDatum: Int32Array;
  readonly dataOutside: number;
  readonly dataSuperseded: number;
  readonly #spec: SimulationSpec;
  readonly #offsets: NodeOffsets;
  readonly #sill: number;
  readonly #conditioned: Float64Array;
  readonly #stride: number;
  readonly #rows: Float64Array;
  readonly #weights: Float64Array;
  readonly #near: Int32Array;
  readonly #step: Int32Array;
  readonly #draws: Float64Array;
  #shared: SharedPath | null = null;

  /**
   * @param data normal scores at their positions
   * @throws {RangeError} data, grid, model or search not usable
   */
  constructor(data: SampleSet, spec: SimulationSpec) {
    checkSamples(data);
    this.nodes = blockCount(spec.grid);
    const model = prepareModel(spec.model);
    if (!model.isBounded) throw new RangeError("simulation: a power model has no covariance; use a model with a sill");
    const { maxSamples } = spec.search;
    if (!(Number.isInteger(maxSamples) && maxSamples >= 1 && maxSamples <= 200))
      throw new RangeError(`simulation: maxSamples must be whole, 1 to 200, got ${maxSamples}`);
    if (spec.search.maxPerOctant !== undefined || spec.search.maxPerHole !== undefined)
      throw new RangeError("simulation: limits per octant or hole do not apply to nodes; leave them out");
    this.#spec = spec;
    this.#sill = model.totalSill;
    this.#offsets = new NodeOffsets(model, spec.grid, spec.search);
    const { values, nodeOfDatum, outside, superseded } = assignToNodes(data, spec.grid, this.nodes);
    this.#conditioned = values;
    this.nodeOfDatum = nodeOfDatum;
    this.dataOutside = outside;
    this.dataSuperseded = superseded;
    this.#stride = ((maxSamples + 7) >> 3) * 8;
    this.#rows = new Float64Array((maxSamples + 1) * this.#stride);
    this.#weights = new Float64Array(maxSamples);
    this.#near = new Int32Array(maxSamples);
    this.#step = new Int32Array(3 * maxSamples);
    this.#draws = new Float64Array(this.nodes);
  }

  /**
   * Writes realisation k.
   * @param target length = nodes of the grid
   * @throws {SingularMatrixError} the model is not permissible in three dimensions, or nodes follow from each other
   */
  simulate(k: number, target: Float64Array): void {
    if (target.length !== this.nodes)
      throw new RangeError(`simulation: ${this.nodes} nodes, target of ${target.length}`);
    if (!(Number.isInteger(k) && k >= 0)) throw new RangeError(`realisation must be a whole number from 0, got ${k}`);
    target.set(this.#conditioned);
    const { seed, grid, coarseGrids = 3, path = "each" } = this.#spec;
    fillNormal(this.#draws, seed, `geostat.simulation.${k}`);
    if (path === "one") return this.#simulateShared(target);
    const order = simulationPath(grid, coarseGrids, seed, `${k}`);
    for (let i = 0; i < order.length; i++) {
      const node = order[i];
      if (!Number.isNaN(target[node])) continue;
      const n = this.#neighbours(node, target);
      const deviation = this.#krige(n);
      let mean = 0;
      for (let a = 0; a < n; a++) mean += this.#weights[a] * target[this.#near[a]];
      target[node] = mean + deviation * this.#draws[node];
    }
  }

  /** Weights of one path, found once, applied to every realisation. */
  #simulateShared(target: Float64Array): void {
    const shared = this.#shared ?? this.#prepareShared();
    const { order, start, near, weight, deviation } = shared;
    for (let i = 0; i < order.length; i++) {
      let value = deviation[i] * this.#draws[order[i]];
      for (let a = start[i]; a < start[i + 1]; a++) value += weight[a] * target[near[a]];
      target[order[i]] = value;
    }
  }

  #prepareShared(): SharedPath {
    const { seed, grid, coarseGrids = 3, search } = this.#spec;
    const informed = Float64Array.from(this.#conditioned);
    const order = simulationPath(grid, coarseGrids, seed, "one").filter((node) => Number.isNaN(informed[node]));
    const most = order.length * search.maxSamples;
    if (most > 400_000_000)
      throw new RangeError(`simulation: ${most} weights for one path, limit 400000000; use fewer nodes or a path each`);
    const shared = {
      order,
      start: new Float64Array(order.length + 1),
      near: new Int32Array(most),
      weight: new Float64Array(most),
      deviation: new Float64Array(order.length),
    };
    let filled = 0;
    for (let i = 0; i < order.length; i++) {
      const n = this.#neighbours(order[i], informed);
      shared.deviation[i] = this.#krige(n);
      for (let a = 0; a < n; a++) {
        shared.near[filled] = this.#near[a];
        shared.weight[filled++] = this.#weights[a];
      }
      shared.start[i + 1] = filled;
      informed[order[i]] = 0;
    }
    this.#shared = shared;
    return shared;
  }

  /** Informed nodes around a node, the most correlated first. */
  #neighbours(node: number, values: Float64Array): number {
    const [nx, ny, nz] = this.#spec.grid.count;
    const x = node % nx;
    const y = ((node - x) / nx) % ny;
    const z = (node - x - nx * y) / (nx * ny);
    const { steps, count } = this.#offsets;
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
      const value = values[at];
      // NaN is the one number unequal to itself: not drawn yet.
      if (value !== value) continue;
      this.#near[n] = at;
      this.#step[3 * n] = steps[k];
      this.#step[3 * n + 1] = steps[k + 1];
      this.#step[3 * n + 2] = steps[k + 2];
      if (++n === most) break;
    }
    return n;
  }

  /** Simple kriging weights of the n nodes found; @returns the standard deviation. */
  #krige(n: number): number {
    const rows = this.#rows;
    const stride = this.#stride;
    const step = this.#step;
    const offsets = this.#offsets;
    for (let a = 0; a < n; a++) {
      const row = a * stride;
      const x = step[3 * a];
      const y = step[3 * a + 1];
      const z = step[3 * a + 2];
      for (let b = 0; b < a; b++)
        rows[row + b] = offsets.covariance(x - step[3 * b], y - step[3 * b + 1], z - step[3 * b + 2]);
      rows[row + a] = this.#sill;
      rows[n * stride + a] = offsets.covariance(x, y, z);
    }
    const failed = choleskyInPlace(rows, stride, n, n + 1);
    if (failed >= 0)
      throw new SingularMatrixError(
        `simulation: node ${this.#near[failed]} follows from its neighbours under this model; add a nugget or condition on fewer nodes`,
        failed,
        [`node ${this.#near[failed]}`],
      );
    let explained = 0;
    for (let a = 0; a < n; a++) {
      const y = rows[n * stride + a];
      explained += y * y;
      this.#weights[a] = y;
    }
    backSubstitute(rows, stride, n, this.#weights);
    return Math.sqrt(Math.max(0, this.#sill - explained));
  }
}

interface SharedPath {
  readonly order: Int32Array;
  readonly start: Float64Array;
  readonly near: Int32Array;
  readonly weight: Float64Array;
  readonly deviation: Float64Array;
}

function assignToNodes(
  { xyzM, values }: SampleSet,
  { count, firstCentreM, sizeM }: RegularGrid,
  nodes: number,
): { values: Float64Array; nodeOfDatum: Int32Array; outside: number; superseded: number } {
  const held = new Float64Array(nodes).fill(Number.NaN);
  const nodeOfDatum = new Int32Array(values.length).fill(-1);
  const holder = new Map<number, { datum: number; d2: number }>();
  let outside = 0;
  let superseded = 0;
  for (let d = 0; d < values.length; d++) {
    let d2 = 0;
    const at = [0, 1, 2].map((a) => {
      const step = Math.floor((xyzM[3 * d + a] - firstCentreM[a]) / sizeM[a] + 0.5);
      d2 += (xyzM[3 * d + a] - firstCentreM[a] - step * sizeM[a]) ** 2;
      return step;
    });
    if (at.some((step, a) => step < 0 || step >= count[a])) {
      outside++;
      continue;
    }
    const node = at[0] + count[0] * (at[1] + count[1] * at[2]);
    const other = holder.get(node);
    if (other !== undefined) superseded++;
    if (other !== undefined && other.d2 <= d2) continue;
    if (other !== undefined) nodeOfDatum[other.datum] = -1;
    holder.set(node, { datum: d, d2 });
    nodeOfDatum[d] = node;
    held[node] = values[d];
  }
  return { values: held, nodeOfDatum, outside, superseded };
}
