import { type PreparedModel, samePlaceH2 } from "./covarianceModel.ts";
import { transformed } from "./ellipsoid.ts";
import { correlation, exponentialCode, sphericalCode } from "./structureShape.ts";

/**
 * Covariances among samples and between samples and a place, written straight into the rows of a system. Sample positions are
 * turned into each structure's own space once; a neighbourhood gathers its few. State: the gathered positions.
 */
export class StructureRows {
  readonly #model: PreparedModel;
  readonly #xyzM: Float64Array;
  readonly #originM: Float64Array;
  /** Positions of all samples in the space of each structure. */
  readonly #positions: readonly Float64Array[];
  /** Positions of the gathered samples, structure after structure, 3 numbers each. */
  readonly #near: readonly Float64Array[];
  readonly #index: Int32Array;
  #n = 0;

  constructor(model: PreparedModel, xyzM: Float64Array, originM: Float64Array, capacity: number) {
    this.#model = model;
    this.#xyzM = xyzM;
    this.#originM = originM;
    this.#positions = model.transforms.map((matrix) => transformed(matrix, xyzM, originM));
    this.#near = model.transforms.map(() => new Float64Array(3 * capacity));
    this.#index = new Int32Array(capacity);
  }

  /** Takes the first n sample indices as the neighbourhood. */
  gather(indices: Int32Array, n: number): void {
    this.#n = n;
    for (let i = 0; i < n; i++) this.#index[i] = indices[i];
    for (let s = 0; s < this.#near.length; s++) {
      const from = this.#positions[s];
      const near = this.#near[s];
      for (let i = 0; i < n; i++) {
        const at = 3 * indices[i];
        near[3 * i] = from[at];
        near[3 * i + 1] = from[at + 1];
        near[3 * i + 2] = from[at + 2];
      }
    }
  }

  /** Lower triangle of the covariance matrix of the neighbourhood, rows `stride` apart. */
  fillMatrix(rows: Float64Array, stride: number): void {
    const n = this.#n;
    const { totalSill, codes, sills, shapes, separate, nugget, count } = this.#model;
    for (let i = 0; i < n; i++) {
      const row = i * stride;
      if (count === 0) for (let j = 0; j < i; j++) rows[row + j] = 0;
      rows[row + i] = totalSill;
    }
    for (let s = 0; s < count; s++) {
      const near = this.#near[s];
      const sill = sills[s];
      for (let i = 1; i < n; i++) {
        const row = i * stride;
        const x = near[3 * i];
        const y = near[3 * i + 1];
        const z = near[3 * i + 2];
        if (separate[s] === 1) {
          for (let j = 0, k = 0; j < i; j++, k += 3) {
            const dx = near[k] - x;
            const dy = near[k + 1] - y;
            const dz = near[k + 2] - z;
            const plane = correlation(codes[s], dx * dx + dy * dy, shapes[s]);
            const c = sill * plane * correlation(codes[s], dz * dz, shapes[s]);
            rows[row + j] = s === 0 ? c : rows[row + j] + c;
          }
        } else if (codes[s] === sphericalCode) {
          for (let j = 0, k = 0; j < i; j++, k += 3) {
            const dx = near[k] - x;
            const dy = near[k + 1] - y;
            const dz = near[k + 2] - z;
            const h2 = dx * dx + dy * dy + dz * dz;
            const c = h2 < 1 ? sill * (1 - Math.sqrt(h2) * (1.5 - 0.5 * h2)) : 0;
            rows[row + j] = s === 0 ? c : rows[row + j] + c;
          }
        } else {
          const isExponential = codes[s] === exponentialCode;
          for (let j = 0, k = 0; j < i; j++, k += 3) {
            const dx = near[k] - x;
            const dy = near[k + 1] - y;
            const dz = near[k + 2] - z;
            const h2 = dx * dx + dy * dy + dz * dz;
            const c = sill * (isExponential ? Math.exp(-Math.sqrt(h2)) : correlation(codes[s], h2, shapes[s]));
            rows[row + j] = s === 0 ? c : rows[row + j] + c;
          }
        }
      }
    }
    if (nugget > 0) this.#addNuggetToDuplicates(rows, stride);
  }

