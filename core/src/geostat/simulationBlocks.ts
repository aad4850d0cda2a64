import { choleskyInPlace } from "../numerics/cholesky.ts";
import { fillNormal } from "../numerics/drawStream.ts";
import { SingularMatrixError } from "../numerics/solveLinear.ts";
import { type BlockPattern, blockPattern } from "./blockPattern.ts";
import { type CovarianceModel, prepareModel } from "./covarianceModel.ts";
import { NeighbourSearch, type SearchSpec } from "./neighbourSearch.ts";
import { NodeOffsets } from "./nodeOffsets.ts";
import { blockCount, type RegularGrid } from "./regularGrid.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";
import { BlockCovariance } from "./simulationBlockCovariance.ts";
import { SimulationPaths } from "./simulationPath.ts";
import type { ReceiveRealisation } from "./simulationPlan.ts";

export interface BlockSimulationSpec {
  /** Model of the normal scores of points. */
  readonly model: CovarianceModel;
  /** Grid of blocks: centres and sizes. */
  readonly grid: RegularGrid;
  /** Points along x, y and z of a block, centres of equal cells; 1 to 256 in all. */
  readonly points: readonly [number, number, number];
  /** `maxSamples` data, and as many blocks as `maxBlocks` (default the same). */
  readonly search: SearchSpec;
  readonly maxBlocks?: number;
  readonly seed: number;
  /** Value of a normal score, e.g. by `backTransform`; a block is the mean of the values of its points. Default: the score. */
  readonly toValue?: (score: number) => number;
  readonly coarseGrids?: number;
}

/** Realisations that share a path, and so their weights. */
const batch = 16;

/**
 * Direct simulation of block values. Along a random path the scores of a block's points are drawn together, given data and the mean
 * scores of blocks already drawn; each is turned into a value, and only their mean is kept: the points are never stored. The mean score,
 * which is normal and linear in the points, conditions later blocks. Realisation k depends on seed and k alone; realisations 16b to
 * 16b + 15 share a path.
 * @see Godoy (2003), The effective management of geological risk in long-term production scheduling of open pit mines, PhD thesis,
 *   University of Queensland; Boucher and Dimitrakopoulos (2009), Mathematical Geosciences 41, 215-237
 */
export class BlockSimulation {
  readonly nodes: number;
  readonly #data: SampleSet;
  readonly #spec: BlockSimulationSpec;
  readonly #pattern: BlockPattern;
  readonly #offsets: NodeOffsets;
  readonly #covariance: BlockCovariance;
  readonly #search: NeighbourSearch | null;
  readonly #paths: SimulationPaths;
  readonly #mostBlocks: number;
  readonly #sill: number;

