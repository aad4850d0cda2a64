import { fillNormal } from "../numerics/drawStream.ts";
import { type CovarianceModel, type PreparedModel, prepareModel } from "./covarianceModel.ts";
import { krige, type WeightTable } from "./kriging.ts";
import type { SearchSpec } from "./neighbourSearch.ts";
import { blockCentres, blockCount, type RegularGrid } from "./regularGrid.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";
import type { ReceiveRealisation } from "./simulationPlan.ts";
import { checkWaves, drawWaves, segmentSign, type WaveSet } from "./simulationWaves.ts";

export interface TurningBandsSpec {
  /** Spherical, exponential, Gaussian, Matern, sine hole effect and nugget. */
  readonly model: CovarianceModel;
  readonly grid: RegularGrid;
  /** Samples for the kriging of residuals; absent, all of them (at most 5,000). */
  readonly search?: SearchSpec;
  readonly seed: number;
  /** Lines or waves a structure; default 1,000. */
  readonly bands?: number;
}

/**
 * Simulation of a standard normal field by turning bands (spherical structures) and continuous spectral waves (the others), made to
 * honour the data by kriging of residuals: Z(x) = Zₛ(x) + Σ λₐ(x) (zₐ − Zₛ(xₐ)), λ of simple kriging with mean 0. The unconditional
 * covariance is the model's at every distance, without a search or path; the field is a sum of `bands` terms, so it is normal as far as
 * that goes. Data stay at their places: nothing moves to nodes. Realisation k depends on seed and k alone.
 * @see Journel (1974), Economic Geology 69, 673-687; Emery and Lantuéjoul (2006), Computers & Geosciences 32, 1615-1628
 */
export class TurningBands {
  readonly nodes: number;
  readonly #data: SampleSet;
  readonly #spec: TurningBandsSpec;
  readonly #model: PreparedModel;
  readonly #weights: WeightTable | null;
  /** Node at the place of each datum, −1 where there is none: they share the nugget. */
  readonly #nodeOfDatum: Int32Array;
  readonly #bands: number;

