import { SingularMatrixError, solveLinear } from "./solveLinear.ts";

/** Residual function: fills `residual` (length m) for the given parameters. */
export type ResidualFunction = (parameters: Float64Array, residual: Float64Array) => void;

export interface LeastSquaresFit {
  readonly parameters: Float64Array;
  /** Sum of squared residuals. */
  readonly objective: number;
  readonly isConverged: boolean;
  readonly iterations: number;
  /** True where a parameter rests on one of its bounds. */
  readonly isAtBound: readonly boolean[];
  /** s² (JᵀJ)⁻¹ with s² = objective / (m − free), row by row; 0 for parameters at a bound, null when JᵀJ is singular or m ≤ free. */
  readonly covariance: Float64Array | null;
}

const mostIterations = 500;

/**
 * Least squares with bounds by Levenberg and Marquardt: steps (JᵀJ + τ diag JᵀJ) δ = −Jᵀr over the parameters that are free, cut
 * at the bounds; a parameter at a bound is held while the gradient pushes it outwards. Derivatives by central differences.
 * It ends when no free parameter would change by more than 1e-9 of its scale, or the objective no longer falls.
 *
 * @param m number of residuals
 * @param lower,upper bounds, same length as the start; infinite where there is none
 * @param scale typical size of each parameter, above 0
 * @throws {RangeError} the start lies outside the bounds
 * @see Moré (1978), The Levenberg-Marquardt algorithm, Lecture Notes in Mathematics 630, 105-116
 */
export function levenbergMarquardt(
  residuals: ResidualFunction,
  m: number,
  start: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  scale: Float64Array,
): LeastSquaresFit {
  const p = start.length;
  for (let a = 0; a < p; a++)
    if (!(start[a] >= lower[a] && start[a] <= upper[a]))
      throw new RangeError(`fit: parameter ${a + 1} starts at ${start[a]}, outside ${lower[a]} to ${upper[a]}`);
  const x = Float64Array.from(start);
  const r = new Float64Array(m);
  const trialR = new Float64Array(m);
  const jacobian = new Float64Array(m * p);
  residuals(x, r);
  let objective = dot(r, r);
  let damping = 1e-3;
  let isConverged = false;
  let iterations = 0;
  for (; iterations < mostIterations && !isConverged; iterations++) {
    fillJacobian(residuals, x, lower, upper, scale, jacobian, m);
    const gradient = Float64Array.from({ length: p }, (_, a) => columnDot(jacobian, r, a, p));
    const free = Array.from(x.keys()).filter(
      (a) => lower[a] < upper[a] && !(x[a] <= lower[a] && gradient[a] >= 0) && !(x[a] >= upper[a] && gradient[a] <= 0),
    );
    if (free.length === 0) {
      isConverged = true;
      break;
    }
    for (let attempt = 0; attempt < 40; attempt++) {
      const step = dampedStep(jacobian, gradient, free, p, damping);
      const trial = Float64Array.from(x);
      for (const [k, a] of free.entries()) trial[a] = Math.min(upper[a], Math.max(lower[a], x[a] + step[k]));
      const change = Math.max(...free.map((a) => Math.abs(trial[a] - x[a]) / Math.max(scale[a], Math.abs(x[a]))));
      residuals(trial, trialR);
      const trialObjective = dot(trialR, trialR);
      if (trialObjective <= objective) {
        const fall = objective - trialObjective;
        x.set(trial);
        r.set(trialR);
        objective = trialObjective;
        damping = Math.max(damping / 5, 1e-12);
        if (change < 1e-9 || (fall <= 1e-15 * objective && change < 1e-5)) isConverged = true;
        break;
      }
      damping *= 4;
      if (change < 1e-10) {
        isConverged = true;
        break;
      }
    }
  }
  fillJacobian(residuals, x, lower, upper, scale, jacobian, m);
  const isAtBound = Array.from(x, (value, a) => value <= lower[a] || value >= upper[a]);
  return {
    parameters: x,
    objective,
    isConverged,
    iterations,
    isAtBound,
    covariance: parameterCovariance(jacobian, isAtBound, m, p, objective),
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function columnDot(jacobian: Float64Array, r: Float64Array, a: number, p: number): number {
  let sum = 0;
  for (let i = 0; i < r.length; i++) sum += jacobian[i * p + a] * r[i];
  return sum;
}

function fillJacobian(
  residuals: ResidualFunction,
  x: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  scale: Float64Array,
  jacobian: Float64Array,
  m: number,
): void {
  const p = x.length;
  const [ahead, behind] = [new Float64Array(m), new Float64Array(m)];
  const at = Float64Array.from(x);
  for (let a = 0; a < p; a++) {
    const step = 1e-6 * Math.max(scale[a], Math.abs(x[a]));
    const high = Math.min(upper[a], x[a] + step);
    const low = Math.max(lower[a], x[a] - step);
    at[a] = high;
    residuals(at, ahead);
    at[a] = low;
    residuals(at, behind);
    at[a] = x[a];
    for (let i = 0; i < m; i++) jacobian[i * p + a] = high > low ? (ahead[i] - behind[i]) / (high - low) : 0;
  }
}

function normalMatrix(jacobian: Float64Array, free: readonly number[], p: number, damping: number): Float64Array {
  const f = free.length;
  const m = jacobian.length / p;
  const normal = new Float64Array(f * f);
  for (let a = 0; a < f; a++)
    for (let b = 0; b < f; b++) {
      let sum = 0;
      for (let i = 0; i < m; i++) sum += jacobian[i * p + free[a]] * jacobian[i * p + free[b]];
      normal[a * f + b] = a === b ? sum * (1 + damping) + Number.MIN_VALUE : sum;
    }
  return normal;
}

function dampedStep(
  jacobian: Float64Array,
  gradient: Float64Array,
  free: readonly number[],
  p: number,
  damping: number,
): Float64Array {
  const right = Float64Array.from(free, (a) => -gradient[a]);
  try {
    return solveLinear(normalMatrix(jacobian, free, p, damping), right);
  } catch (error) {
    // A parameter without influence: the caller damps more, and a step of nothing ends the search.
    if (error instanceof SingularMatrixError) return new Float64Array(free.length);
    throw error;
  }
}

function parameterCovariance(
  jacobian: Float64Array,
  isAtBound: readonly boolean[],
  m: number,
  p: number,
  objective: number,
): Float64Array | null {
  const free = Array.from(isAtBound.keys()).filter((a) => !isAtBound[a]);
  const f = free.length;
  if (m <= f) return null;
  const normal = normalMatrix(jacobian, free, p, 0);
  const covariance = new Float64Array(p * p);
  try {
    for (let b = 0; b < f; b++) {
      const unit = new Float64Array(f);
      unit[b] = objective / (m - f);
      const columnOf = solveLinear(normal, unit);
      for (let a = 0; a < f; a++) covariance[free[a] * p + free[b]] = columnOf[a];
    }
  } catch (error) {
    if (error instanceof SingularMatrixError) return null;
    throw error;
  }
  return covariance;
}
