import type { BlockPattern } from "./blockPattern.ts";
import { covariance, type PreparedModel } from "./covarianceModel.ts";
import type { NodeOffsets } from "./nodeOffsets.ts";
import type { RegularGrid } from "./regularGrid.ts";

/** Most covariances of samples with blocks that are kept: 160 MB. */
const mostKept = 20_000_000;

/** Covariances of samples, points of blocks and means of blocks, each found once and kept. */
export class BlockCovariance {
  readonly #model: PreparedModel;
  readonly #grid: RegularGrid;
  readonly #pattern: BlockPattern;
  readonly #offsets: NodeOffsets;
  readonly #xyzM: Float64Array;
  /** By step between two blocks: the points of the first with the mean of the second, and behind them the mean with the mean. */
  readonly #steps = new Map<number, Float64Array>();
  readonly #kept: Float64Array | null;
  readonly #nodes: number;
  /** Points of one block with each other, row by row. */
  readonly within: Float64Array;

  constructor(
    model: PreparedModel,
    grid: RegularGrid,
    pattern: BlockPattern,
    offsets: NodeOffsets,
    xyzM: Float64Array,
    nodes: number,
  ) {
    this.#model = model;
    this.#grid = grid;
    this.#pattern = pattern;
    this.#offsets = offsets;
    this.#xyzM = xyzM;
    this.#nodes = nodes;
    const n = (xyzM.length / 3) * nodes;
    this.#kept = n <= mostKept ? new Float64Array(n).fill(Number.NaN) : null;
    const at = pattern.offsetsM;
    const count = pattern.weights.length;
    this.within = new Float64Array(count * count);
    for (let p = 0; p < count; p++)
      for (let q = 0; q < count; q++)
        this.within[p * count + q] = covariance(
          model,
          at[3 * p] - at[3 * q],
          at[3 * p + 1] - at[3 * q + 1],
          at[3 * p + 2] - at[3 * q + 2],
        );
  }

  /** Covariance of point p of a block with the mean of the block a step away. */
  pointWithMean(dx: number, dy: number, dz: number, p: number): number {
    return this.#step(dx, dy, dz)[p];
  }

  /** Covariance of the means of two blocks a step apart. */
  meanWithMean(dx: number, dy: number, dz: number): number {
    return this.#step(dx, dy, dz)[this.#pattern.weights.length];
  }

  #step(dx: number, dy: number, dz: number): Float64Array {
    const key = this.#offsets.numberOf(dx, dy, dz);
    const known = this.#steps.get(key);
    if (known !== undefined) return known;
    const { offsetsM, weights } = this.#pattern;
    const [sx, sy, sz] = this.#grid.sizeM;
    const n = weights.length;
    const row = new Float64Array(n + 1);
    for (let p = 0; p < n; p++) {
      for (let q = 0; q < n; q++)
        row[p] +=
          weights[q] *
          covariance(
            this.#model,
            dx * sx + (offsetsM[3 * q] - offsetsM[3 * p]),
            dy * sy + (offsetsM[3 * q + 1] - offsetsM[3 * p + 1]),
            dz * sz + (offsetsM[3 * q + 2] - offsetsM[3 * p + 2]),
          );
      row[n] += weights[p] * row[p];
    }
    this.#steps.set(key, row);
    return row;
  }

  sampleWithSample(a: number, b: number): number {
    const at = this.#xyzM;
    return covariance(this.#model, at[3 * a] - at[3 * b], at[3 * a + 1] - at[3 * b + 1], at[3 * a + 2] - at[3 * b + 2]);
  }

  sampleWithPoint(sample: number, centreM: readonly number[], p: number): number {
    const { offsetsM } = this.#pattern;
    const at = this.#xyzM;
    return covariance(
      this.#model,
      at[3 * sample] - centreM[0] - offsetsM[3 * p],
      at[3 * sample + 1] - centreM[1] - offsetsM[3 * p + 1],
      at[3 * sample + 2] - centreM[2] - offsetsM[3 * p + 2],
    );
  }

  /** Covariance of a sample with the mean of a block. */
  sampleWithMean(sample: number, block: number, centreM: readonly number[]): number {
    const place = sample * this.#nodes + block;
    const known = this.#kept === null ? Number.NaN : this.#kept[place];
    if (!Number.isNaN(known)) return known;
    let sum = 0;
    for (let p = 0; p < this.#pattern.weights.length; p++)
      sum += this.#pattern.weights[p] * this.sampleWithPoint(sample, centreM, p);
    if (this.#kept !== null) this.#kept[place] = sum;
    return sum;
  }
}
