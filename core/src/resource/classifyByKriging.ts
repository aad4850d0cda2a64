import { type BlockModel, columnIn } from "./blockModel.ts";
import {
  checkTighter,
  type ClassificationProposal,
  inOrder,
  proposal,
  resourceClasses,
  type ResourceClass,
} from "./classification.ts";

/** Bounds that a block must keep to belong to a class; each that is given must hold. */
export interface KrigingLimits {
  readonly class: Exclude<ResourceClass, "unclassified">;
  /** Of kriging variance over the variance of blocks or points, 0-1. */
  readonly mostRelativeVariance?: number;
  /** Of the slope of regression of truth on estimate. */
  readonly leastSlope?: number;
}

/**
 * Classes by kriging: relative variance at most, slope of regression at least. The best class whose limits hold is taken; a
 * block without variance or slope stays unclassified.
 *
 * @param spec names of the columns of variance (ppm2) and slope (1); the sill of the model in ppm²
 * @throws {RangeError} no limits, a class twice, limits that set nothing or are looser in a better class, a sill not above 0
 * @see Silva and Boisvert (2014),
 *   Mineral resource classification, Journal of the SAIMM 114, 265-273 (a comparison of rules)
 */
export function classifyByKriging(
  model: BlockModel,
  spec: {
    readonly variance: string;
    readonly slope: string;
    readonly sillPpm2: number;
    readonly limits: readonly KrigingLimits[];
  },
): ClassificationProposal {
  const { sillPpm2 } = spec;
  if (!(sillPpm2 > 0 && Number.isFinite(sillPpm2)))
    throw new RangeError(`classification: the sill must be finite and above 0 ppm2, got ${sillPpm2}`);
  const limits = inOrder(spec.limits);
  for (const { class: of, mostRelativeVariance, leastSlope } of limits)
    if (mostRelativeVariance === undefined && leastSlope === undefined)
      throw new RangeError(`classification: ${of} sets no limit; give a relative variance or a slope`);
  checkTighter(limits, "mostRelativeVariance", ({ mostRelativeVariance }) => mostRelativeVariance, 1);
  checkTighter(limits, "leastSlope", ({ leastSlope }) => leastSlope, -1);
  const variance = columnIn(model, spec.variance, "ppm2").values;
  const slope = columnIn(model, spec.slope, "1").values;
  const relative = Float64Array.from({ length: model.blocks }, (_, b) => variance[b] / sillPpm2);
  const classes = new Uint8Array(model.blocks);
  for (const { class: of, mostRelativeVariance, leastSlope } of limits)
    for (let b = 0; b < model.blocks; b++) {
      const isVarianceKept = mostRelativeVariance === undefined || relative[b] <= mostRelativeVariance;
      const isSlopeKept = leastSlope === undefined || slope[b] >= leastSlope;
      if (isVarianceKept && isSlopeKept) classes[b] = resourceClasses.indexOf(of);
    }
  const words = limits.map(({ class: of, mostRelativeVariance, leastSlope }) => {
    const parts = [
      mostRelativeVariance === undefined
        ? []
        : [`kriging variance <= ${mostRelativeVariance} of the sill ${sillPpm2} ppm2`],
      leastSlope === undefined ? [] : [`slope of regression >= ${leastSlope}`],
    ];
    return `${of}: ${parts.flat().join(" and ")}`;
  });
  return proposal(classes, words.join("; "), [
    { name: "kriging variance over sill", unit: "1", values: relative },
    { name: "slope of regression", unit: "1", values: slope },
  ]);
}
