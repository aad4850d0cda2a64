import { SingularMatrixError, solveLinear } from "../numerics/solveLinear.ts";
import { type BlockPattern, blockPattern, type BlockSpec } from "./blockPattern.ts";
import { type CovarianceModel, covariance, type PreparedModel, prepareModel } from "./covarianceModel.ts";
import { checkDrift, type DriftTerm, driftValue } from "./drift.ts";
import { lowestCorner } from "./ellipsoid.ts";
import { KrigingSystem } from "./krigingSystem.ts";
import { NeighbourSearch, type SearchSpec } from "./neighbourSearch.ts";
import { checkSamples, type SampleSet } from "./sampleSet.ts";
import { StructureRows } from "./structureRows.ts";

/** How to krige. Without `knownMean` the mean is unknown (ordinary kriging); with drift terms it varies (universal kriging). */
export interface KrigingSpec {
  readonly model: CovarianceModel;
  /** Simple kriging with this mean, in the unit of the values; excludes drift. */
  readonly knownMean?: number;
  readonly drift?: readonly DriftTerm[];
  /** Absent: point estimates. */
  readonly block?: BlockSpec;
  /** Absent: every sample takes part in every estimate (unique neighbourhood). */
  readonly search?: SearchSpec;
}

/** Why a place has an estimate or none. */
export const krigingStatus = { estimated: 0, tooFewSamples: 1, driftUndetermined: 2 } as const;

const uniqueNeighbourhoodLimit = 5000;

/**
 * Estimates one place after another; `value`, `variance` and the rest hold the last answer. Nothing is allocated per place, and an
 * answer depends on its place alone, not on those before it. One engine serves one thread.
 */
export class KrigingEngine {
  value = Number.NaN;
  variance = Number.NaN;
  /** Slope of the regression of the true value on the estimate: Cov(Z, Z*) / Var(Z*). */
  slope = Number.NaN;
  used = 0;
  readonly neighbours: Int32Array;
  /** Weights of `neighbours`, when asked for. */
  readonly weights: Float64Array;
  readonly #model: PreparedModel;
  readonly #samples: SampleSet;
  readonly #search: NeighbourSearch | null;
  readonly #minSamples: number;
  readonly #rows: StructureRows;
  readonly #system: KrigingSystem;
  readonly #block: BlockPattern | null;
  readonly #targetVariance: number;
  readonly #drift: readonly DriftTerm[];
  readonly #external: readonly Float64Array[];
  readonly #centre: number;
  readonly #scaleM: number;
  readonly #driftOriginM: Float64Array;
  readonly #isSimple: boolean;
  #isFactored = false;

