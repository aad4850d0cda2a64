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
  for (let j = 0; j < n; j++) {
    const rj = j * stride;
    const diagonal = rows[rj + j];
    let d = diagonal;
    for (let k = 0; k < j; k++) d -= rows[rj + k] * rows[rj + k];
    if (!(d > pivotTolerance * diagonal)) return j;
    const root = Math.sqrt(d);
    rows[rj + j] = root;
    const inverse = 1 / root;
    let i = j + 1;
    // Four rows at a time: each element of row j is read once for four products.
    for (; i + 3 < total; i += 4) {
      const r0 = i * stride;
      const r1 = r0 + stride;
      const r2 = r1 + stride;
      const r3 = r2 + stride;
      let s0 = rows[r0 + j];
      let s1 = rows[r1 + j];
      let s2 = rows[r2 + j];
      let s3 = rows[r3 + j];
      for (let k = 0; k < j; k++) {
        const l = rows[rj + k];
        s0 -= rows[r0 + k] * l;
        s1 -= rows[r1 + k] * l;
        s2 -= rows[r2 + k] * l;
        s3 -= rows[r3 + k] * l;
      }
      rows[r0 + j] = s0 * inverse;
      rows[r1 + j] = s1 * inverse;
      rows[r2 + j] = s2 * inverse;
      rows[r3 + j] = s3 * inverse;
    }
    for (; i < total; i++) {
      const ri = i * stride;
      let s = rows[ri + j];
      for (let k = 0; k < j; k++) s -= rows[ri + k] * rows[rj + k];
      rows[ri + j] = s * inverse;
    }
  }
  return -1;
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
