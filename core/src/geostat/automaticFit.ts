import type { CovarianceModel, VariogramStructure } from "./covarianceModel.ts";
import { crossValidation } from "./crossValidation.ts";
import { defaultLags, experimentalVariogram, type LagSpec, type VariogramLag } from "./experimentalVariogram.ts";
import {
  type DirectionalLags,
  type FittedParameter,
  fitVariogram,
  type FitWeights,
  type RangeFreedom,
} from "./fitVariogram.ts";
import { fitVerdict, type FitVerdict } from "./fitVerdict.ts";
import { diagonalM, fitLikelihood } from "./likelihoodFit.ts";
import type { SampleSet } from "./sampleSet.ts";
import type { StructureType } from "./structureShape.ts";

export type FitMethod = "wls" | "ml" | "reml";

export interface AutomaticFitSpec {
  readonly lags?: LagSpec;
  /** Default `reml`. */
  readonly method?: FitMethod;
  /** Shapes tried; default spherical, exponential and Gaussian. */
  readonly types?: readonly StructureType[];
  /** Most structures besides the nugget, 1 or 2; default 2. */
  readonly maxStructures?: number;
  /** `aic`, or `cross-validation`: the mean logarithmic score of leaving one out. Default `aic`. */
  readonly criterion?: "aic" | "cross-validation";
  readonly weights?: FitWeights;
  /** Also tries a major direction in the plane every 30 degrees (flat data, by likelihood). Default false. */
  readonly anisotropy?: boolean;
}

/** One model tried. */
export interface Candidate {
  /** `nugget + spherical + exponential`. */
  readonly name: string;
  readonly model: CovarianceModel;
  readonly parameters: readonly FittedParameter[];
  readonly isConverged: boolean;
  /** Less is better. */
  readonly criterion: number;
  readonly logLikelihood: number | null;
}

export interface AutomaticFit {
  readonly best: Candidate;
  /** Every candidate that could be fitted, best first. */
  readonly candidates: readonly Candidate[];
  /** Candidates that could not, and why. */
  readonly failed: readonly string[];
  readonly verdict: FitVerdict;
}

/**
 * Fits models without a start from the user: nugget from the first classes, sill from the last, range where the variogram comes within 5 %
 * of it; every shape and pair of shapes; the least criterion wins. AIC for least squares is m ln(S/m) + 2k, for likelihoods −2 ln L + 2k.
 * Samples in space get a vertical range of their own.
 *
 * @throws {RangeError} samples not usable, or no candidate can be fitted
 * @see Webster and McBratney (1989), Journal of Soil Science 40, 493-496 (AIC); Akaike (1974)
 */
export function automaticFit(samples: SampleSet, spec: AutomaticFitSpec = {}): AutomaticFit {
  const {
    types = ["spherical", "exponential", "gaussian"],
    maxStructures = 2,
    method = "reml",
    criterion = "aic",
  } = spec;
  if (types.length === 0 || ![1, 2].includes(maxStructures))
    throw new RangeError(
      `automatic fit: needs one type or more and 1 or 2 structures, got ${types.length} and ${maxStructures}`,
    );
  const lags = spec.lags ?? defaultLags(samples.xyzM);
  const omni = experimentalVariogram(samples, { lags }).lags;
  if (omni.length < 2)
    throw new RangeError(`automatic fit: ${omni.length} classes hold pairs, 2 are needed; widen the lags`);
  const isFlat = samples.xyzM.every((c, i) => i % 3 !== 2 || c === samples.xyzM[2]);
  const directional = isFlat ? [{ lags: omni }] : levelAndVertical(samples, lags);
  const failed: string[] = [];
  const candidates: Candidate[] = [];
  for (const start of startModels(samples, omni, types, maxStructures, isFlat)) {
    try {
      const candidate = fitOne(samples, start, directional, isFlat ? "scale" : "vertical", spec, method);
      candidates.push(
        criterion === "aic" ? candidate : { ...candidate, criterion: logScore(samples, candidate.model) },
      );
    } catch (error) {
      // A shape that these samples cannot carry drops out of the comparison and is named.
      if (!(error instanceof RangeError) && !(error instanceof Error && "code" in error)) throw error;
      failed.push(`${nameOf(start)}: ${error.message}`);
    }
  }
  if (candidates.length === 0) throw new RangeError(`automatic fit: no model can be fitted; ${failed[0]}`);
  candidates.sort((a, b) => a.criterion - b.criterion);
  const [isotropic] = candidates;
  const turned = spec.anisotropy === true && isFlat ? bestDirection(samples, isotropic, method) : null;
  const best = turned?.candidate ?? isotropic;
  const evidence = { ...best, lags: omni, ...(turned === null ? {} : { anisotropy: turned }) };
  return { best, candidates, failed, verdict: fitVerdict(samples, evidence) };
}

