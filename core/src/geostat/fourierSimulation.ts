import { backSubstitute, choleskyInPlace, forwardSubstituteRow } from "../numerics/cholesky.ts";
import { fillNormal } from "../numerics/drawStream.ts";
import { SingularMatrixError } from "../numerics/solveLinear.ts";
import { type CovarianceModel, covariance, prepareModel, type PreparedModel } from "./covarianceModel.ts";
import { FourierTransform, smoothLength } from "./fourierTransform.ts";
import {
  fillOffGridMatrix,
  type OffGridSets,
  offGridSets,
  type OffGridWeights,
  offGridWeights,
  type StepTable,
} from "./offGridData.ts";
import type { RegularGrid } from "./regularGrid.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";
import type { LevelOfRealisation, ReceiveRealisation } from "./simulationPlan.ts";

export interface FourierSpec {
  /** Model of unit sill. */
  readonly model: CovarianceModel;
  readonly seed: number;
  /** Mean and standard deviation of realisation k's field; default 0 and 1. */
  readonly level?: LevelOfRealisation;
  /** `offGridSets` of these data and this grid, where several models share them. */
  readonly sets?: OffGridSets;
}

/** Most points of the wrapped lattice: five columns of 8 octets each, about 1 GB. */
export const mostFourierPoints = 24_000_000;
/** Most data that are kriged all at once. */
export const mostFourierData = 4000;

/** Lattice of a grid wrapped around: at least twice as long as the grid along each axis, so that no distance within the grid is bent. */
export function wrappedCount({ count }: RegularGrid): [number, number, number] {
  const length = (n: number) => (n === 1 ? 1 : smoothLength(2 * n - 1));
  return [length(count[0]), length(count[1]), length(count[2])];
}

/**
 * What several models on one grid share: the transform, work space, and the data at their nodes. One object serves one thread.
 */
export class FourierGrid {
  readonly grid: RegularGrid;
  readonly transform: FourierTransform;
  readonly re: Float64Array;
  readonly im: Float64Array;

  /** @throws {RangeError} the wrapped lattice is larger than `mostFourierPoints` */
  constructor(grid: RegularGrid) {
    const count = wrappedCount(grid);
    const points = count[0] * count[1] * count[2];
    if (points > mostFourierPoints)
      throw new RangeError(`simulation by Fourier: ${points} points of the wrapped grid, limit ${mostFourierPoints}`);
    this.grid = grid;
    this.transform = new FourierTransform(count);
    this.re = new Float64Array(points);
    this.im = new Float64Array(points);
  }
}

/**
 * Simulation of a standard normal field on a grid, exact at every distance: the covariance on a lattice wrapped around is diagonal
 * after a Fourier transform, so that white noise ε₁ + iε₂ times the roots of its eigenvalues is, transformed, two independent fields (realisations
 * 2j and 2j + 1). Data keep their places: the field there, u_d, is drawn from the nodes around (`offGridWeights`), and honoured by kriging of residuals with
 * **all** data, y = u + C_d (C_dd)⁻¹ (z − u_d), the product by C_d again a transform. No search, no path, no datum moved: errors far and near
 * are neither lost nor added. Eigenvalues below 0, where a model
 * does not fit a wrapped grid, are set to 0 and the others scaled to the same sum (`clipped`). Realisation k depends on seed and k alone.
 * @see Dietrich and Newsam (1997), SIAM Journal on Scientific Computing 18, 1088-1107; Wood and Chan (1994), Journal of Computational
 *   and Graphical Statistics 3, 409-432; Journel (1974), Economic Geology 69, 673-687 (conditioning)
 */
export class FourierSimulation {
  readonly nodes: number;
  /** Sum of the negative eigenvalues set to 0 over the sum of all. */
  readonly clipped: number;
  readonly #on: FourierGrid;
  readonly #spec: FourierSpec;
  readonly #eigen: Float64Array;
  readonly #scale: number;
  readonly #data: SampleSet;
  readonly #sets: OffGridSets;
  readonly #weights: OffGridWeights;
  readonly #rows: Float64Array;
  readonly #stride: number;