  /**
   * @param groups group of each sample for leaving out, or null
   * @throws {RangeError} the samples or the specification are not usable; the message says which and why
   */
  constructor(samples: SampleSet, spec: KrigingSpec, groups: Int32Array | null = null) {
    checkSamples(samples);
    this.#model = prepareModel(spec.model);
    const n = samples.values.length;
    const drift = spec.drift ?? [];
    checkDrift(drift);
    this.#external = samples.externalDrift ?? [];
    this.#isSimple = spec.knownMean !== undefined;
    if (this.#isSimple && (drift.length > 0 || this.#external.length > 0))
      throw new RangeError("kriging: a known mean excludes a drift; give one of them");
    if (this.#isSimple && !Number.isFinite(spec.knownMean))
      throw new RangeError(`kriging: the known mean must be finite, got ${spec.knownMean}`);
    if (this.#isSimple && !this.#model.isBounded)
      throw new RangeError("kriging: a power model has no covariance; use ordinary kriging or a model with a sill");
    if (spec.search === undefined && n > uniqueNeighbourhoodLimit)
      throw new RangeError(`kriging: ${n} samples without a search, limit ${uniqueNeighbourhoodLimit}; give a search`);
    this.#samples = samples;
    this.#search =
      spec.search === undefined ? null : new NeighbourSearch(samples.xyzM, spec.search, samples.holes ?? null, groups);
    this.#minSamples = spec.search?.minSamples ?? 1;
    this.#groups = groups;
    const capacity = this.#search === null ? n : this.#search.found.length;
    this.neighbours = new Int32Array(capacity);
    this.weights = new Float64Array(capacity);
    const originM = lowestCorner(samples.xyzM);
    this.#rows = new StructureRows(this.#model, samples.xyzM, originM, capacity);
    this.#drift = drift;
    const p = this.#isSimple ? 0 : 1 + drift.length + this.#external.length;
    this.#system = new KrigingSystem(capacity, p, 2);
    this.#block = spec.block === undefined ? null : blockPattern(spec.block);
    this.#targetVariance = this.#block === null ? this.#model.totalSill : blockVariance(this.#model, this.#block);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += samples.values[i];
    this.#centre = spec.knownMean ?? (n > 0 ? sum / n : 0);
    this.#scaleM = spec.search === undefined ? extentM(samples.xyzM, originM) : spec.search.radiiM[0];
    this.#driftOriginM = Float64Array.from(originM);
  }

  readonly #groups: Int32Array | null;

  /**
   * Estimates at (x, y, z).
   * @param external values of the external drifts there, in the samples' order
   * @param leftOut group of samples that do not take part, −1 for none
   * @param withWeights also fills `weights`
   * @returns a `krigingStatus`; with a status other than `estimated` the value is NaN
   * @throws {SingularMatrixError} samples that share a place or nearly so, by their names
   */
  estimate(xM: number, yM: number, zM: number, external: ArrayLike<number>, leftOut = -1, withWeights = false): number {
    this.value = this.variance = this.slope = Number.NaN;
    this.used = 0;
    if (this.#search === null && leftOut < 0 && this.#model.isBounded)
      return this.#estimateWithAll(xM, yM, zM, external, withWeights);
    const n = this.#choose(xM, yM, zM, leftOut);
    this.used = n;
    if (n < this.#minSamples || n === 0) return krigingStatus.tooFewSamples;
    const system = this.#system;
    this.#rows.gather(this.neighbours, n);
    this.#rows.fillMatrix(system.rows, system.stride);
    if (this.#search !== null) this.#centreDrift(xM, yM, zM);
    this.#fillDrift(n);
    const dataRow = n + system.p;
    this.#fillData(n, dataRow);
    this.#fillRight(dataRow + 1, xM, yM, zM);
    this.#fillTargetDrift(xM, yM, zM, external);
    if (!this.#model.isBounded) return this.#solveUnbounded(n, dataRow);
    const failed = system.factor(n, system.p + 2);
    if (failed >= 0) throw this.#singular(failed, n);
    if (!system.factorDrift()) return krigingStatus.driftUndetermined;
    return this.#finish(n, dataRow, withWeights);
  }

  #choose(xM: number, yM: number, zM: number, leftOut: number): number {
    if (this.#search !== null) {
      const n = this.#search.find(xM, yM, zM, leftOut);
      for (let i = 0; i < n; i++) this.neighbours[i] = this.#search.found[i];
      return n;
    }
    let n = 0;
    for (let i = 0; i < this.#samples.values.length; i++)
      if (leftOut < 0 || this.#groups === null || this.#groups[i] !== leftOut) this.neighbours[n++] = i;
    return n;
  }

  /** Unique neighbourhood: factored at the first place, only the right side is new at the next. */
  #estimateWithAll(xM: number, yM: number, zM: number, external: ArrayLike<number>, withWeights: boolean): number {
    const n = this.#samples.values.length;
    this.used = n;
    if (n === 0) return krigingStatus.tooFewSamples;
    const system = this.#system;
    const dataRow = n + system.p;
    if (!this.#isFactored) {
      this.#choose(xM, yM, zM, -1);
      this.#rows.gather(this.neighbours, n);
      this.#rows.fillMatrix(system.rows, system.stride);
      this.#fillDrift(n);
      this.#fillData(n, dataRow);
      const failed = system.factor(n, system.p + 1);
      if (failed >= 0) throw this.#singular(failed, n);
      if (!system.factorDrift()) return krigingStatus.driftUndetermined;
      this.#isFactored = true;
    }
    this.#fillRight(dataRow + 1, xM, yM, zM);
    system.forward(dataRow + 1);
    this.#fillTargetDrift(xM, yM, zM, external);
    return this.#finish(n, dataRow, withWeights);
  }

  #finish(n: number, dataRow: number, withWeights: boolean): number {
    const system = this.#system;
    const right = dataRow + 1;
    system.reduce(right);
    this.value = this.#centre + system.wDot(dataRow);
    const variance = this.#targetVariance - system.rowDot(right, right) + system.driftTermOfVariance;
    // At a sample the variance is zero; rounding may leave a few parts in 1e16 of the sill below it.
    this.variance = variance < 0 && variance > -1e-10 * this.#model.totalSill ? 0 : variance;
    this.slope = system.wDot(right) / system.estimatorVariance();
    if (withWeights) {
      const weights = system.weights();
      for (let i = 0; i < n; i++) this.weights[i] = weights[i];
    }
    return krigingStatus.estimated;
  }

  /** A variogram without a sill: −γ stands for the covariance and the bordered system is solved by elimination. */
  #solveUnbounded(n: number, dataRow: number): number {
    const { rows, stride, p, f0 } = this.#system;
    if (n < p) return krigingStatus.driftUndetermined;
    const order = n + p;
    const matrix = new Float64Array(order * order);
    const right = new Float64Array(order);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) matrix[i * order + j] = matrix[j * order + i] = rows[i * stride + j];
      for (let a = 0; a < p; a++) matrix[i * order + n + a] = matrix[(n + a) * order + i] = rows[(n + a) * stride + i];
      right[i] = rows[(dataRow + 1) * stride + i];
    }
    right.set(f0, n);
    let solution: Float64Array;
    try {
      solution = solveLinear(matrix, right);
    } catch (error) {
      if (error instanceof SingularMatrixError && error.row < n) throw this.#singular(error.row, n);
      if (error instanceof SingularMatrixError)
        return this.#hasDuplicate(n) ? this.#fail(n) : krigingStatus.driftUndetermined;
      throw error;
    }
    let value = this.#centre;
    let variance = this.#targetVariance;
    for (let i = 0; i < n; i++) {
      this.weights[i] = solution[i];
      value += solution[i] * rows[dataRow * stride + i];
      variance -= solution[i] * right[i];
    }
    for (let a = 0; a < p; a++) variance -= solution[n + a] * f0[a];
    this.value = value;
    this.variance = variance;
    return krigingStatus.estimated;
  }

  #centreDrift(xM: number, yM: number, zM: number): void {
    this.#driftOriginM[0] = xM;
    this.#driftOriginM[1] = yM;
    this.#driftOriginM[2] = zM;
  }

  #fillDrift(n: number): void {
    const { rows, stride, p } = this.#system;
    if (p === 0) return;
    const { xyzM } = this.#samples;
    rows.fill(1, n * stride, n * stride + n);
    const [x0, y0, z0] = this.#driftOriginM;
    for (let t = 0; t < this.#drift.length; t++)
      for (let i = 0; i < n; i++) {
        const at = 3 * this.neighbours[i];
        rows[(n + 1 + t) * stride + i] = driftValue(
          this.#drift[t],
          (xyzM[at] - x0) / this.#scaleM,
          (xyzM[at + 1] - y0) / this.#scaleM,
          (xyzM[at + 2] - z0) / this.#scaleM,
        );
      }
    const first = n + 1 + this.#drift.length;
    for (let e = 0; e < this.#external.length; e++)
      for (let i = 0; i < n; i++) rows[(first + e) * stride + i] = this.#external[e][this.neighbours[i]];
  }

  #fillTargetDrift(xM: number, yM: number, zM: number, external: ArrayLike<number>): void {
    const { f0, p } = this.#system;
    if (p === 0) return;
    f0[0] = 1;
    const [x0, y0, z0] = this.#driftOriginM;
    for (let t = 0; t < this.#drift.length; t++) {
      let sum = 0;
      const points = this.#block === null ? 1 : this.#block.weights.length;
      for (let d = 0; d < points; d++) {
        const at = this.#block === null ? null : this.#block.offsetsM;
        sum +=
          (this.#block === null ? 1 : this.#block.weights[d]) *
          driftValue(
            this.#drift[t],
            (xM - x0 + (at === null ? 0 : at[3 * d])) / this.#scaleM,
            (yM - y0 + (at === null ? 0 : at[3 * d + 1])) / this.#scaleM,
            (zM - z0 + (at === null ? 0 : at[3 * d + 2])) / this.#scaleM,
          );
      }
      f0[1 + t] = sum;
    }
    for (let e = 0; e < this.#external.length; e++) f0[1 + this.#drift.length + e] = external[e];
  }

  #fillData(n: number, row: number): void {
    const { rows, stride } = this.#system;
    for (let i = 0; i < n; i++) rows[row * stride + i] = this.#samples.values[this.neighbours[i]] - this.#centre;
  }

  #fillRight(row: number, xM: number, yM: number, zM: number): void {
    const { rows, stride } = this.#system;
    this.#rows.fillRight(rows, row * stride, xM, yM, zM, this.#block?.offsetsM ?? null, this.#block?.weights ?? null);
  }

  #hasDuplicate(n: number): boolean {
    return this.#closestPair(n).distanceM === 0;
  }

  #fail(n: number): never {
    throw this.#singular(n - 1, n);
  }

