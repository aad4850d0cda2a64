/** A system of equations without a unique solution in double precision. */
export class SingularMatrixError extends Error {
  readonly code = "numerics.singular-matrix";
  /** Row (from 0) at which elimination met a vanishing pivot. */
  readonly row: number;
  /** Names of what made the system singular, where the caller knows them, e.g. two samples at one place. */
  readonly culprits: readonly string[];
  constructor(message: string, row: number, culprits: readonly string[] = []) {
    super(message);
    this.name = "SingularMatrixError";
    this.row = row;
    this.culprits = culprits;
  }
}

/**
 * Solves A x = b by Gaussian elimination with scaled partial pivoting. The arguments stay as they are.
 *
 * @param matrix A, row by row, length n x n
 * @param right b, length n
 * @returns x, length n
 * @throws {RangeError} the lengths disagree
 * @throws {SingularMatrixError} a pivot falls below 1e-14 of the largest coefficient of its row
 * @see Golub and Van Loan (2013), Matrix Computations, 4th ed., section 3.4
 */
export function solveLinear(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  if (matrix.length !== n * n)
    throw new RangeError(`${n} equations need ${n * n} coefficients, got ${matrix.length}; pass a square matrix`);
  const a = Float64Array.from(matrix);
  const x = Float64Array.from(right);
  const scale = rowScales(a, n);
  for (let k = 0; k < n; k++) {
    const pivot = pivotRow(a, scale, n, k);
    if (pivot !== k) swapRows(a, x, scale, n, k, pivot);
    if (!(Math.abs(a[k * n + k]) > 1e-14 * scale[k]))
      throw new SingularMatrixError(`equation ${k + 1} of ${n} depends on the others; drop or change one`, k);
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k] / a[k * n + k];
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
      x[i] -= factor * x[k];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) x[i] -= a[i * n + j] * x[j];
    x[i] /= a[i * n + i];
  }
  return x;
}

function rowScales(a: Float64Array, n: number): Float64Array {
  const scale = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) scale[i] = Math.max(scale[i], Math.abs(a[i * n + j]));
  return scale;
}

function pivotRow(a: Float64Array, scale: Float64Array, n: number, k: number): number {
  let best = k;
  for (let i = k + 1; i < n; i++)
    if (Math.abs(a[i * n + k]) * scale[best] > Math.abs(a[best * n + k]) * scale[i]) best = i;
  return best;
}

function swapRows(a: Float64Array, x: Float64Array, scale: Float64Array, n: number, i: number, j: number): void {
  for (let k = 0; k < n; k++) {
    const held = a[i * n + k];
    a[i * n + k] = a[j * n + k];
    a[j * n + k] = held;
  }
  [x[i], x[j]] = [x[j], x[i]];
  [scale[i], scale[j]] = [scale[j], scale[i]];
}
