/** Pivots below this share of their diagonal element count as zero: about n rounding errors of a double for n = 64. */
export const pivotTolerance = 1.5e-14;

/**
 * Factors C = L Lᵀ in place and, in the same sweep, carries further rows b along as L⁻¹ b.
 * Rows of `rows` are `stride` apart; rows 0 … n − 1 hold the lower triangle of C on entry and L on return;
 * rows n … total − 1 hold vectors of length n on entry and L⁻¹ b on return. Nothing is allocated.
 *
 * @returns −1 when done, otherwise the row of C whose pivot vanished or is negative: C is not positive definite
 * @see Golub and Van Loan (2013), Matrix Computations, 4th ed., section 4.2
 */
export function choleskyInPlace(rows: Float64Array, stride: number, n: number, total: number): number {
  for (let j = 0; j < n; j += 2) {
    const r0 = j * stride;
    const first = pivot(rows, r0, j);
    if (!(first > 0)) return j;
    const inverse0 = 1 / first;
    rows[r0 + j] = first;
    if (j + 1 === n) {
      for (let i = n; i < total; i++) rows[i * stride + j] = remainder(rows, i * stride, r0, j) * inverse0;
      return -1;
    }
    const r1 = r0 + stride;
    const between = remainder(rows, r1, r0, j) * inverse0;
    rows[r1 + j] = between;
    const second = pivot(rows, r1, j + 1);
    if (!(second > 0)) return j + 1;
    rows[r1 + j + 1] = second;
    const inverse1 = 1 / second;
    let i = j + 2;
    // Four rows by two columns at a time: six elements read for eight products.
    for (; i + 3 < total; i += 4) {
      const a = i * stride;
      const b = a + stride;
      const c = b + stride;
      const d = c + stride;
      let a0 = rows[a + j];
      let b0 = rows[b + j];
      let c0 = rows[c + j];
      let d0 = rows[d + j];
      let a1 = rows[a + j + 1];
      let b1 = rows[b + j + 1];
      let c1 = rows[c + j + 1];
      let d1 = rows[d + j + 1];
      for (let k = 0; k < j; k++) {
        const l0 = rows[r0 + k];
        const l1 = rows[r1 + k];
        const x = rows[a + k];
        const y = rows[b + k];
        const z = rows[c + k];
        const w = rows[d + k];
        a0 -= x * l0;
        a1 -= x * l1;
        b0 -= y * l0;
        b1 -= y * l1;
        c0 -= z * l0;
        c1 -= z * l1;
        d0 -= w * l0;
        d1 -= w * l1;
      }
      a0 *= inverse0;
      b0 *= inverse0;
      c0 *= inverse0;
      d0 *= inverse0;
      rows[a + j] = a0;
      rows[b + j] = b0;
      rows[c + j] = c0;
      rows[d + j] = d0;
      rows[a + j + 1] = (a1 - a0 * between) * inverse1;
      rows[b + j + 1] = (b1 - b0 * between) * inverse1;
      rows[c + j + 1] = (c1 - c0 * between) * inverse1;
      rows[d + j + 1] = (d1 - d0 * between) * inverse1;
    }
    for (; i < total; i++) {
      const ri = i * stride;
      const value = remainder(rows, ri, r0, j) * inverse0;
      rows[ri + j] = value;
      rows[ri + j + 1] = remainder(rows, ri, r1, j + 1) * inverse1;
    }
  }
  return -1;
}

/** Square root of what is left of the diagonal of the row at `r`, column j; 0 where nothing is left to the precision of a double. */
function pivot(rows: Float64Array, r: number, j: number): number {
  const diagonal = rows[r + j];
  let d = diagonal;
  for (let k = 0; k < j; k++) d -= rows[r + k] * rows[r + k];
  return d > pivotTolerance * diagonal ? Math.sqrt(d) : 0;
}

/** Element of column j of the row at `a`, less the products with the row at `b`. */
function remainder(rows: Float64Array, a: number, b: number, j: number): number {
  let s = rows[a + j];
  for (let k = 0; k < j; k++) s -= rows[a + k] * rows[b + k];
  return s;
}

/** Overwrites row `row` (a vector b of length n) with L⁻¹ b; L as `choleskyInPlace` left it. */
export function forwardSubstituteRow(rows: Float64Array, stride: number, n: number, row: number): void {
  const ri = row * stride;
  for (let j = 0; j < n; j++) {
    const rj = j * stride;
    let s = rows[ri + j];
    for (let k = 0; k < j; k++) s -= rows[ri + k] * rows[rj + k];
    rows[ri + j] = s / rows[rj + j];
  }
}

/** Overwrites `vector` (length n or more) with L⁻ᵀ of it; L as `choleskyInPlace` left it. */
export function backSubstitute(rows: Float64Array, stride: number, n: number, vector: Float64Array): void {
  for (let j = n - 1; j >= 0; j--) {
    const rj = j * stride;
    const x = vector[j] / rows[rj + j];
    vector[j] = x;
    for (let k = 0; k < j; k++) vector[k] -= rows[rj + k] * x;
  }
}
