import type { Interval } from "../evidence/estimate.ts";
import { quantilesInPlace } from "../numerics/quantiles.ts";

/**
 * Mean, P5, P50 and P95 of a quantity over realisations (quantiles of type 7). All are NaN when there is no value.
 * @param values one per realisation, no NaN; kept as they are
 */
export function bandOf(values: ArrayLike<number>): Interval {
  if (values.length === 0) return { mean: Number.NaN, p05: Number.NaN, p50: Number.NaN, p95: Number.NaN };
  const sorted = Float64Array.from(values);
  let sum = 0;
  for (const value of sorted) sum += value;
  const [p05, p50, p95] = quantilesInPlace(sorted, [0.05, 0.5, 0.95]);
  return { mean: sum / values.length, p05, p50, p95 };
}
