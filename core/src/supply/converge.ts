import type { DrawStore, ScreeningPlan } from "./plan.ts";

/** Monte Carlo error of a national total after a number of realisations. */
export interface ConvergenceRow {
  readonly draws: number;
  /** t a year. */
  readonly meanT: number;
  /** Standard error of the mean, per cent of the mean: standard deviation / sqrt(draws). */
  readonly meanErrorPct: number;
  readonly p05T: number;
  readonly p95T: number;
  /** Standard error of P5 and P95, per cent of each, by the binomial interval of the order statistics. */
  readonly p05ErrorPct: number;
  readonly p95ErrorPct: number;
}

/**
 * Monte Carlo error of one element's national total against the number of realisations, from one long run: the first n
 * realisations of a run are those of a run of n, since draws are counter-based.
 * The error of a quantile is half the distance between the order statistics one binomial standard deviation to either side.
 * @param e index of the element in the plan
 * @see Conover (1999), Practical Nonparametric Statistics, 3rd ed., section 3.2
 */
export function convergence(
  plan: ScreeningPlan,
  e: number,
  store: DrawStore,
  steps: readonly number[],
): ConvergenceRow[] {
  const { draws } = plan;
  const width = plan.elements.length;
  const total = new Float64Array(draws);
  for (let m = 0; m < plan.mines.length; m++) {
    const base = (m * width + e) * draws;
    for (let k = 0; k < draws; k++) total[k] += store.unrecoveredT[base + k];
  }
  return steps.filter((n) => n <= draws && n >= 2).map((n) => rowOf(total.slice(0, n)));
}

function rowOf(values: Float64Array): ConvergenceRow {
  const n = values.length;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / n;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  values.sort();
  const quantile = (p: number) => {
    const spread = Math.sqrt(n * p * (1 - p));
    const at = (rank: number) => values[Math.min(n - 1, Math.max(0, Math.round(rank)))];
    const value = at(p * (n - 1));
    return { value, errorPct: percentOf((at(p * (n - 1) + spread) - at(p * (n - 1) - spread)) / 2, value) };
  };
  const low = quantile(0.05);
  const high = quantile(0.95);
  return {
    draws: n,
    meanT: mean,
    meanErrorPct: percentOf(Math.sqrt(squares / (n - 1) / n), mean),
    p05T: low.value,
    p95T: high.value,
    p05ErrorPct: low.errorPct,
    p95ErrorPct: high.errorPct,
  };
}

/** An error in per cent of a value; none where there is none, also of a value of zero. */
function percentOf(error: number, value: number): number {
  return error === 0 ? 0 : (100 * error) / value;
}
