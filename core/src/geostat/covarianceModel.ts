import { type AnglesDeg, type AxesM, ellipsoidTransform } from "./ellipsoid.ts";
import { correlation, practicalRangeFactor, type StructureType, structureTypes } from "./structureShape.ts";

/** One nested structure with its own directions and ranges. */
export interface VariogramStructure {
  readonly type: StructureType;
  /** Contribution to the variance, in the unit of the values squared. */
  readonly sill: number;
  readonly rangesM: AxesM;
  /** Default 0, 0, 0: the major axis points north. */
  readonly anglesDeg?: AnglesDeg;
  /**
   * Meaning of the ranges of exponential, Gaussian and Matern structures: distance at which 5 % of the sill is left
   * (`practical`, as in GSLIB; the default) or the range parameter of the formula (`parameter`, as in gstat).
   */
  readonly rangeIs?: "practical" | "parameter";
  /** Smoothness of `matern` (default 1.5); exponent of `power`, strictly between 0 and 2 (default 1). */
  readonly shape?: number;
  /**
   * How distance in the plane of the first two axes and distance along the third act together: `joined` (default) as one ellipsoidal
   * distance, `separate` as the product ρ(plane) ρ(third axis), as in beds that vary up and sideways for unlike reasons.
   */
  readonly across?: "joined" | "separate";
}

/** γ(h) = nugget [h > 0] + Σ structures; C(h) = sill − γ(h) where there is a sill. */
export interface CovarianceModel {
  readonly nugget: number;
  readonly structures: readonly VariogramStructure[];
}

/** A model as flat arrays for hot loops. */
export interface PreparedModel {
  readonly nugget: number;
  /** C(0): nugget and all sills; for an unbounded model the nugget and the bounded sills alone. */
  readonly totalSill: number;
  /** False when a `power` structure makes the variogram grow without a sill: no simple kriging then. */
  readonly isBounded: boolean;
  readonly count: number;
  /** Place of each shape in `structureTypes`. */
  readonly codes: Uint8Array;
  readonly sills: Float64Array;
  readonly shapes: Float64Array;
  /** 1 for a structure that is a product of a part in the plane and one along the third axis. */
  readonly separate: Uint8Array;
  /** Nine numbers a structure: separation in metres to scaled separation. */
  readonly transforms: readonly Float64Array[];
}

/** Scaled squared distance below which two places are one, so that the nugget counts. */
export const samePlaceH2 = 1e-18;

/**
 * Checks a model and lays it out flat.
 * @throws {RangeError} a nugget or sill is negative or not finite, a range not above 0, a shape outside its bounds, or the
 *   model has no variance at all
 */
export function prepareModel(model: CovarianceModel): PreparedModel {
  const { nugget, structures } = model;
  if (!(nugget >= 0 && Number.isFinite(nugget)))
    throw new RangeError(`nugget must be finite and at least 0, got ${nugget}`);
  const shapes = structures.map(checkedShape);
  const sills = Float64Array.from(structures, ({ sill }) => sill);
  const isBounded = structures.every(({ type }) => type !== "power");
  const totalSill = structures.reduce((sum, { type, sill }) => (type === "power" ? sum : sum + sill), nugget);
  if (!(totalSill > 0) && sills.every((sill) => sill === 0))
    throw new RangeError("model has neither nugget nor sill; give it some variance");
  return {
    nugget,
    totalSill,
    isBounded,
    count: structures.length,
    codes: Uint8Array.from(structures, ({ type }) => structureTypes.indexOf(type)),
    sills,
    shapes: Float64Array.from(shapes),
    separate: Uint8Array.from(structures, ({ across }) => (across === "separate" ? 1 : 0)),
    transforms: structures.map(scaledTransform),
  };
}

function checkedShape({ type, sill, shape, across }: VariogramStructure, i: number): number {
  const where = `structure ${i + 1} (${type})`;
  if (!structureTypes.includes(type))
    throw new RangeError(`${where}: unknown type; use one of ${structureTypes.join(", ")}`);
  if (!(sill >= 0 && Number.isFinite(sill)))
    throw new RangeError(`${where}: sill must be finite and at least 0, got ${sill}`);
  if (across === "separate" && type === "power")
    throw new RangeError(`${where}: a power structure has no covariance to be a product of; join its axes`);
  if (type === "matern") {
    const nu = shape ?? 1.5;
    if (!(nu >= 0.05 && nu <= 20)) throw new RangeError(`${where}: smoothness must lie in 0.05–20, got ${nu}`);
    return nu;
  }
  if (type !== "power") return 0;
  const exponent = shape ?? 1;
  if (!(exponent > 0 && exponent < 2))
    throw new RangeError(`${where}: exponent must lie strictly between 0 and 2, got ${exponent}`);
  return exponent;
}

function scaledTransform({ type, shape, rangesM, anglesDeg, rangeIs }: VariogramStructure): Float64Array {
  const factor = rangeIs === "parameter" ? 1 : practicalRangeFactor(type, shape ?? 1.5);
  const matrix = ellipsoidTransform(anglesDeg ?? [0, 0, 0], rangesM);
  return matrix.map((c) => c * factor);
}

/** Correlation of structure s at a separation in metres. */
export function correlationAt(
  { codes, shapes, separate, transforms }: PreparedModel,
  s: number,
  dxM: number,
  dyM: number,
  dzM: number,
): number {
  const t = transforms[s];
  const u = t[0] * dxM + t[1] * dyM + t[2] * dzM;
  const v = t[3] * dxM + t[4] * dyM + t[5] * dzM;
  const w = t[6] * dxM + t[7] * dyM + t[8] * dzM;
  return separate[s] === 1
    ? correlation(codes[s], u * u + v * v, shapes[s]) * correlation(codes[s], w * w, shapes[s])
    : correlation(codes[s], u * u + v * v + w * w, shapes[s]);
}

/**
 * C(h) for a separation vector in metres; the nugget counts at zero separation only. A `power` structure contributes minus its
 * variogram, which serves wherever weights sum to one.
 * @param withNugget false leaves the nugget out, as averages over a block do
 */
export function covariance(model: PreparedModel, dxM: number, dyM: number, dzM: number, withNugget = true): number {
  let c = withNugget && dxM === 0 && dyM === 0 && dzM === 0 ? model.nugget : 0;
  for (let s = 0; s < model.count; s++) c += model.sills[s] * correlationAt(model, s, dxM, dyM, dzM);
  return c;
}

/** γ(h) for a separation vector in metres. */
export function variogram(model: PreparedModel, dxM: number, dyM: number, dzM: number): number {
  return model.totalSill - covariance(model, dxM, dyM, dzM);
}
