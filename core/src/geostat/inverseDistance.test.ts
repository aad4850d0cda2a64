import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { inverseDistance } from "./inverseDistance.ts";
import { truthStatistics } from "./truthStatistics.ts";

const two = { xyzM: Float64Array.of(0, 0, 0, 3, 0, 0), values: Float64Array.of(10, 40) };
const search = { radiiM: [100, 100, 100], maxSamples: 8 } as const;

test.each([
  [0, 25],
  [1, (10 / 1 + 40 / 2) / (1 + 1 / 2)],
  [2, (10 / 1 + 40 / 4) / (1 + 1 / 4)],
])("at 1 m and 2 m from samples 10 and 40, power %d gives %d", (power, expected) => {
  expect(inverseDistance(two, Float64Array.of(1, 0, 0), { search, power }).estimate[0]).toBeCloseTo(expected, 12);
});

test("it returns samples, the mean of samples at one place, and nothing where too few are near", () => {
  const twins = { xyzM: Float64Array.of(0, 0, 0, 0, 0, 0, 3, 0, 0), values: Float64Array.of(10, 20, 40) };
  const near = { radiiM: [5, 5, 5], maxSamples: 3 } as const;
  const result = inverseDistance(twins, Float64Array.of(0, 0, 0, 3, 0, 0, 50, 0, 0), { search: near });
  expect([...result.estimate]).toEqual([15, 40, Number.NaN]);
  expect([...result.used]).toEqual([3, 3, 0]);
  expect(result.tooFewSamples).toBe(1);
});

test("distance is that of the search ellipsoid: 2 m across an axis half as long weigh as 4 m along the other", () => {
  const samples = { xyzM: Float64Array.of(4, 0, 0, 0, 2, 0), values: Float64Array.of(10, 40) };
  const flat = { radiiM: [100, 50, 50], anglesDeg: [90, 0, 0], maxSamples: 8 } as const;
  expect(inverseDistance(samples, new Float64Array(3), { search: flat }).estimate[0]).toBeCloseTo(25, 12);
});

test("the nearest neighbour over a block is the share of the block nearest to each sample", () => {
  const block = { sizeM: [3, 1, 1], points: [30, 1, 1], rule: "regular" } as const;
  const nearest = { ...search, maxSamples: 1 };
  // The bisector x = 1.5 cuts the block 0.3 … 3.3 into 1.2 m and 1.8 m.
  const { estimate } = inverseDistance(two, Float64Array.of(1.8, 0, 0), { search: nearest, block });
  expect(estimate[0]).toBeCloseTo(0.4 * 10 + 0.6 * 40, 10);
});

property.prop([
  fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 9, maxLength: 30 }),
  fc.double({ min: 0, max: 20, noNaN: true }),
])("an estimate lies between the least and the greatest sample", (numbers, power) => {
  const n = Math.floor(numbers.length / 3);
  const xyzM = Float64Array.from(numbers.slice(0, 3 * n));
  const values = xyzM.filter((_, i) => i % 3 === 1);
  const { estimate } = inverseDistance({ xyzM, values }, Float64Array.of(1, 2, 3), {
    search: { ...search, radiiM: [1e3, 1e3, 1e3] },
    power,
  });
  expect(estimate[0]).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
  expect(estimate[0]).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
});

test("error statistics by hand: truth 1, 2, 3 against 2, 2, 5, one place not estimated", () => {
  const got = truthStatistics(Float64Array.of(1, 2, 3, 9), Float64Array.of(2, 2, 5, Number.NaN));
  expect(got).toMatchObject({ n: 3, missing: 1, trueMean: 2, estimateMean: 3, meanError: 1, meanAbsoluteError: 1 });
  expect(got.rootMeanSquaredError).toBeCloseTo(Math.sqrt(5 / 3), 12);
  // Sums of products about the means: truth 2, estimate 6, both 3.
  expect(got.correlation).toBeCloseTo(3 / Math.sqrt(12), 12);
  expect(got.slope).toBeCloseTo(0.5, 12);
});
