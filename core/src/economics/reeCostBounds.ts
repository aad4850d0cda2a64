import { positive } from "./scaledCost.ts";

/** cost = (a ± da) (grade × tonnes)^(b ± db), USD 2022 per kg of rare earth in the site. */
export type BoundCoefficients = readonly [a: number, da: number, b: number, db: number];

/**
 * Cost of rare-earth projects by step, fitted to published projects.
 * @see Nature Sustainability (2023), doi 10.1038/s41893-023-01145-1, coefficients as carried in prommis/prommis (BSD-3-Clause)
 */
export const reeBoundCoefficients: Readonly<Record<string, BoundCoefficients>> = {
  "Total Capital": [81, 1.4, -0.46, 0.063],
  "Total Operating": [27, 0.87, -0.087, 0.038],
  Beneficiation: [2.7, 1.3, -0.15, 0.062],
  "Beneficiation, Chemical Extraction, Enrichment and Separation": [22, 1.28, -0.059, 0.046],
  "Chemical Extraction": [40, 2.9, -0.46, 0.14],
  "Enrichment and Separation": [6.7, 2.8, -0.16, 0.11],
  Mining: [25, 2.5, -0.32, 0.095],
};

/**
 * Lower and upper bound of a step's cost: both coefficients at their lower, and at their upper, end.
 * @param siteTonnes dry tonnes of the site
 * @param gradeFraction mass of rare earths in one mass of the site, 0-1
 * @param escalation index wanted over that of 2022
 * @returns USD of the year wanted per kg
 * @throws {RangeError} tonnes or grade not above 0
 */
export function reeCostBounds(
  siteTonnes: number,
  gradeFraction: number,
  coefficients: BoundCoefficients,
  escalation = 1,
): { readonly lower: number; readonly upper: number } {
  const metalTonnes = positive(siteTonnes, "site tonnage") * positive(gradeFraction, "grade fraction");
  const [a, da, b, db] = coefficients;
  return {
    lower: (a - da) * metalTonnes ** (b - db) * escalation,
    upper: (a + da) * metalTonnes ** (b + db) * escalation,
  };
}
