import type { CovarianceModel, StructureType, VariogramStructure } from "@relode/core/geostat";

/** Shapes that the bench offers: bounded ones, for which a sill and a range mean what they say. */
export const benchShapes: readonly StructureType[] = ["spherical", "exponential", "gaussian", "cubic"];

/** A first model where a run has none: a fifth nugget, one spherical structure. */
export function firstModel(variance: number, alongM: number, acrossM: number): CovarianceModel {
  return {
    nugget: 0.2 * variance,
    structures: [{ type: "spherical", sill: 0.8 * variance, rangesM: [alongM, alongM, acrossM] }],
  };
}

export function totalSill({ nugget, structures }: CovarianceModel): number {
  return structures.reduce((sum, { sill }) => sum + sill, nugget);
}

/** The model with one structure changed. */
export function withStructure(model: CovarianceModel, s: number, change: Partial<VariogramStructure>): CovarianceModel {
  return { ...model, structures: model.structures.map((old, i) => (i === s ? { ...old, ...change } : old)) };
}

/** The model with one range of a structure changed; axis 0 major, 1 minor, 2 third. */
export function withRange(model: CovarianceModel, s: number, axis: number, rangeM: number): CovarianceModel {
  const ranges = model.structures[s]?.rangesM ?? [1, 1, 1];
  const changed = ranges.map((old, a) => (a === axis ? Math.max(0.01, rangeM) : old));
  return withStructure(model, s, { rangesM: [changed[0] ?? 1, changed[1] ?? 1, changed[2] ?? 1] });
}

/** The model with all structures pointing to an azimuth, level. */
export function pointed(model: CovarianceModel, azimuthDeg: number): CovarianceModel {
  return {
    ...model,
    structures: model.structures.map((structure) => ({ ...structure, anglesDeg: [azimuthDeg, 0, 0] as const })),
  };
}

const short = (value: number) => Number(value.toPrecision(4));

/**
 * The model as PROJECT.json wants it under a variable's `variogram`, for a domain; azimuths count from north.
 * @param gridAzimuthDeg added, since the bench works along the axes of the grid
 */
export function modelJson(model: CovarianceModel, domain: string, gridAzimuthDeg: number): string {
  const structures = model.structures.map(({ type, sill, rangesM, anglesDeg = [0, 0, 0], rangeIs }) => ({
    type,
    sill: short(sill),
    ranges: rangesM.map(short),
    angles: [short((((anglesDeg[0] + gridAzimuthDeg) % 360) + 360) % 360), anglesDeg[1], anglesDeg[2]],
    ...(rangeIs === undefined ? {} : { range_is: rangeIs }),
  }));
  return JSON.stringify({ [domain]: { nugget: short(model.nugget), structures } }, null, 2);
}