  #closestPair(n: number): { a: number; b: number; distanceM: number } {
    const { xyzM } = this.#samples;
    let best = { a: 0, b: 0, distanceM: Number.POSITIVE_INFINITY };
    for (let i = 1; i < n; i++)
      for (let j = 0; j < i; j++) {
        const [a, b] = [this.neighbours[j], this.neighbours[i]];
        const distanceM = Math.hypot(
          xyzM[3 * a] - xyzM[3 * b],
          xyzM[3 * a + 1] - xyzM[3 * b + 1],
          xyzM[3 * a + 2] - xyzM[3 * b + 2],
        );
        if (distanceM < best.distanceM) best = { a: Math.min(a, b), b: Math.max(a, b), distanceM };
      }
    return best;
  }

  #singular(row: number, n: number): SingularMatrixError {
    const name = (i: number) => this.#samples.names?.[i] ?? `sample ${i + 1}`;
    const pair = this.#closestPair(n);
    if (n > 1 && pair.distanceM === 0)
      return new SingularMatrixError(
        `${name(pair.a)} and ${name(pair.b)} share a position: average them, or drop one`,
        row,
        [name(pair.a), name(pair.b)],
      );
    const culprit = name(this.neighbours[row]);
    const closest =
      n > 1 ? `; the closest two, ${name(pair.a)} and ${name(pair.b)}, lie ${pair.distanceM} m apart` : "";
    return new SingularMatrixError(
      `${culprit} follows from its neighbours under this model, in double precision${closest}; add a nugget, use fewer neighbours, or a model permissible in three dimensions`,
      row,
      [culprit],
    );
  }
}

/** Variance of a block's mean: the average of C over all pairs of its points, without the nugget. */
export function blockVariance(model: PreparedModel, { offsetsM, weights }: BlockPattern): number {
  let sum = 0;
  for (let a = 0; a < weights.length; a++)
    for (let b = 0; b < weights.length; b++)
      sum +=
        weights[a] *
        weights[b] *
        covariance(
          model,
          offsetsM[3 * a] - offsetsM[3 * b],
          offsetsM[3 * a + 1] - offsetsM[3 * b + 1],
          offsetsM[3 * a + 2] - offsetsM[3 * b + 2],
          false,
        );
  return sum;
}

function extentM(xyzM: Float64Array, originM: Float64Array): number {
  let extent = 0;
  for (let i = 0; i < xyzM.length; i++) extent = Math.max(extent, xyzM[i] - originM[i % 3]);
  return extent > 0 ? extent : 1;
}
