/** Result of an integration: the state at each time asked for. */
export interface Trajectory {
  readonly times: readonly number[];
  readonly states: readonly Float64Array[];
  readonly steps: number;
  readonly rejected: number;
}

/** The integration could not go on: where, and why. */
export class IntegrationError extends Error {
  readonly code = "chemistry.integration";
  readonly time: number;
  constructor(message: string, time: number) {
    super(message);
    this.name = "IntegrationError";
    this.time = time;
  }
}

/** Error bounds of `integrateStiff`. */
export interface IntegrationOptions {
  readonly relativeTolerance?: number; // 1e-5
  readonly absoluteTolerance?: number; // 1e-12, in the unit of y
  readonly maxSteps?: number; // 20 000
}

/**
 * Integrates dy/dt = f(t, y) with the L-stable Rosenbrock method Rodas3 (four stages, order 3, error estimate of order 2) and
 * a Jacobian by differences: fast and slow reactions at once need no small steps.
 *
 * @param times increasing; the first is that of `initial`
 * @param rate f(t, y, into): writes dy/dt
 * @throws {IntegrationError} the step falls below rounding, or too many steps
 * @see Sandu et al. (1997), Atmospheric Environment 31, 3459-3472; Hairer and Wanner (1996), Solving ODEs II, IV.7
 */
export function integrateStiff(
  initial: Float64Array,
  times: readonly number[],
  rate: (t: number, y: Float64Array, into: Float64Array) => void,
  options: IntegrationOptions = {},
): Trajectory {
  const { relativeTolerance = 1e-5, absoluteTolerance = 1e-12, maxSteps = 20_000 } = options;
  const n = initial.length;
  let y = Float64Array.from(initial);
  let t = times[0] ?? 0;
  const states = [Float64Array.from(y)];
  const f0 = new Float64Array(n);
  const shifted = new Float64Array(n);
  const jacobian = new Float64Array(n * n);
  const stages = [0, 1, 2, 3].map(() => new Float64Array(n));
  const stageRate = new Float64Array(n);
  let steps = 0;
  let rejected = 0;
  const end = times.at(-1) ?? t;
  let h = Math.max((end - t) * 1e-6, 1e-12 * Math.abs(end));
  for (const target of times.slice(1)) {
    if (!(target >= t)) throw new IntegrationError(`times must increase, got ${target} after ${t}`, t);
    while (t < target) {
      if (++steps > maxSteps)
        throw new IntegrationError(`more than ${maxSteps} steps at t = ${t}; loosen the tolerance`, t);
      const step = Math.min(h, target - t);
      if (!(step > 1e-14 * Math.max(Math.abs(t), 1e-30)))
        throw new IntegrationError(`the step fell to ${step} at t = ${t}: a rate is not smooth there`, t);
      rate(t, y, f0);
      for (let j = 0; j < n; j++) {
        const delta = 1e-6 * Math.max(Math.abs(y[j]), 1e3 * absoluteTolerance);
        shifted.set(y);
        shifted[j] += delta;
        rate(t, shifted, stageRate);
        for (let i = 0; i < n; i++) jacobian[i * n + j] = (stageRate[i] - f0[i]) / delta;
      }
      const factors = luFactors(jacobian, n, 2 / step); // γ = ½
      const [k1, k2, k3, k4] = stages;
      const solveStage = (into: Float64Array, f: Float64Array, known: (i: number) => number) => {
        for (let i = 0; i < n; i++) into[i] = f[i] + known(i) / step;
        luSolve(factors, into, n);
      };
      solveStage(k1, f0, () => 0);
      solveStage(k2, f0, (i) => 4 * k1[i]);
      for (let i = 0; i < n; i++) shifted[i] = y[i] + 2 * k1[i];
      rate(t + step, shifted, stageRate);
      solveStage(k3, stageRate, (i) => k1[i] - k2[i]);
      for (let i = 0; i < n; i++) shifted[i] = y[i] + 2 * k1[i] + k3[i];
      rate(t + step, shifted, stageRate);
      solveStage(k4, stageRate, (i) => k1[i] - k2[i] - (8 / 3) * k3[i]);
      let error = 0;
      const next = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        next[i] = y[i] + 2 * k1[i] + k3[i] + k4[i];
        const scale = absoluteTolerance + relativeTolerance * Math.max(Math.abs(y[i]), Math.abs(next[i]));
        error = Math.max(error, Math.abs(k4[i]) / scale);
      }
      const growth = Math.min(5, Math.max(0.2, 0.9 / Math.cbrt(Math.max(error, 1e-6))));
      if (error <= 1) {
        t = step === target - t ? target : t + step;
        y = next;
        h = step * growth;
      } else {
        rejected++;
        h = step * (Number.isFinite(error) ? growth : 0.1);
      }
    }
    states.push(Float64Array.from(y));
  }
  return { times, states, steps, rejected };
}

/** LU with pivoting of (shift I − J). */
function luFactors(jacobian: Float64Array, n: number, shift: number): { a: Float64Array; order: Int32Array } {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n * n; i++) a[i] = -jacobian[i];
  for (let i = 0; i < n; i++) a[i * n + i] += shift;
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]) > Math.abs(a[pivot * n + k])) pivot = i;
    if (pivot !== k) {
      for (let j = 0; j < n; j++) [a[k * n + j], a[pivot * n + j]] = [a[pivot * n + j], a[k * n + j]];
      [order[k], order[pivot]] = [order[pivot], order[k]];
    }
    for (let i = k + 1; i < n; i++) {
      a[i * n + k] /= a[k * n + k];
      for (let j = k + 1; j < n; j++) a[i * n + j] -= a[i * n + k] * a[k * n + j];
    }
  }
  return { a, order };
}

function luSolve({ a, order }: { a: Float64Array; order: Int32Array }, b: Float64Array, n: number): void {
  const x = Float64Array.from(order, (k) => b[k]);
  for (let i = 1; i < n; i++) for (let j = 0; j < i; j++) x[i] -= a[i * n + j] * x[j];
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) x[i] -= a[i * n + j] * x[j];
    x[i] /= a[i * n + i];
  }
  b.set(x);
}
