import { fillUniform } from "../numerics/drawStream.ts";
import { quantilesInPlace } from "../numerics/quantiles.ts";
import type { WeightedGrades } from "./topCut.ts";

export interface MetalShare {
  readonly samples: number;
  /** Lowest grade among them. */
  readonly fromPpm: number;
  readonly metalShare: number;
}

/** Share of the metal in the richest 1, 2, 5, 10 … samples: what hangs on few assays. */
export function metalInRichest({ gradePpm, weight }: WeightedGrades, counts: readonly number[]): MetalShare[] {
  const total = gradePpm.reduce((sum, g, i) => sum + g * weight[i], 0);
  return counts
    .filter((count) => count >= 1 && count <= gradePpm.length)
    .map((samples) => {
      let metal = 0;
      for (let i = gradePpm.length - samples; i < gradePpm.length; i++) metal += gradePpm[i] * weight[i];
      return { samples, fromPpm: gradePpm[gradePpm.length - samples], metalShare: total > 0 ? metal / total : 0 };
    });
}

export interface MetalAtRiskOptions {
  /** Number of samples that stand for one production period. */
  readonly samplesPerPeriod: number;
  /** Probability with which a period yields at least the assured grade. */
  readonly assurance: number;
  readonly realisations: number;
  readonly seed: number;
}

export interface MetalAtRisk {
  readonly meanPpm: number;
  /** Grade that a period reaches with the given assurance. */
  readonly assuredPpm: number;
  /** 1 − assured/mean: share of the metal that most periods may miss. */
  readonly shareAtRisk: number;
  /** Cap whose mean equals the assured grade. */
  readonly capPpm: number;
}

/**
 * Metal at risk of a production period: periods of n samples are drawn from the samples with replacement, by weight; the
 * (1 − assurance) quantile of their mean is the grade one may count on, and the cap is the one that brings the mean of
 * the samples down to it. Draws are keyed by seed and position. Resampling takes the samples as independent, so for
 * grades that cluster the risk is understated.
 *
 * @throws {RangeError} counts below 1, or an assurance outside 0.5-1
 * @see Parker (2006), Technique to evaluate metal at risk, SME Annual Meeting (the question and the 80 % assurance; the
 *   resampling is ours)
 */
export function metalAtRisk(grades: WeightedGrades, options: MetalAtRiskOptions): MetalAtRisk {
  const { samplesPerPeriod, assurance, realisations, seed } = options;
  if (!(samplesPerPeriod >= 1 && realisations >= 1 && samplesPerPeriod * realisations <= 1e8))
    throw new RangeError(
      `samples per period times realisations must lie in 1-1e8, got ${samplesPerPeriod} x ${realisations}`,
    );
  if (!(assurance >= 0.5 && assurance < 1)) throw new RangeError(`assurance must lie in 0.5-1, got ${assurance}`);
  const { gradePpm, weight } = grades;
  const cumulative = new Float64Array(weight.length);
  weight.reduce((sum, w, i) => (cumulative[i] = sum + w), 0);
  const total = cumulative[cumulative.length - 1];
  const meanPpm = gradePpm.reduce((sum, g, i) => sum + g * weight[i], 0) / total;
  const means = new Float64Array(realisations);
  const uniform = new Float64Array(4 * Math.ceil(samplesPerPeriod / 4));
  for (let k = 0; k < realisations; k++) {
    fillUniform(uniform, seed, "survey.metalAtRisk", k * uniform.length);
    let sum = 0;
    for (let i = 0; i < samplesPerPeriod; i++) sum += gradePpm[firstAbove(cumulative, uniform[i] * total)];
    means[k] = sum / samplesPerPeriod;
  }
  const assuredPpm = Math.min(meanPpm, quantilesInPlace(means, [1 - assurance])[0] ?? Number.NaN);
  return {
    meanPpm,
    assuredPpm,
    shareAtRisk: meanPpm > 0 ? 1 - assuredPpm / meanPpm : 0,
    capPpm: capForMean(grades, assuredPpm, total),
  };
}

function firstAbove(cumulative: Float64Array, at: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle] > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The cap that gives a mean: linear between grades, so solved exactly on the segment where it lies. */
function capForMean({ gradePpm, weight }: WeightedGrades, meanPpm: number, total: number): number {
  let [below, above] = [0, total];
  for (let i = 0; i < gradePpm.length; i++) {
    // With a cap c between grade i-1 and i: mean = (below + c · above) / total.
    const cap = (meanPpm * total - below) / above;
    if (cap <= gradePpm[i]) return cap;
    below += gradePpm[i] * weight[i];
    above -= weight[i];
  }
  return gradePpm[gradePpm.length - 1];
}
