/**
 * Anderson acceleration of x = g(x): keeps the last differences of x and of the residual f = g(x) − x, and steps to
 * x + f − (ΔX + ΔF) γ where γ minimises |f − ΔF γ| (scaled), by modified Gram-Schmidt with dropping of nearly dependent columns.
 * The differences describe the problem's Jacobian, so those of an earlier, similar solve are a good start.
 * @see Walker and Ni (2011), Anderson acceleration for fixed-point iterations, SIAM J. Numer. Anal. 49, 1715-1735
 */
export class Anderson {
  readonly depth: number;
  readonly #dx: Float64Array[] = [];
  readonly #df: Float64Array[] = [];
  #x: Float64Array | null = null;
  #f: Float64Array | null = null;

  constructor(depth: number, earlier?: Anderson) {
    this.depth = depth;
    if (earlier !== undefined) {
      this.#dx.push(...earlier.#dx);
      this.#df.push(...earlier.#df);
    }
  }

  /** Pairs of differences held. */
  get pairs(): number {
    return this.#dx.length;
  }

  /** Forgets the differences, not the last point. */
  clear(): void {
    this.#dx.length = 0;
    this.#df.length = 0;
  }

  /** Forgets the last point: the next step makes no difference with it. */
  jump(): void {
    this.#x = null;
    this.#f = null;
  }

  /**
   * The next point.
   * @param scale typical size of each unknown, above 0
   */
  step(x: Float64Array, f: Float64Array, scale: Float64Array): Float64Array {
    if (this.#x !== null && this.#f !== null) {
      const [lastX, lastF] = [this.#x, this.#f];
      this.#dx.push(x.map((value, i) => value - lastX[i]));
      this.#df.push(f.map((value, i) => value - lastF[i]));
      if (this.#dx.length > this.depth) {
        this.#dx.shift();
        this.#df.shift();
      }
    }
    this.#x = Float64Array.from(x);
    this.#f = Float64Array.from(f);
    const gamma = this.#coefficients(f, scale);
    const next = x.map((value, i) => value + f[i]);
    for (const [k, share] of gamma.entries()) {
      if (share === 0) continue;
      const [dx, df] = [this.#dx[k], this.#df[k]];
      for (let i = 0; i < next.length; i++) next[i] -= share * (dx[i] + df[i]);
    }
    return next;
  }

  /** γ by orthogonalisation of the newest difference first. */
  #coefficients(f: Float64Array, scale: Float64Array): Float64Array {
    const m = this.#df.length;
    const gamma = new Float64Array(m);
    if (m === 0) return gamma;
    const basis: Float64Array[] = [];
    const kept: number[] = [];
    const triangle: Float64Array[] = [];
    for (let k = m - 1; k >= 0; k--) {
      const column = this.#df[k].map((value, i) => value / scale[i]);
      const whole = Math.sqrt(dot(column, column));
      if (!(whole > 0)) continue;
      const row = new Float64Array(m);
      // Twice is enough: once leaves rounding in nearly dependent columns.
      for (let pass = 0; pass < 2; pass++)
        for (const [b, q] of basis.entries()) {
          const share = dot(q, column);
          row[b] += share;
          for (let i = 0; i < column.length; i++) column[i] -= share * q[i];
        }
      const left = Math.sqrt(dot(column, column));
      if (!(left > 1e-9 * whole)) continue;
      row[basis.length] = left;
      basis.push(column.map((value) => value / left));
      kept.push(k);
      triangle.push(row);
    }
    const right = f.map((value, i) => value / scale[i]);
    const projected = basis.map((q) => dot(q, right));
    for (let a = kept.length - 1; a >= 0; a--) {
      let sum = projected[a];
      for (let b = a + 1; b < kept.length; b++) sum -= triangle[b][a] * gamma[kept[b]];
      gamma[kept[a]] = sum / triangle[a][a];
    }
    return gamma;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
