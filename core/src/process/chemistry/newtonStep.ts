/**
 * Solves A x = b in place by Gaussian elimination with partial pivoting, for the small dense systems of the equilibrium
 * Newton: nothing is allocated, and an unknown that no equation moves (its pivot vanishes) keeps its value, since a redox
 * potential or a site without matter is no error.
 *
 * @param a row by row, n × n; destroyed
 * @param b right side, becomes x
 * @param n order
 * @returns index of the first unknown without a pivot, or −1
 */
export function eliminate(a: Float64Array, b: Float64Array, n: number): number {
  let idle = -1;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    let size = Math.abs(a[k * n + k]);
    for (let i = k + 1; i < n; i++) {
      const candidate = Math.abs(a[i * n + k]);
      if (candidate > size) {
        size = candidate;
        pivot = i;
      }
    }
    if (!(size > 1e-200)) {
      if (idle < 0) idle = k;
      // Pins the unknown: x_k = 0.
      for (let j = k; j < n; j++) a[k * n + j] = j === k ? 1 : 0;
      b[k] = 0;
      continue;
    }
    if (pivot !== k) {
      for (let j = k; j < n; j++) {
        const held = a[k * n + j];
        a[k * n + j] = a[pivot * n + j];
        a[pivot * n + j] = held;
      }
      const held = b[k];
      b[k] = b[pivot];
      b[pivot] = held;
    }
    const inverse = 1 / a[k * n + k];
    const rowK = k * n;
    for (let i = k + 1; i < n; i++) {
      const rowI = i * n;
      const head = a[rowI + k];
      if (head === 0) continue;
      const factor = head * inverse;
      for (let j = k + 1; j < n; j++) a[rowI + j] -= factor * a[rowK + j];
      b[i] -= factor * b[k];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i];
    const row = i * n;
    for (let j = i + 1; j < n; j++) sum -= a[row + j] * b[j];
    b[i] = sum / a[row + i];
  }
  return idle;
}