  /**
   * @param data normal scores at their positions, which need not lie in the grid
   * @throws {RangeError} data, grid, model, points or search not usable
   */
  constructor(data: SampleSet, spec: BlockSimulationSpec) {
    checkSamples(data);
    const { grid, points, search, maxBlocks = search.maxSamples, coarseGrids = 3 } = spec;
    this.nodes = blockCount(grid);
    const model = prepareModel(spec.model);
    if (!model.isBounded) throw new RangeError("block simulation: a power model has no covariance; use a sill");
    const most = search.maxSamples + maxBlocks;
    if (!(Number.isInteger(most) && search.maxSamples >= 0 && maxBlocks >= 1 && most <= 400))
      throw new RangeError(`block simulation: samples and blocks must be whole, at most 400 together, got ${most}`);
    this.#pattern = blockPattern({ sizeM: grid.sizeM, points, rule: "regular" });
    if (this.#pattern.weights.length > 256)
      throw new RangeError(`block simulation: ${points.join(" x ")} points in a block, limit 256; use fewer`);
    this.#data = data;
    this.#spec = spec;
    this.#mostBlocks = maxBlocks;
    this.#sill = model.totalSill;
    this.#offsets = new NodeOffsets(model, grid, search);
    this.#covariance = new BlockCovariance(model, grid, this.#pattern, this.#offsets, data.xyzM, this.nodes);
    this.#search = data.values.length === 0 ? null : new NeighbourSearch(data.xyzM, search, data.holes ?? null, null);
    this.#paths = new SimulationPaths(grid, coarseGrids);
  }

  /**
   * Realisations `first` to `first + count − 1`, handed over one by one; see `SequentialGaussian.simulateEach`.
   * @throws {SingularMatrixError} two data share a position, or the model is not permissible
   */
  simulateEach(first: number, count: number, receive: ReceiveRealisation): void {
    const end = first + count;
    for (let from = Math.floor(first / batch) * batch; from < end; from += batch) {
      const fields = this.#drawBatch(from);
      for (let k = Math.max(first, from); k < Math.min(end, from + batch); k++) receive(k, fields[k - from]);
    }
  }

  #drawBatch(from: number): Float64Array[] {
    const { seed } = this.#spec;
    const names = Array.from({ length: batch }, (_, r) => `geostat.blocks.${from + r}`);
    const fields = names.map(() => new Float64Array(this.nodes));
    const scores = new Float64Array(batch * this.nodes);
    const isDone = new Uint8Array(this.nodes);
    for (const block of this.#paths.path(seed, `blocks.${from / batch}`)) {
      this.#drawBlock(block, scores, isDone, names, fields);
      isDone[block] = 1;
    }
    return fields;
  }

