/**
 * Newton's method on f(x) = g(x) − x with the inverse Jacobian kept and improved by Broyden's update, in scaled unknowns. Built from
 * differences once, it serves this solve and the next ones of the same flowsheet.
 * @see Broyden (1965), A class of methods for solving nonlinear simultaneous equations, Math. Comput. 19, 577-593
 */
export class QuasiNewton {
  readonly #n: number;
  readonly #scale: Float64Array;
  /** −J⁻¹, row by row, in scaled unknowns. */
  readonly #inverse: Float64Array;

  private constructor(scale: Float64Array, inverse: Float64Array) {
    this.#n = scale.length;
    this.#scale = scale;
    this.#inverse = inverse;
  }

  /**
   * Inverts a Jacobian.
   * @param jacobian of f, in scaled unknowns, row by row
   * @returns null where it is singular
   */
  static from(jacobian: Float64Array, scale: Float64Array): QuasiNewton | null {
    const inverse = negativeInverse(jacobian, scale.length);
    if (inverse === null) return null;
    return new QuasiNewton(Float64Array.from(scale), inverse);
  }

  copy(): QuasiNewton {
    return new QuasiNewton(this.#scale, Float64Array.from(this.#inverse));
  }

  get length(): number {
    return this.#n;
  }

  /** The step from a residual. */
  step(f: Float64Array): Float64Array {
    const n = this.#n;
    const step = new Float64Array(n);
    for (let a = 0; a < n; a++) {
      let sum = 0;
      for (let b = 0; b < n; b++) sum += this.#inverse[a * n + b] * (f[b] / this.#scale[b]);
      step[a] = sum * this.#scale[a];
    }
    return step;
  }

  /** Broyden's good update from the step taken and the change of the residual that it made. */
  update(taken: Float64Array, change: Float64Array): void {
    const n = this.#n;
    const s = taken.map((value, a) => value / this.#scale[a]);
    const hy = new Float64Array(n);
    const sh = new Float64Array(n);
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++) {
        // The matrix holds −J⁻¹: signs turn once.
        hy[a] -= this.#inverse[a * n + b] * (change[b] / this.#scale[b]);
        sh[b] += s[a] * this.#inverse[a * n + b];
      }
    let denominator = 0;
    let length = 0;
    for (let a = 0; a < n; a++) {
      denominator += s[a] * hy[a];
      length += s[a] * s[a];
    }
    if (!(Math.abs(denominator) > 1e-8 * length)) return;
    for (let a = 0; a < n; a++) {
      const share = (s[a] - hy[a]) / denominator;
      for (let b = 0; b < n; b++) this.#inverse[a * n + b] += share * sh[b];
    }
  }
}

/** −A⁻¹ by Gauss-Jordan elimination with partial pivoting; null where a pivot vanishes. */
function negativeInverse(matrix: Float64Array, n: number): Float64Array | null {
  const a = Float64Array.from(matrix);
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) inverse[i * n + i] = -1;
  let largest = 0;
  for (const value of a) largest = Math.max(largest, Math.abs(value));
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]) > Math.abs(a[pivot * n + k])) pivot = i;
    if (!(Math.abs(a[pivot * n + k]) > 1e-14 * largest)) return null;
    if (pivot !== k)
      for (let j = 0; j < n; j++) {
        [a[k * n + j], a[pivot * n + j]] = [a[pivot * n + j], a[k * n + j]];
        [inverse[k * n + j], inverse[pivot * n + j]] = [inverse[pivot * n + j], inverse[k * n + j]];
      }
    const scale = 1 / a[k * n + k];
    for (let j = 0; j < n; j++) {
      a[k * n + j] *= scale;
      inverse[k * n + j] *= scale;
    }
    for (let i = 0; i < n; i++) {
      const factor = a[i * n + k];
      if (i === k || factor === 0) continue;
      for (let j = 0; j < n; j++) {
        a[i * n + j] -= factor * a[k * n + j];
        inverse[i * n + j] -= factor * inverse[k * n + j];
      }
    }
  }
  return inverse;
}
