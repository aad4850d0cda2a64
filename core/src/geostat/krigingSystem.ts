import { backSubstitute, choleskyInPlace, forwardSubstituteRow } from "../numerics/cholesky.ts";

/**
 * The equations of kriging, [C F; Fᵀ 0] [λ; μ] = [c₀; f₀], solved by the Cholesky factor of C and the Schur complement
 * S = FᵀC⁻¹F. Rows of one flat array: covariances, drift columns, data columns, then right sides, all carried through one sweep,
 * so that estimate, variance and slope come without the weights. State: scratch space.
 *
 * With y = L⁻¹c₀, G = L⁻¹F, v = L⁻¹z, s = Gᵀy − f₀, μ = S⁻¹s and w = y − Gμ: estimate w·v, variance C₀₀ − y·y + s·μ,
 * weights L⁻ᵀw, variance of the estimator w·w, its covariance with the truth w·y.
 * @see Cressie (1993), Statistics for Spatial Data, section 3.4.5; Isaaks and Srivastava (1989), ch. 12
 */
export class KrigingSystem {
  readonly rows: Float64Array;
  readonly stride: number;
  /** f₀: drift at the target, set by the caller before `reduce`. */
  readonly f0: Float64Array;
  /** μ of the last `reduce`. */
  readonly mu: Float64Array;
  /** w of the last `reduce`. */
  readonly w: Float64Array;
  /** s·μ of the last `reduce`. */
  driftTermOfVariance = 0;
  readonly p: number;
  n = 0;
  readonly #schur: Float64Array;
  readonly #s: Float64Array;

  /**
   * @param capacity most samples
   * @param p drift columns, the constant included
   * @param others rows after the drift: data columns and right sides
   */
  constructor(capacity: number, p: number, others: number) {
    // A multiple of eight plus one line of cache keeps the rows from falling on one cache set.
    this.stride = Math.max(8, ((capacity + 7) >> 3) * 8);
    this.rows = new Float64Array((capacity + p + others) * this.stride);
    this.p = p;
    this.f0 = new Float64Array(p);
    this.mu = new Float64Array(p);
    this.w = new Float64Array(capacity);
    this.#schur = new Float64Array(p * p);
    this.#s = new Float64Array(p);
  }

  /**
   * Factors C of n samples with `carried` rows behind it. @returns −1, or the row at which C is not positive definite
   */
  factor(n: number, carried: number): number {
    this.n = n;
    return choleskyInPlace(this.rows, this.stride, n, n + carried);
  }

  /** Factors S = GᵀG. @returns false when the drift columns depend on each other in these samples */
  factorDrift(): boolean {
    const { p, n, rows, stride } = this;
    for (let a = 0; a < p; a++)
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        const ra = (n + a) * stride;
        const rb = (n + b) * stride;
        for (let k = 0; k < n; k++) sum += rows[ra + k] * rows[rb + k];
        this.#schur[a * p + b] = sum;
      }
    if (n < p) return false;
    for (let a = 0; a < p; a++) {
      const whole = this.#schur[a * p + a];
      let d = whole;
      for (let k = 0; k < a; k++) d -= this.#schur[a * p + k] * this.#schur[a * p + k];
      if (!(d > 1e-12 * whole)) return false;
      const root = Math.sqrt(d);
      this.#schur[a * p + a] = root;
      for (let b = a + 1; b < p; b++) {
        let sum = this.#schur[b * p + a];
        for (let k = 0; k < a; k++) sum -= this.#schur[b * p + k] * this.#schur[a * p + k];
        this.#schur[b * p + a] = sum / root;
      }
    }
    return true;
  }

  /** Carries a right side that was written after `factor` through L⁻¹. */
  forward(row: number): void {
    forwardSubstituteRow(this.rows, this.stride, this.n, row);
  }

  /** Solves for the multipliers and w of the right side in `row`, f₀ being set. */
  reduce(row: number): void {
    const { p, n, rows, stride, mu, w } = this;
    const s = this.#s;
    const ry = row * stride;
    for (let a = 0; a < p; a++) {
      let sum = -this.f0[a];
      const ra = (n + a) * stride;
      for (let k = 0; k < n; k++) sum += rows[ra + k] * rows[ry + k];
      s[a] = sum;
      for (let k = 0; k < a; k++) sum -= this.#schur[a * p + k] * mu[k];
      mu[a] = sum / this.#schur[a * p + a];
    }
    for (let a = p - 1; a >= 0; a--) {
      for (let k = a + 1; k < p; k++) mu[a] -= this.#schur[k * p + a] * mu[k];
      mu[a] /= this.#schur[a * p + a];
    }
    let term = 0;
    for (let a = 0; a < p; a++) term += s[a] * mu[a];
    this.driftTermOfVariance = term;
    for (let k = 0; k < n; k++) w[k] = rows[ry + k];
    for (let a = 0; a < p; a++) {
      const ra = (n + a) * stride;
      for (let k = 0; k < n; k++) w[k] -= mu[a] * rows[ra + k];
    }
  }

  /** Product of w with a carried row. */
  wDot(row: number): number {
    let sum = 0;
    const r = row * this.stride;
    for (let k = 0; k < this.n; k++) sum += this.w[k] * this.rows[r + k];
    return sum;
  }

  /** Product of two carried rows. */
  rowDot(a: number, b: number): number {
    let sum = 0;
    const ra = a * this.stride;
    const rb = b * this.stride;
    for (let k = 0; k < this.n; k++) sum += this.rows[ra + k] * this.rows[rb + k];
    return sum;
  }

  /** w·w: variance of the estimator. */
  estimatorVariance(): number {
    let sum = 0;
    for (let k = 0; k < this.n; k++) sum += this.w[k] * this.w[k];
    return sum;
  }

  /** Turns w into the weights λ, in place. */
  weights(): Float64Array {
    backSubstitute(this.rows, this.stride, this.n, this.w);
    return this.w;
  }
}