  /** Two samples at one place share their nugget: the system is then singular, as it must be. */
  #addNuggetToDuplicates(rows: Float64Array, stride: number): void {
    const { count, nugget } = this.#model;
    const near = this.#near[0];
    for (let i = 1; i < this.#n; i++)
      for (let j = 0; j < i; j++) {
        if (count > 0) {
          const dx = near[3 * j] - near[3 * i];
          const dy = near[3 * j + 1] - near[3 * i + 1];
          const dz = near[3 * j + 2] - near[3 * i + 2];
          if (dx * dx + dy * dy + dz * dz >= samePlaceH2) continue;
        }
        if (this.#areAtOnePlace(i, j)) rows[i * stride + j] += nugget;
      }
  }

  #areAtOnePlace(i: number, j: number): boolean {
    const a = 3 * this.#index[i];
    const b = 3 * this.#index[j];
    const xyz = this.#xyzM;
    return xyz[a] === xyz[b] && xyz[a + 1] === xyz[b + 1] && xyz[a + 2] === xyz[b + 2];
  }

  /**
   * Covariances between the neighbourhood and a place (x, y, z), written from `rows[at]` on. With a pattern they are averages over
   * its points, and the nugget counts nowhere; at one point it counts for a sample that lies there (within 1e-9 of the
   * first structure's range).
   * @param offsetsM packed points of the block relative to its centre, or null
   * @param pointWeights weights of the points, summing to one
   */
  fillRight(
    rows: Float64Array,
    at: number,
    xM: number,
    yM: number,
    zM: number,
    offsetsM: Float64Array | null,
    pointWeights: Float64Array | null,
  ): void {
    const n = this.#n;
    const { codes, sills, shapes, separate, transforms, nugget, count } = this.#model;
    for (let i = 0; i < n; i++) rows[at + i] = 0;
    const points = pointWeights === null ? 1 : pointWeights.length;
    for (let d = 0; d < points; d++) {
      const x = xM - this.#originM[0] + (offsetsM === null ? 0 : offsetsM[3 * d]);
      const y = yM - this.#originM[1] + (offsetsM === null ? 0 : offsetsM[3 * d + 1]);
      const z = zM - this.#originM[2] + (offsetsM === null ? 0 : offsetsM[3 * d + 2]);
      const weight = pointWeights === null ? 1 : pointWeights[d];
      for (let s = 0; s < count; s++) {
        const m = transforms[s];
        const near = this.#near[s];
        const u = m[0] * x + m[1] * y + m[2] * z;
        const v = m[3] * x + m[4] * y + m[5] * z;
        const w = m[6] * x + m[7] * y + m[8] * z;
        const factor = sills[s] * weight;
        const isSpherical = codes[s] === sphericalCode;
        for (let i = 0, k = 0; i < n; i++, k += 3) {
          const dx = near[k] - u;
          const dy = near[k + 1] - v;
          const dz = near[k + 2] - w;
          if (separate[s] === 1) {
            const plane = correlation(codes[s], dx * dx + dy * dy, shapes[s]);
            rows[at + i] += factor * plane * correlation(codes[s], dz * dz, shapes[s]);
            continue;
          }
          const h2 = dx * dx + dy * dy + dz * dz;
          if (isSpherical) {
            if (h2 < 1) rows[at + i] += factor * (1 - Math.sqrt(h2) * (1.5 - 0.5 * h2));
          } else rows[at + i] += factor * correlation(codes[s], h2, shapes[s]);
        }
      }
    }
    if (pointWeights === null && nugget > 0) this.#addNuggetAt(rows, at, xM, yM, zM);
  }

  #addNuggetAt(rows: Float64Array, at: number, xM: number, yM: number, zM: number): void {
    const { transforms, nugget } = this.#model;
    for (let i = 0; i < this.#n; i++) {
      const a = 3 * this.#index[i];
      const dx = this.#xyzM[a] - xM;
      const dy = this.#xyzM[a + 1] - yM;
      const dz = this.#xyzM[a + 2] - zM;
      if (dx === 0 && dy === 0 && dz === 0) {
        rows[at + i] += nugget;
        continue;
      }
      if (transforms.length === 0) continue;
      const m = transforms[0];
      const far2 = dx * dx + dy * dy + dz * dz;
      // A millionth of the last digit of a survey: the same place written with another rounding.
      const reach = m[0] * m[0] + m[1] * m[1] + m[2] * m[2];
      if (far2 * reach < samePlaceH2) rows[at + i] += nugget;
    }
  }
}
