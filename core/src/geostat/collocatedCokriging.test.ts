import { fc, test } from "@fast-check/vitest";
import { expect, test as plain } from "vitest";
import { collocatedCokriging, type CollocatedSpec } from "./collocatedCokriging.ts";
import { krige } from "./kriging.ts";

const samples = { xyzM: Float64Array.of(0, 0, 0, 60, 10, 0, 20, 70, 5), values: Float64Array.of(3, 8, 5) };
const spec: CollocatedSpec = {
  model: { nugget: 0.2, structures: [{ type: "spherical", sill: 1.8, rangesM: [100, 80, 40] }] },
  search: { radiiM: [200, 200, 200], maxSamples: 8 },
  primaryMean: 5,
  secondaryMean: 40,
  secondaryVariance: 25,
  correlation: 0.6,
};
const at = Float64Array.of(30, 30, 2);

plain("far from all samples it is the regression on the secondary value, with variance C(0)(1 − ρ²)", () => {
  const far = { ...samples, xyzM: samples.xyzM.map((c) => c + 110) };
  const { estimate, variance } = collocatedCokriging(far, Float64Array.of(0, 0, 0), Float64Array.of(47), spec);
  expect(estimate[0]).toBeCloseTo(5 + 0.6 * Math.sqrt(2 / 25) * 7, 10);
  expect(variance[0]).toBeCloseTo(2 * (1 - 0.36), 10);
});

test.prop([fc.double({ min: 0, max: 100, noNaN: true })])("without correlation it is simple kriging", (secondary) => {
  const got = collocatedCokriging(samples, at, Float64Array.of(secondary), { ...spec, correlation: 0 });
  const simple = krige(samples, { xyzM: at }, { model: spec.model, knownMean: 5, search: spec.search });
  expect(got.estimate[0]).toBeCloseTo(simple.estimate[0], 10);
  expect(got.variance[0]).toBeCloseTo(simple.variance[0], 10);
});

plain("at a sample it returns the sample, whatever the secondary says", () => {
  const { estimate, variance } = collocatedCokriging(samples, samples.xyzM.slice(3, 6), Float64Array.of(-99), spec);
  expect(estimate[0]).toBeCloseTo(8, 10);
  expect(variance[0]).toBeCloseTo(0, 10);
});

plain("a perfect correlation is refused", () => {
  expect(() => collocatedCokriging(samples, at, Float64Array.of(1), { ...spec, correlation: 1 })).toThrow(
    "between −1 and 1, got 1",
  );
});
