import { symmetricEigen } from "./symmetricEigen.ts";
import { type LinearTransform, turned, whitening } from "./whitening.ts";

/** Factors by falling autocorrelation at the lag. */
export interface MinMaxFactors extends LinearTransform {
  /** Half the mean squared difference of each factor over the lag: 1 where it has no correlation left. */
  readonly lagVariogram: Float64Array;
  readonly pairs: number;
}

/**
 * Min/max autocorrelation factors: linear combinations of q variables without correlation at distance zero and at one lag. For a linear
 * model of coregionalisation with two structures they have none at any distance, so they can be simulated one by one.
 * Whitening y = Σ^(−½)(x − m), then the eigenvectors of Γ_y(lag).
 *
 * @param columns q variables (usually normal scores) at n places, all known at each
 * @param xyzM packed places
 * @param lag pairs taken: from `distanceM − toleranceM` to `distanceM + toleranceM` apart
 * @throws {RangeError} columns that follow from each other, lengths that disagree, or fewer than 30 pairs at the lag
 * @see Switzer and Green (1984), Stanford Technical Report 6; Desbarats and Dimitrakopoulos (2000), Mathematical Geology 32, 919-942
 */
export function minMaxFactors(
  columns: readonly Float64Array[],
  xyzM: Float64Array,
  lag: { readonly distanceM: number; readonly toleranceM: number },
): MinMaxFactors {
  const q = columns.length;
  const n = xyzM.length / 3;
  if (q < 2 || columns.some((column) => column.length !== n))
    throw new RangeError(`factors: give 2 columns or more of ${n} values each, one for each place`);
  const white = whitening(columns);
  const gamma = new Float64Array(q * q);
  const [least, most] = [lag.distanceM - lag.toleranceM, lag.distanceM + lag.toleranceM];
  const difference = new Float64Array(q);
  let pairs = 0;
  for (let a = 0; a < n; a++)
    for (let b = 0; b < a; b++) {
      const h = Math.hypot(
        xyzM[3 * a] - xyzM[3 * b],
        xyzM[3 * a + 1] - xyzM[3 * b + 1],
        xyzM[3 * a + 2] - xyzM[3 * b + 2],
      );
      if (h < least || h > most) continue;
      pairs++;
      for (let u = 0; u < q; u++) difference[u] = columns[u][a] - columns[u][b];
      for (let u = 0; u < q; u++) for (let v = 0; v < q; v++) gamma[u * q + v] += difference[u] * difference[v] * 0.5;
    }
  if (pairs < 30)
    throw new RangeError(`factors: ${pairs} pairs from ${least} to ${most} m apart, 30 needed; widen the tolerance`);
  const whiteGamma = new Float64Array(q * q);
  for (let u = 0; u < q; u++)
    for (let v = 0; v < q; v++)
      for (let i = 0; i < q; i++)
        for (let j = 0; j < q; j++)
          whiteGamma[u * q + v] += (white.matrix[u * q + i] * gamma[i * q + j] * white.matrix[v * q + j]) / pairs;
  const { values, vectors } = symmetricEigen(whiteGamma, q);
  const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const rotation = new Float64Array(q * q);
  for (const [u, k] of order.entries()) rotation.set(vectors.subarray(k * q, (k + 1) * q), u * q);
  return { ...turned(white, rotation), lagVariogram: Float64Array.from(order, (k) => values[k]), pairs };
}
