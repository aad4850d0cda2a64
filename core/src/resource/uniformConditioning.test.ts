import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { normalDistribution, normalQuantile } from "../numerics/normal.ts";
import { discreteGaussian, type PointGrades } from "./changeOfSupport.ts";
import { localisedConditioning, UniformConditioning } from "./uniformConditioning.ts";

const sigma = 0.8;
/** Points of a lognormal distribution with mean 100 ppm. */
const lognormal: PointGrades = {
  gradePpm: Float64Array.from(
    { length: 1000 },
    (_, i) => 100 * Math.exp(sigma * normalQuantile((i + 0.5) / 1000) - sigma ** 2 / 2),
  ),
  weights: new Float64Array(1000).fill(1),
};
/** Of a lognormal support with variance ratio f: its logarithmic standard deviation (permanence of lognormality). */
const logSd = (f: number) => Math.sqrt(Math.log(1 + f * (Math.exp(sigma ** 2) - 1)));
const spec = { smuVarianceRatio: 0.6, panelVarianceRatio: 0.25 };
const lognormalConditioning = new UniformConditioning(lognormal, spec);

test("coefficients are those of permanence of lognormality, and r that of the discrete Gaussian model", () => {
  // 1,000 points cut the tail of the lognormal distribution: within 1 %.
  expect(Math.abs(lognormalConditioning.smuCoefficient / (logSd(0.6) / sigma) - 1)).toBeLessThan(0.01);
  expect(Math.abs(lognormalConditioning.panelCoefficient / (logSd(0.25) / sigma) - 1)).toBeLessThan(0.01);
  expect(lognormalConditioning.smuCoefficient).toBeCloseTo(discreteGaussian(lognormal, 0.6, 10).coefficient, 2);
});

test.each([40, 100, 220])(
  "a lognormal panel of %d ppm holds what the lognormal formula says above the mean and twice the mean",
  (panel) => {
    // ln SMU given the panel: normal with mean ln panel - s^2/2 and s^2 = logSd(smu)^2 - logSd(panel)^2.
    const s = Math.sqrt(logSd(0.6) ** 2 - logSd(0.25) ** 2);
    for (const cutoff of [100, 200]) {
      const d = (Math.log(panel / cutoff) + s ** 2 / 2) / s;
      const { tonnage, metalPpm } = lognormalConditioning.panel(panel, cutoff);
      expect(Math.abs(tonnage - normalDistribution(d - s))).toBeLessThan(0.01);
      expect(Math.abs(metalPpm - panel * normalDistribution(d))).toBeLessThan(0.015 * panel);
    }
  },
);

test("below the least grade all of the panel is above the cutoff, with the panel's own metal", () => {
  const { tonnage, metalPpm } = lognormalConditioning.panel(100, 0);
  expect(tonnage).toBe(1);
  expect(Math.abs(metalPpm / 100 - 1)).toBeLessThan(0.01);
});

test("panels drawn from the model give the SMUs' distribution back: tonnage and metal over all panels", () => {
  const blocks = discreteGaussian(lognormal, 0.6, 1000).gradePpm;
  for (const cutoff of [50, 100, 200]) {
    let [tonnage, metal] = [0, 0];
    for (let q = 0; q < 200; q++) {
      const panel = lognormalConditioning.gradeAt(
        normalQuantile((q + 0.5) / 200),
        lognormalConditioning.panelCoefficient,
      );
      const part = lognormalConditioning.panel(panel, cutoff);
      tonnage += part.tonnage / 200;
      metal += part.metalPpm / 200;
    }
    const above = blocks.filter((z) => z >= cutoff);
    expect(Math.abs(tonnage - above.length / 1000)).toBeLessThan(0.01);
    expect(Math.abs(metal - above.reduce((sum, z) => sum + z, 0) / 1000)).toBeLessThan(1.5);
  }
});

test("localised grades follow the ranking, keep the panel's grade, and have its share above a cutoff", () => {
  const n = 64;
  const rankingPpm = Float64Array.from({ length: n }, (_, i) => ((i * 37) % n) + 1);
  const input = { panelGradePpm: Float64Array.of(120), panelOfSmu: new Int32Array(n), rankingPpm };
  const grades = localisedConditioning(lognormalConditioning, input);
  const byRank = [...grades.keys()].sort((a, b) => rankingPpm[a] - rankingPpm[b]).map((s) => grades[s]);
  expect(byRank).toEqual([...byRank].sort((a, b) => a - b));
  expect(Math.abs(grades.reduce((sum, z) => sum + z, 0) / n / 120 - 1)).toBeLessThan(0.01);
  const { tonnage } = lognormalConditioning.panel(120, 150);
  // Whole SMUs: one of 64 either way.
  expect(Math.abs(grades.filter((z) => z >= 150).length / n - tonnage)).toBeLessThan(1.5 / n);
});

test("panels without a grade and SMUs without a ranking stay without one", () => {
  const grades = localisedConditioning(lognormalConditioning, {
    panelGradePpm: Float64Array.of(Number.NaN, 80),
    panelOfSmu: Int32Array.of(0, 1, 1),
    rankingPpm: Float64Array.of(5, Number.NaN, 7),
  });
  expect([...grades].map(Number.isNaN)).toEqual([true, true, false]);
  expect(Math.abs(grades[2] / 80 - 1)).toBeLessThan(0.02);
});

property.prop(
  [
    fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 5, maxLength: 40 }),
    fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  ],
  { numRuns: 8 },
)(
  "above a higher cutoff there is never more tonnage or metal, and no class leaves the range of the points",
  (grades, share) => {
    fc.pre(Math.max(...grades) - Math.min(...grades) > 10);
    const points = { gradePpm: Float64Array.from(grades), weights: new Float64Array(grades.length).fill(1) };
    const conditioning = new UniformConditioning(points, { smuVarianceRatio: 0.7, panelVarianceRatio: 0.3 });
    const panel = Math.min(...grades) + share * (Math.max(...grades) - Math.min(...grades));
    let last = { tonnage: 1 + 1e-9, metalPpm: Number.POSITIVE_INFINITY };
    for (const cutoff of [0, 100, 300, 500, 900]) {
      const part = conditioning.panel(panel, cutoff);
      expect(part.tonnage).toBeLessThanOrEqual(last.tonnage + 1e-9);
      expect(part.metalPpm).toBeLessThanOrEqual(last.metalPpm + 1e-3 * Math.max(...grades));
      last = part;
    }
    const classes = conditioning.classGrades(panel, 10);
    expect(classes[0]).toBeGreaterThanOrEqual(Math.min(...grades) - 1e-9);
    expect(classes[9]).toBeLessThanOrEqual(Math.max(...grades) + 1e-9);
  },
);

test("ratios in the wrong order, equal grades and panels out of bounds are refused", () => {
  expect(() => new UniformConditioning(lognormal, { smuVarianceRatio: 0.2, panelVarianceRatio: 0.5 })).toThrow(
    "variance ratios must rise",
  );
  const equal = { gradePpm: Float64Array.of(5, 5), weights: Float64Array.of(1, 1) };
  expect(() => new UniformConditioning(equal, spec)).toThrow("all grades are 5 ppm");
  expect(() => lognormalConditioning.panel(-1, 10)).toThrow("grade must be finite and at least 0 ppm");
});
