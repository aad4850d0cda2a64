import { crossValidation, type CrossValidationStatistics, foldsByHole } from "../../geostat/crossValidation.ts";
import { normalScore } from "../../geostat/normalScore.ts";
import { normalDistribution } from "../../numerics/normal.ts";
import { type AutoVariogram, autoVariogram } from "./autoVariogram.ts";
import type { PreparedBody } from "./prepareBody.ts";
import { searchOf, type VariableSamples } from "./variableSamples.ts";

/** Cross-validation of one variable in one domain, whole holes left out. */
export interface DomainValidation {
  readonly folds: number;
  readonly statistics: CrossValidationStatistics;
  readonly trueValue: Float64Array;
  readonly estimate: Float64Array;
  /** Place of each truth in the distribution that kriging of normal scores foretold, 0-1: even if the spread is right. */
  readonly probability: Float64Array;
}

/**
 * Leaves out whole holes in `folds` groups and estimates their composites from the others: ordinary kriging of grades, and simple
 * kriging of normal scores for the foretold distributions.
 * @returns null with fewer than 4 holes or 20 samples
 */
export function validateDomain(
  body: PreparedBody,
  samples: VariableSamples,
  variogram: AutoVariogram,
): DomainValidation | null {
  const { set, weights } = samples;
  const holes = set.holes;
  if (holes === undefined || set.values.length < 20) return null;
  const distinct = new Set(holes).size;
  if (distinct < 4) return null;
  const count = Math.min(body.project.folds, distinct);
  const folds = foldsByHole(holes, count);
  const search = { ...searchOf(body, variogram.model), minSamples: 1 };
  const { result, statistics } = crossValidation(set, { model: variogram.model, search }, folds);
  const { scores } = normalScore(set.values, weights, "random", body.project.seed);
  const model = autoVariogram(
    { ...set, values: scores },
    { spacingM: body.spacingM, compositeM: body.compositeM, sill: 1 },
  ).model;
  const inScores = crossValidation({ ...set, values: scores }, { model, search, knownMean: 0 }, folds).result;
  const probability = scores.map((y, i) =>
    normalDistribution((y - inScores.estimate[i]) / Math.sqrt(Math.max(1e-12, inScores.variance[i]))),
  );
  return { folds: count, statistics, trueValue: set.values, estimate: result.estimate, probability };
}

/** Share of truths within the central interval of each probability 0.1 … 0.9. @see Deutsch (1997), Direct assessment of local accuracy */
export function accuracy(probability: ArrayLike<number>): { readonly stated: number; readonly found: number }[] {
  const all = Array.from(probability).filter((p) => !Number.isNaN(p));
  return Array.from({ length: 9 }, (_, i) => {
    const stated = (i + 1) / 10;
    const found = all.filter((p) => Math.abs(p - 0.5) <= stated / 2).length / all.length;
    return { stated, found };
  });
}
