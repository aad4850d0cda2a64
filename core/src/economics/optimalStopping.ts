import { solveLinear } from "../numerics/solveLinear.ts";

/** What waiting for the best moment is worth. */
export interface StoppingValue {
  /** Mean worth over the paths that were not used to find the rule. */
  readonly value: number;
  readonly standardError: number;
  /** Share of those paths on which the right is used, by date; the rest never uses it. */
  readonly exercised: readonly number[];
}

/** With the date at which the rule uses the right on each path, −1 for never. */
export interface StoppingRule extends StoppingValue {
  readonly usedAt: Int32Array;
}

/**
 * Worth of a right that may be used once, at one of several dates, by least-squares Monte Carlo: at each date the worth of using
 * it now and that of keeping it are regressed on powers of the state (to the third), and it is used where the first is larger and
 * above zero. The rule is found on the even paths and valued on the odd, so the value is a lower bound without foresight.
 * @param payoffs by date: what using the right then brings on each path, worth at year 0
 * @param states by date: what is known then, e.g. a price
 * @throws {RangeError} lengths that disagree or fewer than 40 paths
 * @see Longstaff and Schwartz (2001), Valuing American options by simulation, Review of Financial Studies 14, 113-147
 */
export function optimalStopping(payoffs: readonly Float64Array[], states: readonly Float64Array[]): StoppingRule {
  const dates = payoffs.length;
  const paths = payoffs[0]?.length ?? 0;
  if (dates === 0 || states.length !== dates)
    throw new RangeError(`${dates} dates of worth, ${states.length} of state; give as many`);
  if (paths < 40) throw new RangeError(`a right needs 40 paths at least, got ${paths}`);
  const worth = new Float64Array(paths);
  const usedAt = new Int32Array(paths).fill(-1);
  for (let date = dates - 1; date >= 0; date--) {
    const now = regressionOn(states[date], payoffs[date]);
    const keep = date === dates - 1 ? () => 0 : regressionOn(states[date], worth);
    for (let k = 0; k < paths; k++) {
      const expected = now(states[date][k]);
      if (expected > 0 && expected > keep(states[date][k])) {
        worth[k] = payoffs[date][k];
        usedAt[k] = date;
      }
    }
  }
  let [sum, squares, n] = [0, 0, 0];
  const exercised = Array<number>(dates).fill(0);
  for (let k = 1; k < paths; k += 2) {
    n++;
    sum += worth[k];
    squares += worth[k] ** 2;
    if (usedAt[k] >= 0) exercised[usedAt[k]]++;
  }
  const value = sum / n;
  return {
    value,
    standardError: Math.sqrt(Math.max(0, squares / n - value ** 2) / n),
    exercised: exercised.map((count) => count / n),
    usedAt,
  };
}

/** Cubic of the standardised state fitted to the even paths. */
export function regressionOn(state: Float64Array, worth: Float64Array): (s: number) => number {
  let [mean, n] = [0, 0];
  for (let k = 0; k < state.length; k += 2) {
    mean += state[k];
    n++;
  }
  mean /= n;
  let variance = 0;
  for (let k = 0; k < state.length; k += 2) variance += (state[k] - mean) ** 2 / n;
  const sd = Math.sqrt(variance);
  let average = 0;
  for (let k = 0; k < worth.length; k += 2) average += worth[k] / n;
  // Where all paths know the same, as in year 0, the mean is all there is to know.
  if (!(sd > 1e-9 * Math.abs(mean))) return () => average;
  const terms = 4;
  const matrix = new Float64Array(terms * terms);
  const right = new Float64Array(terms);
  const power = new Float64Array(terms);
  for (let k = 0; k < state.length; k += 2) {
    power[0] = 1;
    for (let i = 1; i < terms; i++) power[i] = (power[i - 1] * (state[k] - mean)) / sd;
    for (let i = 0; i < terms; i++) {
      right[i] += power[i] * worth[k];
      for (let j = 0; j < terms; j++) matrix[i * terms + j] += power[i] * power[j];
    }
  }
  const c = solveLinear(matrix, right);
  return (s) => {
    const z = (s - mean) / sd;
    return c[0] + z * (c[1] + z * (c[2] + z * c[3]));
  };
}
