/** Eigenvalues, and eigenvectors as rows (vector k at k·q … k·q + q − 1). */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and orthonormal eigenvectors of a small symmetric matrix by Jacobi's rotations, in no particular order.
 * @param matrix row by row, length q²; only its lower half is read as symmetric
 * @see Golub and Van Loan (2013), Matrix Computations, 4th ed., section 8.5
 */
export function symmetricEigen(matrix: Float64Array, q: number): SymmetricEigen {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(q * q);
  for (let k = 0; k < q; k++) vectors[k * q + k] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let on = 0;
    for (let i = 0; i < q; i++)
      for (let j = 0; j < q; j++)
        if (i === j) on += a[i * q + i] ** 2;
        else off += a[i * q + j] ** 2;
    if (off <= 1e-32 * on || off === 0) break;
    for (let i = 0; i < q; i++) for (let j = i + 1; j < q; j++) rotate(a, vectors, q, i, j);
  }
  return { values: Float64Array.from({ length: q }, (_, k) => a[k * q + k]), vectors };
}

function rotate(a: Float64Array, vectors: Float64Array, q: number, i: number, j: number): void {
  if (a[i * q + j] === 0) return;
  const theta = (a[j * q + j] - a[i * q + i]) / (2 * a[i * q + j]);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < q; k++) {
    const [x, y] = [a[k * q + i], a[k * q + j]];
    a[k * q + i] = c * x - s * y;
    a[k * q + j] = s * x + c * y;
  }
  for (let k = 0; k < q; k++) {
    const [x, y] = [a[i * q + k], a[j * q + k]];
    a[i * q + k] = c * x - s * y;
    a[j * q + k] = s * x + c * y;
    const [v, w] = [vectors[i * q + k], vectors[j * q + k]];
    vectors[i * q + k] = c * v - s * w;
    vectors[j * q + k] = s * v + c * w;
  }
}

/** The nearest positive semidefinite matrix (Frobenius): negative eigenvalues become zero. */
export function nearestSemidefinite(matrix: Float64Array, q: number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, q);
  if (values.every((value) => value >= 0)) return Float64Array.from(matrix);
  const out = new Float64Array(q * q);
  for (let u = 0; u < q; u++)
    for (let v = 0; v <= u; v++) {
      let sum = 0;
      for (let k = 0; k < q; k++) sum += Math.max(0, values[k]) * vectors[k * q + u] * vectors[k * q + v];
      out[u * q + v] = out[v * q + u] = sum;
    }
  return out;
}
