import { maternCorrelation, maternPracticalRange } from "./maternCorrelation.ts";

/**
 * Shapes of a variogram structure. `hole-sine` is permissible in three dimensions, `hole-cosine` along one line only;
 * `power` has no sill and no covariance: its "sill" is the variogram at one range.
 */
export type StructureType =
  | "spherical"
  | "exponential"
  | "gaussian"
  | "matern"
  | "cubic"
  | "power"
  | "hole-sine"
  | "hole-cosine";

export const structureTypes: readonly StructureType[] = [
  "spherical",
  "exponential",
  "gaussian",
  "matern",
  "cubic",
  "power",
  "hole-sine",
  "hole-cosine",
];

/** Numbers of the shapes in hot loops: places in `structureTypes`. */
export const sphericalCode = 0;
export const exponentialCode = 1;
export const gaussianCode = 2;

/**
 * Correlation at squared scaled distance h2; for `power` minus the variogram of unit sill. With h = √h2:
 * spherical 1 − 1.5 h + 0.5 h³; exponential e^(−h); gaussian e^(−h²); cubic 1 − 7h² + 35/4 h³ − 7/2 h⁵ + 3/4 h⁷;
 * Matern see `maternCorrelation`; power −h^s; hole effects sin(πh)/(πh) and cos(πh).
 *
 * @param code place of the shape in `structureTypes`
 * @param shape smoothness ν of Matern, exponent s of power; unused otherwise
 * @see Chilès and Delfiner (2012), Geostatistics, 2nd ed., section 2.5
 */
export function correlation(code: number, h2: number, shape: number): number {
  switch (code) {
    case sphericalCode: {
      if (h2 >= 1) return 0;
      const h = Math.sqrt(h2);
      return 1 - h * (1.5 - 0.5 * h2);
    }
    case exponentialCode:
      return Math.exp(-Math.sqrt(h2));
    case gaussianCode:
      return Math.exp(-h2);
    case 3:
      return maternCorrelation(Math.sqrt(h2), shape);
    case 4: {
      if (h2 >= 1) return 0;
      const h = Math.sqrt(h2);
      return 1 - h2 * (7 - h * (8.75 - h2 * (3.5 - 0.75 * h2)));
    }
    case 5:
      return -(h2 ** (shape / 2));
    case 6: {
      const x = Math.PI * Math.sqrt(h2);
      return x < 1e-8 ? 1 : Math.sin(x) / x;
    }
    default:
      return Math.cos(Math.PI * Math.sqrt(h2));
  }
}

/**
 * What distances over the stated range are multiplied by before `correlation` sees them, so that the stated range is the
 * practical one (correlation 1/20; GSLIB's exponential and gaussian use e^(−3h) and e^(−3h²), e^(−3) being 0.0498).
 */
export function practicalRangeFactor(type: StructureType, shape: number): number {
  if (type === "exponential") return 3;
  if (type === "gaussian") return Math.sqrt(3);
  return type === "matern" ? maternPracticalRange(shape) : 1;
}