function fitOne(
  samples: SampleSet,
  start: CovarianceModel,
  directional: readonly DirectionalLags[],
  ranges: RangeFreedom,
  spec: AutomaticFitSpec,
  method: FitMethod,
): Candidate {
  const name = nameOf(start);
  if (method !== "wls") {
    const fit = fitLikelihood(samples, { start, method, ranges });
    return { ...fit, name, criterion: fit.aic };
  }
  const fit = fitVariogram(directional, {
    start,
    ranges,
    ...(spec.weights === undefined ? {} : { weights: spec.weights }),
  });
  const m = directional.reduce((sum, { lags }) => sum + lags.length, 0);
  const criterion = m * Math.log(fit.objective / m) + 2 * fit.parameters.length;
  return { ...fit, name, criterion, logLikelihood: null };
}

/**
 * The best of six directions with a ratio of its own, and what it gains over the isotropic model. Directions are compared by Vecchia's
 * likelihood; the best is fitted again by the one the isotropic model has.
 */
function bestDirection(samples: SampleSet, isotropic: Candidate, method: FitMethod) {
  if (isotropic.model.structures.length === 0) return null;
  const by = method === "wls" ? "reml" : method;
  const fits = [0, 30, 60, 90, 120, 150].map((azimuthDeg) => {
    const start = stretched(isotropic.model, azimuthDeg);
    return fitLikelihood(samples, {
      start,
      method: by,
      ranges: "plane",
      exactUpTo: 0,
      neighbours: 12,
      isNearStart: true,
    });
  });
  const rough = fits.reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a));
  const round = fitLikelihood(samples, { start: isotropic.model, method: by, isNearStart: true });
  const fit = fitLikelihood(samples, { start: rough.model, method: by, ranges: "plane", isNearStart: true });
  const model = majorFirst(fit.model);
  const azimuth = model.structures[0].anglesDeg?.[0] ?? 0;
  const candidate = { ...fit, model, name: `${isotropic.name}, azimuth ${azimuth}`, criterion: fit.aic + 2 };
  // The ranges across, and the azimuth.
  return { candidate, rise: fit.logLikelihood - round.logLikelihood, parameters: 1 + model.structures.length };
}

function stretched(model: CovarianceModel, azimuthDeg: number): CovarianceModel {
  return {
    ...model,
    structures: model.structures.map((structure): VariogramStructure => {
      const [r] = structure.rangesM;
      return { ...structure, anglesDeg: [azimuthDeg, 0, 0], rangesM: [1.3 * r, r / 1.3, r / 1.3] };
    }),
  };
}

/** The same model in the plane with the longer range of its first structure as the major one. */
function majorFirst(model: CovarianceModel): CovarianceModel {
  const [first] = model.structures;
  if (first.rangesM[0] >= first.rangesM[1]) return model;
  return {
    ...model,
    structures: model.structures.map((structure): VariogramStructure => {
      const [a, b] = structure.rangesM;
      const azimuth = ((structure.anglesDeg?.[0] ?? 0) + 90) % 180;
      return { ...structure, anglesDeg: [azimuth, 0, 0], rangesM: [b, a, a] };
    }),
  };
}

