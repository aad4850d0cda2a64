import { solveLinear } from "../../numerics/solveLinear.ts";

/** Measurements made to agree with balances. */
export interface Reconciliation {
  readonly values: Float64Array;
  /** Standard deviation of each value after reconciliation. */
  readonly sd: Float64Array;
  /** Σ ((x − y)/sd)². */
  readonly objective: number;
  /** Independent balances: the degrees of freedom of the chi-squared test. */
  readonly redundancy: number;
  /** Adjustment over its own standard deviation; beyond about 3 the measurement is doubtful. */
  readonly adjustmentScores: Float64Array;
}

/**
 * Weighted least squares reconciliation, x = y − S Aᵀ (A S Aᵀ)⁻¹ A y with S = diag(sd²). Balances that follow from others are
 * dropped.
 *
 * @param measured y, one unit for all
 * @param sd standard deviations; 0 holds a value, large for what is hardly known
 * @param balances rows of A, each a coefficient by stream: +1 in, −1 out
 * @throws {RangeError} lengths disagree, a negative standard deviation, or balances that the held values break
 * @see Mikhail and Ackermann (1976); Narasimhan and Jordache (2000), Data Reconciliation and Gross Error Detection, ch. 3
 */
export function reconcile(measured: Float64Array, sd: Float64Array, balances: readonly Float64Array[]): Reconciliation {
  const n = measured.length;
  if (sd.length !== n || balances.some((row) => row.length !== n))
    throw new RangeError(`reconciliation: ${n} measurements need ${n} standard deviations and coefficients`);
  if (sd.some((value) => !(value >= 0)))
    throw new RangeError("reconciliation: standard deviations must not be negative");
  const used = independentRows(balances, sd);
  const values = project(used, project(used, measured, sd), sd);
  const variance = reducedVariance(used, sd);
  let objective = 0;
  const scores = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (!(sd[i] > 0)) continue;
    objective += ((values[i] - measured[i]) / sd[i]) ** 2;
    const spread = Math.sqrt(Math.max(0, sd[i] ** 2 - variance[i]));
    scores[i] = spread > 1e-9 * sd[i] ? (values[i] - measured[i]) / spread : 0;
  }
  return { values, sd: variance.map(Math.sqrt), objective, redundancy: used.length, adjustmentScores: scores };
}

/** Balances that do not follow from those before them, by Gram-Schmidt on rows weighted with the standard deviations. */
function independentRows(rows: readonly Float64Array[], sd: Float64Array): Float64Array[] {
  const used: Float64Array[] = [];
  const directions: Float64Array[] = [];
  for (const row of rows) {
    const rest = row.map((coefficient, i) => coefficient * sd[i]);
    const whole = Math.hypot(...rest);
    for (let pass = 0; pass < 2; pass++)
      for (const direction of directions) {
        const share = direction.reduce((sum, value, i) => sum + value * rest[i], 0);
        for (let i = 0; i < rest.length; i++) rest[i] -= share * direction[i];
      }
    const left = Math.hypot(...rest);
    if (!(left > 1e-9 * whole)) continue;
    directions.push(rest.map((value) => value / left));
    used.push(row);
  }
  return used;
}

function normal(rows: readonly Float64Array[], sd: Float64Array): Float64Array {
  const m = rows.length;
  const matrix = new Float64Array(m * m);
  for (let a = 0; a < m; a++)
    for (let b = 0; b < m; b++)
      for (let i = 0; i < sd.length; i++) matrix[a * m + b] += rows[a][i] * sd[i] ** 2 * rows[b][i];
  return matrix;
}

/** The projection onto the balances; done twice, because standard deviations far apart leave a misfit of rounding. */
function project(rows: readonly Float64Array[], y: Float64Array, sd: Float64Array): Float64Array {
  const values = Float64Array.from(y);
  if (rows.length === 0) return values;
  const multiplier = multipliers(rows, y, sd);
  for (const [b, row] of rows.entries())
    for (let i = 0; i < values.length; i++) values[i] -= sd[i] ** 2 * row[i] * multiplier[b];
  return values;
}

function multipliers(rows: readonly Float64Array[], y: Float64Array, sd: Float64Array): Float64Array {
  const misfit = Float64Array.from(rows, (row) => row.reduce((sum, coefficient, i) => sum + coefficient * y[i], 0));
  return solveLinear(normal(rows, sd), misfit);
}

/** Diagonal of S − S Aᵀ (A S Aᵀ)⁻¹ A S. */
function reducedVariance(rows: readonly Float64Array[], sd: Float64Array): Float64Array {
  const variance = sd.map((value) => value ** 2);
  const matrix = normal(rows, sd);
  if (rows.length === 0) return variance;
  return variance.map((value, i) => {
    const column = Float64Array.from(rows, (row) => row[i] * sd[i] ** 2);
    const solved = solveLinear(matrix, column);
    const cut = column.reduce((sum, c, b) => sum + c * solved[b], 0);
    return Math.max(0, value - cut);
  });
}
