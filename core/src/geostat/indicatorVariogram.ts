import { type ExperimentalVariogram, experimentalVariogram, type VariogramSpec } from "./experimentalVariogram.ts";
import type { SampleSet } from "./sampleSet.ts";

export interface IndicatorVariogram extends ExperimentalVariogram {
  readonly threshold: number;
  /** Share of the samples at or below the threshold. */
  readonly proportion: number;
}

/**
 * Variograms of the indicators i = 1 where z ≤ threshold, each over p(1 − p) when standardised, so that thresholds compare.
 *
 * @param thresholds in the unit of the samples
 * @param isStandardised divide by p(1 − p) of the samples; default false
 * @throws {RangeError} as `experimentalVariogram` does; no threshold; or one that all samples or none lie below: it has no variogram
 * @see Journel (1983), Mathematical Geology 15, 445-468; Goovaerts (1997), section 2.3.3
 */
export function indicatorVariograms(
  samples: SampleSet,
  thresholds: readonly number[],
  spec: VariogramSpec,
  isStandardised = false,
): IndicatorVariogram[] {
  if (thresholds.length === 0) throw new RangeError("indicator variograms: give one threshold or more");
  return thresholds.map((threshold) => {
    const values = samples.values.map((value) => (value <= threshold ? 1 : 0));
    const proportion = values.reduce((sum, value) => sum + value, 0) / values.length;
    if (!(proportion > 0 && proportion < 1))
      throw new RangeError(
        `indicator variograms: ${proportion === 1 ? "all" : "no"} samples lie at or below ${threshold}; choose a threshold among them`,
      );
    const { lags, coincidentPairs } = experimentalVariogram({ ...samples, values }, spec);
    const over = isStandardised ? proportion * (1 - proportion) : 1;
    return { threshold, proportion, coincidentPairs, lags: lags.map((lag) => ({ ...lag, value: lag.value / over })) };
  });
}
