import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { normalQuantile } from "../numerics/normal.ts";
import { affineCorrection, discreteGaussian, type PointGrades } from "./changeOfSupport.ts";

const equal = (gradePpm: Float64Array): PointGrades => ({
  gradePpm,
  weights: new Float64Array(gradePpm.length).fill(1),
});
const momentsOf = (z: Float64Array) => {
  const mean = z.reduce((sum, v) => sum + v, 0) / z.length;
  return { mean, variance: z.reduce((sum, v) => sum + (v - mean) ** 2, 0) / z.length };
};
const lognormal = (sigma: number, n: number) =>
  Float64Array.from({ length: n }, (_, i) => 100 * Math.exp(sigma * normalQuantile((i + 0.5) / n) - sigma ** 2 / 2));

test("the affine correction keeps the mean and multiplies the variance by its ratio", () => {
  const z = Float64Array.of(10, 20, 60);
  const { gradePpm, issues } = affineCorrection(equal(z), 0.81);
  expect(momentsOf(gradePpm).mean).toBeCloseTo(30, 10);
  expect(momentsOf(gradePpm).variance).toBeCloseTo(0.81 * momentsOf(z).variance, 9);
  expect(issues).toEqual([]);
});

test("the affine correction warns of a reduction below 0.7", () => {
  const { gradePpm, issues } = affineCorrection(equal(Float64Array.of(0, 200)), 0.25);
  expect([...gradePpm]).toEqual([50, 150]);
  expect(issues.map(({ message }) => message)).toEqual([
    "affine correction with ratio 0.25, below 0.7; use the discrete Gaussian model",
  ]);
});

test("lognormal points give lognormal blocks: sigma_v^2 = ln(1 + f (exp(sigma^2) - 1)), r = sigma_v / sigma", () => {
  // Permanence of lognormality holds exactly in the discrete Gaussian model: Rivoirard (1994), ch. 9.
  const sigma = 0.6;
  const f = 0.5;
  const sigmaV = Math.sqrt(Math.log(1 + f * (Math.exp(sigma ** 2) - 1)));
  const { gradePpm, coefficient } = discreteGaussian(equal(lognormal(sigma, 4000)), f, 101);
  expect(coefficient).toBeCloseTo(sigmaV / sigma, 2);
  for (const q of [5, 25, 50, 75, 95]) {
    const expected = 100 * Math.exp(sigmaV * normalQuantile((q + 0.5) / 101) - sigmaV ** 2 / 2);
    expect(Math.abs(gradePpm[q] / expected - 1)).toBeLessThan(0.01);
  }
});

test("without reduction the blocks are the points", () => {
  const z = Float64Array.of(7, 1, 3, 20);
  expect([...discreteGaussian(equal(z), 1, 4).gradePpm]).toEqual([1, 3, 7, 20]);
});

property.prop([
  fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 5, maxLength: 30 }),
  fc.double({ min: 0.1, max: 0.9, noNaN: true }),
])("discrete Gaussian blocks ascend, stay in the range of the points, and keep their mean", (grades, f) => {
  fc.pre(Math.max(...grades) - Math.min(...grades) > 1);
  const z = Float64Array.from(grades);
  const { gradePpm } = discreteGaussian(equal(z), f, 500);
  for (let q = 1; q < gradePpm.length; q++) expect(gradePpm[q]).toBeGreaterThanOrEqual(gradePpm[q - 1] - 1e-9);
  expect(gradePpm[0]).toBeGreaterThanOrEqual(Math.min(...grades) - 1e-9);
  expect(gradePpm[499]).toBeLessThanOrEqual(Math.max(...grades) + 1e-9);
  const range = Math.max(...grades) - Math.min(...grades);
  expect(Math.abs(momentsOf(gradePpm).mean - momentsOf(z).mean)).toBeLessThan(0.005 * range);
});

test("equal grades, ratios out of bounds, missing weights and negative grades are refused", () => {
  const z = equal(Float64Array.of(5, 5));
  expect(() => discreteGaussian(z, 0.5)).toThrow(
    new RangeError("change of support: all grades are 5 ppm, so blocks have the same; nothing to change"),
  );
  expect(() => discreteGaussian(z, 1.5)).toThrow(
    new RangeError("change of support: the variance ratio must be above 0 and at most 1, got 1.5"),
  );
  expect(() => affineCorrection({ ...z, weights: new Float64Array(0) }, 0.5)).toThrow(
    new RangeError("change of support: needs grades and as many weights, got 2 and 0"),
  );
  expect(() => affineCorrection(equal(Float64Array.of(5, -1)), 0.5)).toThrow(
    new RangeError("sample 2: grade must lie in 0-1000000 ppm, got -1; leave the sample out"),
  );
});
