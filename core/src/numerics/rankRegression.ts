import { choleskyInPlace } from "./cholesky.ts";
import { ranksOf } from "./correlatedDraws.ts";

/** Standardised rank regression of a result on its inputs. */
export interface RankRegression {
  /** By input: slope of ranks on ranks, −1 to 1 for independent inputs; its square is the share of the rank variance then. */
  readonly coefficients: readonly { readonly key: string; readonly coefficient: number }[];
  /** Share of the variance of the ranks that the regression explains: below about 0.7 the result is not monotone and Sobol shares are wanted. */
  readonly explained: number;
}

/**
 * Regression of the ranks of results on the ranks of inputs, solved once for many results. Inputs may be correlated: a coefficient then says
 * what the input does beyond the others. A constant result has no ranks: null.
 * @param columns inputs, n draws each
 * @throws {RangeError} fewer draws than inputs + 2, or inputs that determine one another
 * @see Iman and Conover (1979), The use of the rank transform in regression, Technometrics 21, 499-509; Saltelli et al. (2008), sect. 1.2.5
 */
export function rankRegression(
  names: readonly string[],
  columns: readonly Float64Array[],
): (result: Float64Array) => RankRegression | null {
  const d = names.length;
  const n = columns[0]?.length ?? 0;
  if (n < d + 2) throw new RangeError(`rank regression on ${d} inputs needs at least ${d + 2} draws, got ${n}`);
  const scores = columns.map(standardRanks);
  const matrix = new Float64Array(d * d);
  for (let i = 0; i < d; i++) for (let j = 0; j <= i; j++) matrix[i * d + j] = product(scores[i], scores[j]);
  const failed = choleskyInPlace(matrix, d, d, d);
  if (failed >= 0) throw new RangeError(`input ${names[failed]} follows from those before it; leave one out`);
  return (result) => {
    const [low, high] = extent(result);
    if (!(high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high)))) return null;
    const y = standardRanks(result);
    const right = Float64Array.from(scores, (score) => product(score, y));
    const slope = Float64Array.from(right);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < i; j++) slope[i] -= matrix[i * d + j] * slope[j];
      slope[i] /= matrix[i * d + i];
    }
    for (let i = d - 1; i >= 0; i--) {
      for (let j = i + 1; j < d; j++) slope[i] -= matrix[j * d + i] * slope[j];
      slope[i] /= matrix[i * d + i];
    }
    return {
      coefficients: names.map((key, i) => ({ key, coefficient: slope[i] })),
      explained: Math.min(
        1,
        slope.reduce((sum, b, i) => sum + b * right[i], 0),
      ),
    };
  };
}

function extent(values: Float64Array): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** Ranks with mean 0 and Σ of squares 1. */
function standardRanks(values: Float64Array): Float64Array {
  const n = values.length;
  const scale = Math.sqrt(12 / (n * (n * n - 1)));
  return ranksOf(values).map((rank) => (rank - (n - 1) / 2) * scale);
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
