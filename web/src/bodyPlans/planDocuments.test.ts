import { expect, test } from "vitest";
import { bestPlaces, isAboveNoise, type NextHoleResult, planColumnWords } from "./planDocuments.ts";

const hole = (worth: number, standardError: number) => ({ i: 0, j: 0, x: 0, y: 0, worth, standardError, explains: 0 });

test("the best places come first, none that is worth nothing", () => {
  const result = { holes: [hole(1, 1), hole(-3, 1), hole(9, 1), hole(0, 0)] } as unknown as NextHoleResult;
  expect(bestPlaces(result).map(({ worth }) => worth)).toEqual([9, 1]);
  expect(bestPlaces(result, 1).map(({ worth }) => worth)).toEqual([9]);
});

test("a worth must exceed three standard errors to be above its noise", () => {
  expect(isAboveNoise(hole(9, 3))).toBe(false);
  expect(isAboveNoise(hole(9.1, 3))).toBe(true);
});

test("columns of plans read as words with their unit", () => {
  expect(planColumnWords("schedule", "year_azimuth_270")).toBe("Year of mining, face moving to 270°");
  expect(planColumnWords("probability", "Co_ppm_at_least_150")).toBe("Probability of Co at or above 150 ppm");
  expect(planColumnWords("minerals", "pyrite_p05")).toBe("pyrite, mass fraction, P5");
  expect(planColumnWords("minerals", "mineral_misfit_mean")).toBe("Misfit of the minerals to the assays");
  expect(planColumnWords("optimise", "breakEvenPriceFactor")).toBe("Price factor at which the block pays");
  expect(planColumnWords("schedule", "other")).toBe("other");
});