  /**
   * @param data normal scores at their positions; none for an unconditional field
   * @throws {RangeError} data, grid, model or search not usable
   * @throws {SingularMatrixError} two data share a position
   */
  constructor(data: SampleSet, spec: TurningBandsSpec) {
    checkSamples(data);
    this.nodes = blockCount(spec.grid);
    this.#data = data;
    this.#spec = spec;
    this.#model = prepareModel(spec.model);
    this.#bands = spec.bands ?? 1000;
    if (!this.#model.isBounded) throw new RangeError("turning bands: a power model has no covariance; use a sill");
    if (!(Number.isInteger(this.#bands) && this.#bands >= 10 && this.#bands <= 100_000))
      throw new RangeError(`turning bands: bands must be whole, 10 to 100000, got ${spec.bands}`);
    checkWaves(this.#model);
    const { grid, model, search } = spec;
    const kriging = { model, knownMean: 0, ...(search === undefined ? {} : { search }) };
    const targets = data.values.length === 0 ? null : { xyzM: blockCentres(grid) };
    this.#weights = targets === null ? null : krige(data, targets, kriging, { withWeights: true }).weights;
    this.#nodeOfDatum = nodesAt(data.xyzM, grid);
  }

  /** Realisations `first` to `first + count − 1`, handed over one by one; see `SequentialGaussian.simulateEach`. */
  simulateEach(first: number, count: number, receive: ReceiveRealisation): void {
    const field = new Float64Array(this.nodes);
    const residual = new Float64Array(this.#data.values.length);
    for (let k = first; k < first + count; k++) {
      this.#unconditional(k, field, residual);
      for (let d = 0; d < residual.length; d++) residual[d] = this.#data.values[d] - residual[d];
      if (this.#weights !== null) addKriged(field, this.#weights, residual);
      receive(k, field);
    }
  }

  /** The same waves at the nodes and at the data. */
  #unconditional(k: number, field: Float64Array, atData: Float64Array): void {
    const { seed, grid } = this.#spec;
    fillNormal(field, seed, `geostat.bands.${k}.nugget`);
    fillNormal(atData, seed, `geostat.bands.${k}.nugget.data`);
    const root = Math.sqrt(this.#model.nugget);
    for (let d = 0; d < atData.length; d++) {
      const node = this.#nodeOfDatum[d];
      atData[d] = root * (node < 0 ? atData[d] : field[node]);
    }
    for (let node = 0; node < field.length; node++) field[node] *= root;
    for (let s = 0; s < this.#model.count; s++) {
      const waves = drawWaves(this.#model, s, this.#bands, seed, `geostat.bands.${k}.${s}`);
      addToGrid(field, grid, waves);
      for (let d = 0; d < atData.length; d++) atData[d] += waveSum(waves, this.#data.xyzM, 3 * d, grid.firstCentreM);
    }
  }
}

function addKriged(field: Float64Array, { start, sample, weight }: WeightTable, residual: Float64Array): void {
  for (let node = 0; node < field.length; node++) {
    let sum = 0;
    for (let a = start[node]; a < start[node + 1]; a++) sum += weight[a] * residual[sample[a]];
    field[node] += sum;
  }
}

/** Positions count from the first node, so that large map coordinates cost no digits. */
function waveSum(waves: WaveSet, xyzM: Float64Array, at: number, originM: readonly number[]): number {
  const { directions, phases, amplitude, kind, key } = waves;
  const [x, y, z] = [0, 1, 2].map((a) => xyzM[at + a] - originM[a]);
  let sum = 0;
  for (let l = 0; l < phases.length; l++) {
    const along = directions[3 * l] * x + directions[3 * l + 1] * y + directions[3 * l + 2] * z + phases[l];
    if (kind === "cosine") sum += Math.cos(along);
    else {
      const segment = Math.floor(along);
      sum += segmentSign(key, l, segment) * (along - segment - 0.5);
    }
  }
  return amplitude * sum;
}

/** Along a row a cosine turns by the same angle from node to node, so that one sine and cosine a row do. */
function addToGrid(field: Float64Array, { count, sizeM }: RegularGrid, waves: WaveSet): void {
  const { directions, phases, amplitude, kind, key } = waves;
  const [nx, ny, nz] = count;
  for (let l = 0; l < phases.length; l++) {
    const [dx, dy, dz] = [0, 1, 2].map((a) => directions[3 * l + a] * sizeM[a]);
    const [turnC, turnS] = [Math.cos(dx), Math.sin(dx)];
    for (let k = 0, node = 0; k < nz; k++)
      for (let j = 0; j < ny; j++) {
        const start = dy * j + dz * k + phases[l];
        if (kind === "cosine") {
          let c = amplitude * Math.cos(start);
          let s = amplitude * Math.sin(start);
          for (let i = 0; i < nx; i++, node++) {
            field[node] += c;
            const next = c * turnC - s * turnS;
            s = s * turnC + c * turnS;
            c = next;
          }
        } else
          for (let i = 0; i < nx; i++, node++) {
            const along = start + dx * i;
            const segment = Math.floor(along);
            field[node] += amplitude * segmentSign(key, l, segment) * (along - segment - 0.5);
          }
      }
  }
}

function nodesAt(xyzM: Float64Array, { count, firstCentreM, sizeM }: RegularGrid): Int32Array {
  return Int32Array.from({ length: xyzM.length / 3 }, (_, d) => {
    let node = 0;
    let stride = 1;
    for (let a = 0; a < 3; a++) {
      const step = (xyzM[3 * d + a] - firstCentreM[a]) / sizeM[a];
      const nearest = Math.round(step);
      if (Math.abs(step - nearest) > 1e-9 || nearest < 0 || nearest >= count[a]) return -1;
      node += stride * nearest;
      stride *= count[a];
    }
    return node;
  });
}
