import type { CovarianceModel } from "../../geostat/covarianceModel.ts";
import type { SampleSet } from "../../geostat/sampleSet.ts";
import { type VariogramDraw, variogramPosterior } from "../../geostat/variogramPosterior.ts";
import { type AutoVariogram, autoVariogram } from "./autoVariogram.ts";
import { realisationsADraw } from "./factorSimulation.ts";
import { holeMeanCheck } from "./holeMeanCheck.ts";
import type { PreparedBody } from "./prepareBody.ts";

/** Variograms of the factors of one group of variables: what is shown, and what realisations are drawn from. */
export interface FactorModels {
  readonly variograms: readonly AutoVariogram[];
  readonly draws: readonly (readonly VariogramDraw[])[];
}

export interface FactorModelsSpec {
  readonly body: PreparedBody;
  /** Of the group; names the stream of random numbers. */
  readonly name: string;
  /** Model that the project gives for the variable that each factor belongs to, in its unit squared; else null. */
  readonly given: readonly (CovarianceModel | null)[];
}

/**
 * Variograms that the scores of each factor allow, from their posterior distribution; shown is the likeliest of those drawn, with the experimental
 * variogram. A model that the project gives for a variable is taken as known for that variable's factor: nugget and sills as shares of their sum,
 * ranges as given. (That is right where all variables share one correlation; shares of raw values stand in for those of scores, which in skewed
 * grades correlate a little better.)
 * @param factors scores of mean 0 and variance 1 at their places
 */
export function modelsOf(factors: readonly SampleSet[], { body, name, given }: FactorModelsSpec): FactorModels {
  const lengths = { spacingM: body.spacingM, compositeM: body.compositeM };
  const found = factors.map((samples, f) => {
    const shown = autoVariogram(samples, { ...lengths, sill: 1 });
    const known = ofUnitSill(given[f]);
    if (known !== null)
      return {
        shown: { ...shown, model: known, verdict: "given" as const, doubts: [givenDoubt] },
        draws: [{ model: known, level: null, logDensity: 0 }],
      };
    const { draws } = variogramPosterior(samples, {
      ...lengths,
      draws: Math.max(1, Math.ceil(body.project.simulation.realisations / realisationsADraw(samples.values.length))),
      seed: body.project.seed,
      name: `resource.variogram.${name}.${f}`,
    });
    const best = draws.reduce((a, b) => (b.logDensity > a.logDensity ? b : a));
    return { shown: heldAgainstHoles({ ...shown, model: best.model }, samples, best), draws };
  });
  return { variograms: found.map(({ shown }) => shown), draws: found.map(({ draws }) => draws) };
}

/** With a doubt where whole holes left out are foretold worse than the variogram and its sill say. */
function heldAgainstHoles(shown: AutoVariogram, samples: SampleSet, { model, level }: VariogramDraw): AutoVariogram {
  const { holes, ratio } = holeMeanCheck(samples, model);
  const sill = level === null ? 1 : level.squares / level.freedom;
  const doubts = shown.doubts
    .filter((one) => !one.startsWith("the model misses the classes"))
    .map((one) => (one.startsWith("model assumed") ? "its ranges rest on their prior more than on data" : one));
  if (ratio / sill > 1.5)
    doubts.push(
      `means of ${holes} holes left out miss by ${(ratio / sill).toFixed(2)} of the variance foretold (1 is right)`,
    );
  const fitted = doubts.length > 0 ? "fitted with doubts" : "fitted";
  return { ...shown, doubts, verdict: shown.verdict === "assumed" ? "assumed" : fitted };
}

const givenDoubt = "given for values; its shares and ranges stand for those of the scores, and are not drawn";

/** Null for a model without a sill, which cannot be simulated. */
function ofUnitSill(model: CovarianceModel | null): CovarianceModel | null {
  if (model === null || model.structures.some(({ type }) => type === "power")) return null;
  const total = model.structures.reduce((sum, { sill }) => sum + sill, model.nugget);
  return {
    nugget: model.nugget / total,
    structures: model.structures.map((structure) => ({ ...structure, sill: structure.sill / total })),
  };
}
