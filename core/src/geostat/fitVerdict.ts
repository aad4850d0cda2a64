import type { CovarianceModel } from "./covarianceModel.ts";
import type { VariogramLag } from "./experimentalVariogram.ts";
import type { FittedParameter } from "./fitVariogram.ts";
import { diagonalM } from "./likelihoodFit.ts";
import { KdTree } from "../numerics/kdTree.ts";
import type { SampleSet } from "./sampleSet.ts";

/** What a fit is judged by. */
export interface FitEvidence {
  readonly model: CovarianceModel;
  readonly parameters: readonly FittedParameter[];
  readonly isConverged: boolean;
  /** Omnidirectional classes, nearest first. */
  readonly lags: readonly VariogramLag[];
  /** Rise of ln L by anisotropy and the parameters it costs; absent where it was not tried. */
  readonly anisotropy?: { readonly rise: number; readonly parameters: number };
}

export interface FitVerdict {
  readonly isTrusted: boolean;
  /** `may be used`, or `do not trust: ` and the reasons. */
  readonly text: string;
  readonly reasons: readonly string[];
}

/** Samples below which a variogram is not told: Webster and Oliver (1992) ask for 100, and call 50 too few. */
const fewestSamples = 50;
/** Pairs a class needs: Journel and Huijbregts (1978), section III.A. */
const fewestPairs = 30;
/** Upper 5 % points of chi-squared with 1, 2, 3 degrees of freedom. */
const chiSquared95 = [3.841, 5.991, 7.815];

/**
 * A verdict in words on a fitted variogram: too few samples or pairs, a range beyond the field, a sill far above the variance of the samples, a
 * nugget that no close pair tells, anisotropy that the data do not bear out, a search that did not converge.
 * @see Webster and Oliver (1992), Journal of Soil Science 43, 177-192; Journel and Huijbregts (1978), Mining Geostatistics, III.A
 */
export function fitVerdict(samples: SampleSet, evidence: FitEvidence): FitVerdict {
  const reasons = [
    ...fewSamples(samples, evidence.lags),
    ...(evidence.isConverged ? [] : ["the search did not converge"]),
    ...rangeBeyondField(samples, evidence.model),
    ...sillUnbounded(samples, evidence.model),
    ...nuggetUnknown(samples, evidence),
    ...anisotropyUnsupported(evidence),
  ];
  const isTrusted = reasons.length === 0;
  return { isTrusted, reasons, text: isTrusted ? "may be used" : `do not trust: ${reasons.join("; ")}` };
}

function fewSamples({ values }: SampleSet, lags: readonly VariogramLag[]): string[] {
  const reasons: string[] = [];
  if (values.length < fewestSamples) reasons.push(`${values.length} samples, at least ${fewestSamples} are needed`);
  const thin = lags.filter(({ pairs }) => pairs < fewestPairs).length;
  if (lags.length > 0 && lags[0].pairs < fewestPairs)
    reasons.push(`pairs are few: the nearest class holds ${lags[0].pairs}, ${fewestPairs} are needed`);
  else if (thin > lags.length / 2)
    reasons.push(`pairs are few: ${thin} of ${lags.length} classes hold fewer than ${fewestPairs}`);
  return reasons;
}

function rangeBeyondField({ xyzM }: SampleSet, { structures }: CovarianceModel): string[] {
  const half = diagonalM(xyzM) / 2;
  const longest = Math.max(
    0,
    ...structures.filter(({ sill }) => sill > 0).map(({ rangesM }) => Math.max(rangesM[0], rangesM[1])),
  );
  return longest > half
    ? [`range beyond the field: ${shown(longest)} m, half the diagonal of the samples is ${shown(half)} m`]
    : [];
}

function sillUnbounded({ values }: SampleSet, { nugget, structures }: CovarianceModel): string[] {
  if (structures.some(({ type }) => type === "power")) return ["the sill is unbounded: a power model has none"];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const sill = structures.reduce((sum, structure) => sum + structure.sill, nugget);
  return sill > 2 * variance
    ? [`the sill is unbounded: ${shown(sill)} against a variance of ${shown(variance)} of the samples; a trend?`]
    : [];
}

function nuggetUnknown({ xyzM }: SampleSet, { model, parameters }: FitEvidence): string[] {
  const told = parameters.find(({ name }) => name === "nugget");
  const ranges = model.structures.filter(({ sill }) => sill > 0).flatMap(({ rangesM }) => rangesM);
  if (told === undefined || ranges.length === 0) return [];
  const closest = closePairM(xyzM);
  const shortest = Math.min(...ranges);
  if (closest > shortest / 3)
    return [
      `the nugget effect cannot be identified: neighbours lie ${shown(closest)} m apart, the shortest range is ${shown(shortest)} m`,
    ];
  const sill = model.structures.reduce((sum, structure) => sum + structure.sill, model.nugget);
  return told.standardError !== null && told.standardError > 0.25 * sill
    ? [`the nugget effect cannot be identified: ${shown(told.value)} with standard error ${shown(told.standardError)}`]
    : [];
}

/** Distance within which a tenth of the samples have their nearest neighbour. */
function closePairM(xyzM: Float64Array): number {
  const n = xyzM.length / 3;
  const tree = new KdTree(xyzM);
  const [index, d2] = [new Int32Array(Math.min(n, 8)), new Float64Array(Math.min(n, 8))];
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < n; i++) {
    const found = tree.nearest(
      xyzM[3 * i],
      xyzM[3 * i + 1],
      xyzM[3 * i + 2],
      index.length,
      Number.POSITIVE_INFINITY,
      index,
      d2,
    );
    for (let k = found - 1; k >= 0; k--) if (d2[k] > 0) nearest[i] = Math.sqrt(d2[k]);
  }
  return nearest.sort()[Math.floor((n - 1) / 10)];
}

function anisotropyUnsupported({ anisotropy }: FitEvidence): string[] {
  if (anisotropy === undefined) return [];
  const needed = chiSquared95[Math.min(3, anisotropy.parameters) - 1] / 2;
  return anisotropy.rise < needed
    ? [
        `anisotropy is not supported: ln L rises by ${shown(anisotropy.rise)}, ${shown(needed)} is needed for ${anisotropy.parameters} parameters`,
      ]
    : [];
}

function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}