  #drawBlock(
    block: number,
    scores: Float64Array,
    isDone: Uint8Array,
    names: readonly string[],
    fields: readonly Float64Array[],
  ): void {
    const n = this.#pattern.weights.length;
    const near = this.#neighbours(block, isDone);
    const { rows, stride, count } = this.#system(block, near, scores);
    const spread = this.#spread(rows, stride, count);
    const draws = new Float64Array(Math.ceil(n / 4) * 4);
    const { toValue } = this.#spec;
    for (let r = 0; r < batch; r++) {
      const known = (count + n + r) * stride;
      fillNormal(draws, this.#spec.seed, names[r], block * draws.length);
      let score = 0;
      let value = 0;
      for (let p = 0; p < n; p++) {
        const side = (count + p) * stride;
        let point = 0;
        for (let a = 0; a < count; a++) point += rows[side + a] * rows[known + a];
        for (let q = 0; q <= p; q++) point += spread[p * n + q] * draws[q];
        score += point * this.#pattern.weights[p];
        value += (toValue === undefined ? point : toValue(point)) * this.#pattern.weights[p];
      }
      scores[block * batch + r] = score;
      fields[r][block] = value;
    }
  }

  #place(block: number): [number, number, number] {
    const [nx, ny] = this.#spec.grid.count;
    const i = block % nx;
    const j = ((block - i) / nx) % ny;
    return [i, j, (block - i - nx * j) / (nx * ny)];
  }

  #centre(place: readonly number[]): number[] {
    const { firstCentreM, sizeM } = this.#spec.grid;
    return place.map((at, a) => firstCentreM[a] + at * sizeM[a]);
  }

  #neighbours(block: number, isDone: Uint8Array): Neighbours {
    const [nx, ny, nz] = this.#spec.grid.count;
    const place = this.#place(block);
    const [x, y, z] = this.#centre(place);
    const samples = this.#search === null ? [] : Array.from(this.#search.found.subarray(0, this.#search.find(x, y, z)));
    const blocks: number[] = [];
    const steps: number[] = [];
    const { steps: all, count } = this.#offsets;
    for (let s = 0, k = 0; s < count && blocks.length < this.#mostBlocks; s++, k += 3) {
      const i = place[0] + all[k];
      const j = place[1] + all[k + 1];
      const l = place[2] + all[k + 2];
      if (i < 0 || i >= nx || j < 0 || j >= ny || l < 0 || l >= nz) continue;
      const at = i + nx * (j + ny * l);
      if (isDone[at] === 0) continue;
      blocks.push(at);
      steps.push(all[k], all[k + 1], all[k + 2]);
    }
    return { samples, blocks, steps };
  }

  /**
   * Factored system of the neighbours, and L⁻¹ times the covariances of each point and times the neighbours' scores in each realisation
   * behind it. A block that follows from the others (one point, on a sample) is left out.
   */
  #system(block: number, near: Neighbours, scores: Float64Array): FactoredSystem {
    const n = this.#pattern.weights.length;
    const cov = this.#covariance;
    const centre = this.#centre(this.#place(block));
    for (;;) {
      const { samples, blocks, steps } = near;
      const count = samples.length + blocks.length;
      const stride = Math.max(8, Math.ceil(count / 8) * 8);
      const rows = new Float64Array((count + n + batch) * stride);
      const centres = blocks.map((at) => this.#centre(this.#place(at)));
      for (let a = 0; a < samples.length; a++) {
        for (let b = 0; b <= a; b++) rows[a * stride + b] = cov.sampleWithSample(samples[a], samples[b]);
        for (let p = 0; p < n; p++) rows[(count + p) * stride + a] = cov.sampleWithPoint(samples[a], centre, p);
        for (let r = 0; r < batch; r++) rows[(count + n + r) * stride + a] = this.#data.values[samples[a]];
      }
      for (let a = 0; a < blocks.length; a++) {
        const column = samples.length + a;
        const row = column * stride;
        for (let b = 0; b < samples.length; b++) rows[row + b] = cov.sampleWithMean(samples[b], blocks[a], centres[a]);
        for (let b = 0; b <= a; b++)
          rows[row + samples.length + b] = cov.meanWithMean(
            steps[3 * a] - steps[3 * b],
            steps[3 * a + 1] - steps[3 * b + 1],
            steps[3 * a + 2] - steps[3 * b + 2],
          );
        for (let p = 0; p < n; p++)
          rows[(count + p) * stride + column] = cov.pointWithMean(steps[3 * a], steps[3 * a + 1], steps[3 * a + 2], p);
        for (let r = 0; r < batch; r++) rows[(count + n + r) * stride + column] = scores[blocks[a] * batch + r];
      }
      const failed = choleskyInPlace(rows, stride, count, count + n + batch);
      if (failed < 0) return { rows, stride, count };
      if (failed < samples.length) {
        const name = this.#data.names?.[samples[failed]] ?? `sample ${samples[failed] + 1}`;
        throw new SingularMatrixError(
          `block simulation: ${name} follows from its neighbours; average samples at one place, or add a nugget`,
          failed,
          [name],
        );
      }
      blocks.splice(failed - samples.length, 1);
      steps.splice(3 * (failed - samples.length), 3);
    }
  }

  /** Lower triangle L with L Lᵀ = covariance of the points given the neighbours; a point that follows from them has no spread. */
  #spread(rows: Float64Array, stride: number, count: number): Float64Array {
    const n = this.#pattern.weights.length;
    const l = new Float64Array(n * n);
    const { within } = this.#covariance;
    for (let p = 0; p < n; p++)
      for (let q = 0; q <= p; q++) {
        let c = within[p * n + q];
        const sideP = (count + p) * stride;
        const sideQ = (count + q) * stride;
        for (let a = 0; a < count; a++) c -= rows[sideP + a] * rows[sideQ + a];
        for (let k = 0; k < q; k++) c -= l[p * n + k] * l[q * n + k];
        if (p === q) l[p * n + p] = c > 1e-10 * this.#sill ? Math.sqrt(c) : 0;
        else l[p * n + q] = l[q * n + q] > 0 ? c / l[q * n + q] : 0;
      }
    return l;
  }
}

interface Neighbours {
  readonly samples: number[];
  readonly blocks: number[];
  /** Steps to the blocks, three numbers each. */
  readonly steps: number[];
}

interface FactoredSystem {
  readonly rows: Float64Array;
  readonly stride: number;
  readonly count: number;
}
