import { levenbergMarquardt } from "../numerics/levenbergMarquardt.ts";
import { type CovarianceModel, prepareModel, variogram } from "./covarianceModel.ts";
import type { VariogramLag } from "./experimentalVariogram.ts";

/** Weight of a class of N pairs at mean distance h: N/h² (default), N, or 1. */
export type FitWeights = "pairs-over-distance-squared" | "pairs" | "equal";

/** An experimental variogram along one direction; without azimuth it stands for every direction (isotropic model). */
export interface DirectionalLags {
  readonly lags: readonly VariogramLag[];
  readonly azimuthDeg?: number;
  readonly dipDeg?: number;
}

/**
 * Which ranges of a structure move: `scale` (default) all in proportion; `plane` the major one, and the others together; `vertical` the
 * first two together, and the third; `axes` each for itself; `fixed` none.
 */
export type RangeFreedom = "scale" | "plane" | "vertical" | "axes" | "fixed";

export const rangeFreedoms: readonly RangeFreedom[] = ["scale", "plane", "vertical", "axes", "fixed"];

/** Axes that move together, and the word after the range's name. */
const rangeGroups: ReadonlyMap<RangeFreedom, readonly (readonly [string, readonly number[]])[]> = new Map([
  ["scale", [["", [0, 1, 2]]]],
  [
    "plane",
    [
      ["", [0]],
      [" minor", [1, 2]],
    ],
  ],
  [
    "vertical",
    [
      ["", [0, 1]],
      [" third", [2]],
    ],
  ],
  [
    "axes",
    [
      ["", [0]],
      [" minor", [1]],
      [" third", [2]],
    ],
  ],
  ["fixed", []],
]);

export interface FitSpec {
  /** Shapes, angles and kinds of range to fit; its numbers are where the search starts. */
  readonly start: CovarianceModel;
  readonly weights?: FitWeights;
  readonly ranges?: RangeFreedom;
  /** Default true. */
  readonly fitNugget?: boolean;
}

export interface FittedParameter {
  /** `nugget`, `sill 1`, `range 1` (major), `range 1 minor`, `range 1 third`. */
  readonly name: string;
  readonly value: number;
  /** Null when it is at a bound or cannot be told. */
  readonly standardError: number | null;
}

export interface VariogramFit {
  readonly model: CovarianceModel;
  /** Σ weight (experimental − model)². */
  readonly objective: number;
  readonly isConverged: boolean;
  readonly iterations: number;
  readonly parameters: readonly FittedParameter[];
  /** Covariance of the parameters, row by row; takes the classes as independent, which they are not: a lower bound. */
  readonly covariance: Float64Array | null;
  /** Reasons not to trust the fit; empty when there is none. */
  readonly doubts: readonly string[];
}

/** A free number of the model: where it is read and written. */
export interface Free {
  readonly name: string;
  readonly kind: "nugget" | "sill" | "range";
  readonly structure: number;
  /** Axes of the range that move with it. */
  readonly axes: readonly number[];
}

/**
 * Fits a nested model to experimental variograms by weighted least squares, sills and nugget at least 0, ranges between 1/1000
 * and 100 times the longest distance. The search starts from the given ranges times 1/3, 1 and 3; the best end counts.
 *
 * @throws {RangeError} fewer classes than free parameters, an anisotropic model without directions, or an estimator that is no variogram (negative values)
 * @see Cressie (1985), Fitting variogram models by weighted least squares, Mathematical Geology 17, 563-586
 */
export function fitVariogram(experimental: readonly DirectionalLags[], spec: FitSpec): VariogramFit {
  const free = freeParameters(spec);
  if (
    ["plane", "vertical", "axes"].includes(spec.ranges ?? "") &&
    experimental.filter(({ azimuthDeg }) => azimuthDeg !== undefined).length < 2
  )
    throw new RangeError(
      "fit: ranges of their own need variograms along two directions or more; give them or use ranges: scale",
    );
  const isIsotropic = spec.start.structures.every(({ rangesM }) => rangesM.every((range) => range === rangesM[0]));
  if (!isIsotropic && experimental.some(({ azimuthDeg }) => azimuthDeg === undefined))
    throw new RangeError(
      "fit: a variogram without direction cannot fit an anisotropic model; give directions or equal ranges",
    );
  const points = experimental.flatMap(({ lags, azimuthDeg = 0, dipDeg = 0 }) =>
    lags.map((lag) => ({ ...lag, separationM: along(azimuthDeg, dipDeg, lag.distanceM) })),
  );
  const m = points.length;
  if (m < free.length)
    throw new RangeError(`fit: ${m} classes for ${free.length} parameters; use more lags or fewer structures`);
  if (points.some(({ value }) => !(value >= 0)))
    throw new RangeError("fit: a class has a negative or missing value; fit a variogram, not a covariance");
  const root = Float64Array.from(points, (lag) =>
    Math.sqrt(weightOf(lag, spec.weights ?? "pairs-over-distance-squared")),
  );
  const longestM = Math.max(...points.map(({ distanceM }) => distanceM));
  const highest = Math.max(...points.map(({ value }) => value), Number.MIN_VALUE);
  const residuals = (x: Float64Array, r: Float64Array) => {
    const trial = withParameters(spec.start, free, x);
    // A step may rest every sill on its bound 0: a variogram of 0 everywhere, which no model may be but a search may pass.
    const model = trial.nugget === 0 && trial.structures.every(({ sill }) => sill === 0) ? null : prepareModel(trial);
    for (const [i, { separationM, value }] of points.entries())
      r[i] = root[i] * ((model === null ? 0 : variogram(model, ...separationM)) - value);
  };
  const bounds = free.map(({ kind }) =>
    kind === "range" ? ([longestM / 1000, longestM * 100] as const) : ([0, highest * 1000] as const),
  );
  const lower = Float64Array.from(bounds, ([low]) => low);
  const upper = Float64Array.from(bounds, ([, high]) => high);
  const scale = Float64Array.from(free, ({ kind }) => (kind === "range" ? longestM / 10 : highest / 10));
  const factors = free.some(({ kind }) => kind === "range") ? [1, 1 / 3, 3] : [1];
  const ends = factors.map((factor) => {
    const start = Float64Array.from(free, (parameter, a) => {
      const value = readParameter(spec.start, parameter) * (parameter.kind === "range" ? factor : 1);
      const inside = parameter.kind === "range" ? value : Math.max(value, highest * 1e-3);
      return Math.min(upper[a], Math.max(lower[a], inside));
    });
    return levenbergMarquardt(residuals, m, start, lower, upper, scale);
  });
  const best = ends.reduce((a, b) => (b.objective < a.objective * (1 - 1e-9) ? b : a));
  const parameters = free.map(({ name }, a) => ({
    name,
    value: best.parameters[a],
    standardError:
      best.covariance === null || best.isAtBound[a] ? null : Math.sqrt(best.covariance[a * free.length + a]),
  }));
  const model = withParameters(spec.start, free, best.parameters);
  const fit = { model, parameters, covariance: best.covariance, objective: best.objective };
  const doubts = doubtsOf(best.isConverged, best.isAtBound, parameters, free, points, longestM);
  return { ...fit, isConverged: best.isConverged, iterations: best.iterations, doubts };
}