  /**
   * @throws {RangeError} data or model not usable, or more data than `mostFourierData`
   * @throws {SingularMatrixError} nodes with data follow from each other
   */
  constructor(data: SampleSet, on: FourierGrid, spec: FourierSpec) {
    checkSamples(data);
    const { grid, transform } = on;
    const [nx, ny, nz] = grid.count;
    this.nodes = nx * ny * nz;
    this.#on = on;
    this.#spec = spec;
    const model = prepareModel(spec.model);
    if (!model.isBounded) throw new RangeError("simulation: a power model has no covariance; use a model with a sill");
    const { table, eigen } = spectrum(model, on);
    this.#eigen = eigen;
    this.clipped = shareBelow(eigen);
    this.#scale = 1 / (1 + this.clipped) / transform.points;
    const n = data.values.length;
    if (n > mostFourierData) throw new RangeError(`simulation by Fourier: ${n} data, limit ${mostFourierData}`);
    this.#data = data;
    this.#sets = spec.sets ?? offGridSets(data, grid);
    const weights = offGridWeights(model, data, grid, this.#sets);
    if (weights === null)
      throw new SingularMatrixError(
        "simulation by Fourier: neighbouring nodes follow from each other; use a model with a nugget, or coarser nodes",
        0,
      );
    this.#weights = weights;
    this.#stride = 8 * Math.ceil(n / 8);
    this.#rows = new Float64Array((n + 1) * this.#stride);
    fillOffGridMatrix(stepTable(table, on), this.#sets, weights, this.#rows, this.#stride);
    const failed = choleskyInPlace(this.#rows, this.#stride, n, n);
    if (failed >= 0)
      throw new SingularMatrixError(
        `simulation by Fourier: datum ${failed + 1} follows from those before it; use a model with a nugget`,
        failed,
      );
  }

  /** Realisations `first` to `first + count − 1`, handed over one by one; see `SequentialGaussian.simulateEach`. */
  simulateEach(first: number, count: number, receive: ReceiveRealisation): void {
    const field = new Float64Array(this.nodes);
    for (let k = first; k < first + count; ) {
      const pair = Math.floor(k / 2);
      const { re, im } = this.#on;
      this.#unconditional(pair);
      const levels = [0, 1].map((part) => this.#spec.level?.(2 * pair + part) ?? { mean: 0, sd: 1 });
      const drawn = [this.#cut(re), this.#cut(im)];
      const spread = drawn.map((field, part) => this.#weightsOfData(field, 2 * pair + part, levels[part]));
      this.#convolve(spread[0], spread[1]);
      for (; k < first + count && Math.floor(k / 2) === pair; k++) {
        const { mean, sd } = levels[k % 2];
        const kriged = this.#cut(k % 2 === 0 ? re : im);
        const free = drawn[k % 2];
        for (let node = 0; node < field.length; node++) field[node] = mean + sd * (free[node] + kriged[node]);
        receive(k, field);
      }
    }
  }

  /** Two independent fields in the real and imaginary parts. */
  #unconditional(pair: number): void {
    const { re, im, transform } = this.#on;
    fillNormal(re, this.#spec.seed, `geostat.fourier.${pair}.re`);
    fillNormal(im, this.#spec.seed, `geostat.fourier.${pair}.im`);
    for (let p = 0; p < re.length; p++) {
      const root = this.#eigen[p] > 0 ? Math.sqrt(this.#eigen[p] * this.#scale) : 0;
      re[p] *= root;
      im[p] *= root;
    }
    transform.forward(re, im);
  }

  /** The field at the data, and (C_dd)⁻¹ of what the data differ by, handed to the nodes: weights of the grid's nodes. */
  #weightsOfData(field: Float64Array, k: number, { mean, sd }: ReturnType<LevelOfRealisation>): Float64Array {
    const { start, tied } = this.#sets;
    const { weight, deviation } = this.#weights;
    const { values } = this.#data;
    const n = values.length;
    const at = new Float64Array(n);
    fillNormal(at, this.#spec.seed, `geostat.fourier.${k}.data`);
    for (let d = 0; d < n; d++) {
      let sum = deviation[d] * at[d];
      for (let a = start[d]; a < start[d + 1]; a++)
        sum += weight[a] * (tied[a] < 0 ? at[-1 - tied[a]] : field[tied[a]]);
      at[d] = sum;
    }
    const rows = this.#rows;
    const right = n * this.#stride;
    for (let d = 0; d < n; d++) rows[right + d] = (values[d] - mean) / sd - at[d];
    forwardSubstituteRow(rows, this.#stride, n, n);
    const solution = rows.slice(right, right + n);
    backSubstitute(rows, this.#stride, n, solution);
    // What data pull on is what they were drawn from, the last first.
    const nodes = new Float64Array(this.nodes);
    for (let d = n - 1; d >= 0; d--)
      for (let a = start[d]; a < start[d + 1]; a++)
        if (tied[a] < 0) solution[-1 - tied[a]] += weight[a] * solution[d];
        else nodes[tied[a]] += weight[a] * solution[d];
    return nodes;
  }

  /** C times weights of the nodes, at every node: real and imaginary parts each their own. */
  #convolve(real: Float64Array, imaginary: Float64Array): void {
    const { re, im, transform } = this.#on;
    this.#place(real, re);
    this.#place(imaginary, im);
    transform.forward(re, im);
    for (let p = 0; p < re.length; p++) {
      const by = this.#eigen[p] / transform.points;
      re[p] *= by;
      im[p] *= by;
    }
    // The inverse is the transform of exchanged parts, exchanged.
    transform.forward(im, re);
  }

  /** The grid's part of the wrapped lattice. */
  #cut(from: Float64Array): Float64Array {
    const [nx, ny, nz] = this.#on.grid.count;
    const [mx, my] = this.#on.transform.count;
    const out = new Float64Array(this.nodes);
    for (let k = 0, node = 0; k < nz; k++)
      for (let j = 0; j < ny; j++, node += nx) {
        const at = mx * (j + my * k);
        out.set(from.subarray(at, at + nx), node);
      }
    return out;
  }

  /** A field of the grid on the wrapped lattice, 0 beyond. */
  #place(from: Float64Array, to: Float64Array): void {
    const [nx, ny, nz] = this.#on.grid.count;
    const [mx, my] = this.#on.transform.count;
    to.fill(0);
    for (let k = 0, node = 0; k < nz; k++)
      for (let j = 0; j < ny; j++, node += nx) to.set(from.subarray(node, node + nx), mx * (j + my * k));
  }
}

/** Sum of the eigenvalues below 0 over the sum of all, positive. */
function shareBelow(eigen: Float64Array): number {
  let [sum, above] = [0, 0];
  for (const value of eigen) {
    sum += value;
    if (value > 0) above += value;
  }
  return (above - sum) / sum;
}

/** What a simulation with a bounded model would set to 0 on this grid, `FourierSimulation.clipped`, without its data. */
export function clippedShare(model: CovarianceModel, on: FourierGrid): number {
  return shareBelow(spectrum(prepareModel(model), on).eigen);
}

/** Covariances of all steps within the grid, laid out so that the difference of two numbers tells the step. */
function stepTable(wrapped: Float64Array, { grid, transform }: FourierGrid): StepTable {
  const [nx, ny, nz] = grid.count;
  const [mx, my] = transform.count;
  const [strideY, strideZ] = [2 * nx - 1, (2 * nx - 1) * (2 * ny - 1)];
  const zero = nx - 1 + strideY * (ny - 1) + strideZ * (nz - 1);
  const table = new Float64Array(2 * zero + 1);
  for (let k = 0; k < nz; k++)
    for (let j = 1 - ny; j < ny; j++)
      for (let i = 1 - nx; i < nx; i++) {
        const step = i + strideY * j + strideZ * k;
        const c = wrapped[(i < 0 ? i + mx : i) + mx * ((j < 0 ? j + my : j) + my * k)];
        table[zero + step] = table[zero - step] = c;
      }
  const numberOf = (node: number) =>
    (node % nx) + strideY * (Math.floor(node / nx) % ny) + strideZ * Math.floor(node / (nx * ny));
  return { table, zero, numberOf };
}

/** Covariances of all steps on the wrapped lattice, and their transform, which is real. */
function spectrum(model: PreparedModel, { grid, transform }: FourierGrid) {
  const [mx, my, mz] = transform.count;
  const [sx, sy, sz] = grid.sizeM;
  const table = new Float64Array(transform.points);
  const wrapped = (i: number, n: number) => (2 * i <= n ? i : i - n);
  for (let k = 0; 2 * k <= mz; k++)
    for (let j = 0; j < my; j++)
      for (let i = 0; i < mx; i++) {
        const c = covariance(model, wrapped(i, mx) * sx, wrapped(j, my) * sy, k * sz);
        // C(−h) = C(h): half of the lattice says all.
        table[i + mx * (j + my * k)] = c;
        table[((mx - i) % mx) + mx * (((my - j) % my) + my * ((mz - k) % mz))] = c;
      }
  const eigen = table.slice();
  transform.forward(eigen, new Float64Array(transform.points));
  return { table, eigen };
}
