import { symmetricEigen } from "./symmetricEigen.ts";

/** A linear map of q centred columns: y = matrix (x − mean), x = inverse y + mean; both q × q, row by row. */
export interface LinearTransform {
  readonly mean: Float64Array;
  readonly matrix: Float64Array;
  readonly inverse: Float64Array;
}

/** Columns y = matrix (x − mean). */
export function applyTransform({ mean, matrix }: LinearTransform, columns: readonly Float64Array[]): Float64Array[] {
  const q = columns.length;
  return columns.map((_, u) => {
    const out = new Float64Array(columns[0].length);
    for (let v = 0; v < q; v++)
      for (let i = 0; i < out.length; i++) out[i] += matrix[u * q + v] * (columns[v][i] - mean[v]);
    return out;
  });
}

/** Columns x = inverse y + mean. */
export function undoTransform({ mean, inverse }: LinearTransform, columns: readonly Float64Array[]): Float64Array[] {
  const q = columns.length;
  return columns.map((_, u) => {
    const out = new Float64Array(columns[0].length).fill(mean[u]);
    for (let v = 0; v < q; v++) for (let i = 0; i < out.length; i++) out[i] += inverse[u * q + v] * columns[v][i];
    return out;
  });
}

/** Weighted covariances of columns, q × q, and their means; weights default to one a row. */
export function columnCovariance(
  columns: readonly Float64Array[],
  weights?: Float64Array,
): { readonly mean: Float64Array; readonly covariance: Float64Array } {
  const q = columns.length;
  const n = columns[0].length;
  const share = weights ?? new Float64Array(n).fill(1);
  const total = share.reduce((sum, w) => sum + w, 0);
  const mean = Float64Array.from(columns, (column) => column.reduce((sum, x, i) => sum + share[i] * x, 0) / total);
  const covariance = new Float64Array(q * q);
  for (let u = 0; u < q; u++)
    for (let v = 0; v <= u; v++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += share[i] * (columns[u][i] - mean[u]) * (columns[v][i] - mean[v]);
      covariance[u * q + v] = covariance[v * q + u] = sum / total;
    }
  return { mean, covariance };
}

/**
 * Whitening that turns columns least: y = V Λ^(−½) Vᵀ (x − mean), of covariance I.
 * @throws {RangeError} columns that follow from each other (an eigenvalue below 1e-10 of the greatest)
 * @see Barnett, Manchuk and Deutsch (2014), Mathematical Geosciences 46, 337-359, section 3.2 (spectral decomposition sphering)
 */
export function whitening(columns: readonly Float64Array[], weights?: Float64Array): LinearTransform {
  const q = columns.length;
  const { mean, covariance } = columnCovariance(columns, weights);
  const { values, vectors } = symmetricEigen(covariance, q);
  const greatest = values.reduce((a, b) => Math.max(a, b));
  if (!values.every((value) => value > 1e-10 * greatest))
    throw new RangeError(
      `${q} variables follow from each other (least eigenvalue ${Math.min(...values).toPrecision(2)} of ${greatest.toPrecision(2)}); leave one out, or use log-ratios of a composition`,
    );
  const matrix = new Float64Array(q * q);
  const inverse = new Float64Array(q * q);
  for (let k = 0; k < q; k++) {
    const root = Math.sqrt(values[k]);
    for (let u = 0; u < q; u++)
      for (let v = 0; v < q; v++) {
        const product = vectors[k * q + u] * vectors[k * q + v];
        matrix[u * q + v] += product / root;
        inverse[u * q + v] += product * root;
      }
  }
  return { mean, matrix, inverse };
}

/** y = `next` after `first`, where `next` turns about 0: one map of the two. */
export function turned(first: LinearTransform, rotation: Float64Array): LinearTransform {
  const q = first.mean.length;
  const matrix = new Float64Array(q * q);
  const inverse = new Float64Array(q * q);
  for (let u = 0; u < q; u++)
    for (let v = 0; v < q; v++)
      for (let k = 0; k < q; k++) {
        matrix[u * q + v] += rotation[u * q + k] * first.matrix[k * q + v];
        inverse[u * q + v] += first.inverse[u * q + k] * rotation[v * q + k];
      }
  return { mean: first.mean, matrix, inverse };
}