function doubtsOf(
  isConverged: boolean,
  isAtBound: readonly boolean[],
  parameters: readonly FittedParameter[],
  free: readonly Free[],
  points: readonly VariogramLag[],
  longestM: number,
): string[] {
  const doubts: string[] = [];
  if (!isConverged) doubts.push("the search stopped before it converged");
  if (points.length - free.length < 3)
    doubts.push(
      `${points.length} classes leave ${points.length - free.length} degrees of freedom for ${free.length} parameters`,
    );
  const thin = points.filter(({ pairs }) => pairs < 30).length;
  if (thin > 0) doubts.push(`${thin} of ${points.length} classes hold fewer than 30 pairs`);
  for (const [a, { name, value, standardError }] of parameters.entries()) {
    if (isAtBound[a]) doubts.push(`${name} rests on its bound ${Number(value.toPrecision(4))}`);
    else if (standardError === null) doubts.push(`${name}: the data do not say how certain it is`);
    else if (standardError > 0.5 * value)
      doubts.push(
        `${name} is ${Number(value.toPrecision(3))} with standard error ${Number(standardError.toPrecision(3))}`,
      );
    if (free[a].kind === "range" && value > longestM)
      doubts.push(
        `${name} of ${Number(value.toPrecision(4))} m exceeds the longest distance ${Number(longestM.toPrecision(4))} m`,
      );
  }
  return doubts;
}

function weightOf({ pairs, distanceM }: VariogramLag, weights: FitWeights): number {
  if (weights === "equal") return 1;
  return weights === "pairs" ? pairs : pairs / (distanceM * distanceM);
}

/** Separation vector of a length along an azimuth and dip. */
export function along(azimuthDeg: number, dipDeg: number, lengthM: number): readonly [number, number, number] {
  const [azimuth, dip] = [(azimuthDeg * Math.PI) / 180, (dipDeg * Math.PI) / 180];
  const level = lengthM * Math.cos(dip);
  return [level * Math.sin(azimuth), level * Math.cos(azimuth), lengthM * Math.sin(dip)];
}

/** The free parameters of a model. @throws {RangeError} there is none */
export function freeParameters(spec: Pick<FitSpec, "start" | "ranges" | "fitNugget">): Free[] {
  const free: Free[] = [];
  if (spec.fitNugget !== false) free.push({ name: "nugget", kind: "nugget", structure: -1, axes: [] });
  const ranges = spec.ranges ?? "scale";
  for (const structure of spec.start.structures.keys()) {
    const number = structure + 1;
    free.push({ name: `sill ${number}`, kind: "sill", structure, axes: [] });
    for (const [word, axes] of rangeGroups.get(ranges) ?? [])
      free.push({ name: `range ${number}${word}`, kind: "range", structure, axes });
  }
  if (free.length === 0) throw new RangeError("fit: the model has nothing to fit");
  return free;
}

/** A parameter's number in a model. */
export function readParameter(model: CovarianceModel, { kind, structure, axes }: Free): number {
  if (kind === "nugget") return model.nugget;
  return kind === "sill" ? model.structures[structure].sill : model.structures[structure].rangesM[axes[0]];
}

/** The model with other numbers in place of its free ones. */
export function withParameters(start: CovarianceModel, free: readonly Free[], x: Float64Array): CovarianceModel {
  let nugget = start.nugget;
  const structures = start.structures.map((structure) => ({
    ...structure,
    rangesM: [...structure.rangesM] as [number, number, number],
  }));
  for (const [a, { kind, structure, axes }] of free.entries()) {
    if (kind === "nugget") nugget = x[a];
    else if (kind === "sill") structures[structure].sill = x[a];
    else {
      const factor = x[a] / start.structures[structure].rangesM[axes[0]];
      for (const axis of axes) structures[structure].rangesM[axis] = start.structures[structure].rangesM[axis] * factor;
    }
  }
  return { nugget, structures };
}