/** Mean of ln σ² + e²/σ² by leaving one out with the 16 nearest. */
function logScore(samples: SampleSet, model: CovarianceModel): number {
  const reach = 2 * diagonalM(samples.xyzM);
  const search = { radiiM: [reach, reach, reach] as const, maxSamples: 16 };
  const { estimate, variance } = crossValidation(samples, { model, search }).result;
  let [sum, n] = [0, 0];
  for (let i = 0; i < estimate.length; i++) {
    if (!(variance[i] > 0)) continue;
    sum += Math.log(variance[i]) + (samples.values[i] - estimate[i]) ** 2 / variance[i];
    n++;
  }
  if (n === 0) throw new RangeError("no sample can be estimated from the others");
  return sum / n;
}

function levelAndVertical(samples: SampleSet, lags: LagSpec): DirectionalLags[] {
  const level = { azimuthDeg: 0, azimuthToleranceDeg: 91, dipDeg: 0, dipToleranceDeg: 20 };
  const down = { azimuthDeg: 0, azimuthToleranceDeg: 91, dipDeg: 90, dipToleranceDeg: 20 };
  const heights = samples.xyzM.filter((_, i) => i % 3 === 2);
  const tall = heights.reduce((a, b) => Math.max(a, b)) - heights.reduce((a, b) => Math.min(a, b));
  const vertical: LagSpec = { kind: "classes", widthM: tall / 20, cutoffM: tall / 2 };
  return [
    { azimuthDeg: 0, dipDeg: 0, lags: experimentalVariogram(samples, { lags, direction: level }).lags },
    { azimuthDeg: 0, dipDeg: 90, lags: experimentalVariogram(samples, { lags: vertical, direction: down }).lags },
  ];
}

/** Pure nugget, every shape, every pair of shapes with a short and a long range. */
function startModels(
  samples: SampleSet,
  omni: readonly VariogramLag[],
  types: readonly StructureType[],
  maxStructures: number,
  isFlat: boolean,
): CovarianceModel[] {
  const far = omni.slice(Math.floor(omni.length / 2));
  const total = Math.max(
    far.reduce((sum, { value, pairs }) => sum + value * pairs, 0) / far.reduce((sum, { pairs }) => sum + pairs, 0),
    1e-300,
  );
  const [a, b] = omni;
  const intercept = a.value - ((b.value - a.value) / (b.distanceM - a.distanceM)) * a.distanceM;
  const nugget = Math.min(0.8 * total, Math.max(0.02 * total, intercept));
  const reached = omni.find(({ value }) => value >= 0.95 * total);
  const range = reached?.distanceM ?? omni[omni.length - 1].distanceM;
  const heights = samples.xyzM.filter((_, i) => i % 3 === 2);
  const tall = heights.reduce((p, q) => Math.max(p, q)) - heights.reduce((p, q) => Math.min(p, q));
  const third = (r: number) => (isFlat ? r : Math.min(r, tall / 3));
  const one = (type: StructureType, sill: number, r: number): VariogramStructure => ({
    type,
    sill,
    rangesM: [r, r, third(r)],
  });
  const models: CovarianceModel[] = [{ nugget: total, structures: [] }];
  for (const type of types) models.push({ nugget, structures: [one(type, total - nugget, range)] });
  if (maxStructures === 2)
    for (const short of types)
      for (const long of types)
        models.push({
          nugget,
          structures: [one(short, (total - nugget) / 2, range / 3), one(long, (total - nugget) / 2, range)],
        });
  return models;
}

function nameOf({ structures }: CovarianceModel): string {
  return ["nugget", ...structures.map(({ type }) => type)].join(" + ");
}
