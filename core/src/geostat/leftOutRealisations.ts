import { fillNormal } from "../numerics/drawStream.ts";
import { crossValidation } from "./crossValidation.ts";
import type { KrigingSpec } from "./krigingEngine.ts";
import type { SampleSet } from "./sampleSet.ts";

/**
 * Realisations of a Gaussian field at its own samples, each drawn without that sample or without its fold: what `accuracyPlot` and
 * the truth are compared by. At one place the law of a conditional simulation is normal about the simple kriging estimate with
 * its variance; draw l of sample i depends on (seed, l, i) alone.
 *
 * @param scores normal scores at their positions
 * @param spec simple kriging: `knownMean` 0 for scores
 * @param folds group of each sample; samples of a group are left out together (whole holes: `foldsByHole`). Absent: one by one
 * @returns `count` columns in the order of the samples; NaN where too few others are near
 * @throws {RangeError} no known mean, or as `crossValidation` does
 * @see Deutsch (1997), Geostatistics Wollongong '96, 115-125
 */
export function leftOutRealisations(
  scores: SampleSet,
  spec: KrigingSpec,
  count: number,
  seed: number,
  folds?: Int32Array,
): Float64Array[] {
  if (spec.knownMean === undefined)
    throw new RangeError("left-out realisations: give knownMean; the conditional law is that of simple kriging");
  const { result } = crossValidation(scores, spec, folds);
  return Array.from({ length: count }, (_, l) => {
    const draws = new Float64Array(scores.values.length);
    fillNormal(draws, seed, `geostat.left-out.${l}`);
    return draws.map((z, i) => result.estimate[i] + Math.sqrt(Math.max(0, result.variance[i])) * z);
  });
}
