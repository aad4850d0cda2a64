import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { DataError } from "../evidence/issue.ts";
import { normalDistribution, normalQuantile } from "../numerics/normal.ts";
import { column, rowOfBlocks } from "./fixture.ts";
import { gradeTonnage } from "./gradeTonnage.ts";

const spec = { realisations: "Co", density: "density", cutoffsPpm: [0] };
const message = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    return error instanceof DataError ? `data: ${error.message}` : String(error);
  }
  return "nothing thrown";
};

test("uniform ground gives all tonnes at its grade up to that grade and nothing above", () => {
  const model = rowOfBlocks(5, [column("Co", "ppm", new Float64Array(5).fill(300))]);
  const { points } = gradeTonnage(model, { ...spec, cutoffsPpm: [0, 300, 300.001] });
  for (const at of [points[0], points[1]]) {
    expect(at.massDryTonnes).toEqual({ mean: 10_000, p05: 10_000, p50: 10_000, p95: 10_000 });
    expect(at.meanGradePpm.mean).toBeCloseTo(300, 9);
    expect(at.metalTonnes.p50).toBeCloseTo(3, 12);
  }
  expect(points[2].massDryTonnes.mean).toBe(0);
  expect(points[2].meanGradePpm.mean).toBeNaN();
  expect(points[2].realisationsWithOre).toBe(0);
});

test("of a lognormal grade the curve follows its partial expectation: T = Phi(d2), M = m Phi(d1)", () => {
  const n = 200_000;
  const [mean, sigma] = [100, 0.8];
  const grades = Float64Array.from(
    { length: n },
    (_, i) => mean * Math.exp(sigma * normalQuantile((i + 0.5) / n) - (sigma * sigma) / 2),
  );
  const cutoffsPpm = [20, 50, 100, 250, 600];
  const model = rowOfBlocks(n, [column("Co", "ppm", grades, 1, "point")]);
  const { points, issues } = gradeTonnage(model, { ...spec, cutoffsPpm });
  for (const [c, cutoff] of cutoffsPpm.entries()) {
    const d2 = Math.log(mean / cutoff) / sigma - sigma / 2;
    expect(points[c].massDryTonnes.mean / (2000 * n)).toBeCloseTo(normalDistribution(d2), 4);
    // Partial expectation: E[Z; Z >= c] = m Phi(d2 + sigma); Aitchison and Brown (1957), The Lognormal Distribution, ch. 2.
    expect(points[c].metalTonnes.mean / (2000 * n) / (mean * 1e-6)).toBeCloseTo(normalDistribution(d2 + sigma), 3);
  }
  expect(issues.map(({ code }) => code)).toEqual(["resource.point-support"]);
});

test("percentiles run over realisations, and the mean grade is expected metal over expected tonnes", () => {
  // One block, three realisations 100, 200, 600 ppm; at 150 ppm it is ore in two of three.
  const model = rowOfBlocks(1, [column("Co", "ppm", [100, 200, 600], 3)]);
  const [all, ore] = gradeTonnage(model, { ...spec, cutoffsPpm: [0, 150] }).points;
  expect(all.metalTonnes.p50).toBeCloseTo(0.4, 12);
  expect(all.metalTonnes.mean).toBeCloseTo(0.6, 12);
  expect(all.metalTonnes.p05).toBeCloseTo(0.22, 12);
  expect(all.metalTonnes.p95).toBeCloseTo(1.12, 12);
  expect(ore.realisationsWithOre).toBe(2);
  expect(ore.massDryTonnes.mean).toBeCloseTo((2 * 2000) / 3, 9);
  expect(ore.meanGradePpm.mean).toBeCloseTo(400, 9);
});

test("an estimate smoother than the ground is warned of with the ratio of variances", () => {
  // Realisations are 100 or 300 by turns, variance 10,000; the estimate is 200 everywhere, variance 0.
  const model = rowOfBlocks(2, [column("Co", "ppm", [100, 300, 300, 100], 2), column("kriged", "ppm", [200, 200])]);
  const { points, smoothing, issues } = gradeTonnage(model, { ...spec, estimate: "kriged", cutoffsPpm: [0, 250] });
  expect(smoothing).toEqual({ estimateVariancePpm2: 0, realisationVariancePpm2: 10_000, ratio: 0 });
  expect(points[1].naive).toEqual({ massDryTonnes: 0, meanGradePpm: Number.NaN, metalTonnes: 0 });
  expect(points[1].massDryTonnes.p50).toBe(2000);
  expect(issues).toEqual([
    {
      path: "cut-offs 250 ppm",
      code: "resource.smoothing",
      severity: "warning",
      message:
        "the estimate's tonnes or metal lie outside P5-P95 of the realisations; its variance is 0.00 times theirs; report the curve of the realisations",
    },
  ]);
});

const grades = fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 2, maxLength: 40 });
const cutoffsPpm = [0, 1, 10, 100, 1000, 5000];

property.prop([grades])("tonnes and metal never rise with the cut-off, the mean grade never falls below it", (z) => {
  const { points } = gradeTonnage(rowOfBlocks(z.length, [column("Co", "ppm", z)]), { ...spec, cutoffsPpm });
  for (let c = 0; c < points.length; c++) {
    if (points[c].massDryTonnes.mean > 0)
      expect(points[c].meanGradePpm.mean).toBeGreaterThanOrEqual(points[c].cutoffPpm * (1 - 1e-12));
    if (c === 0) continue;
    expect(points[c].massDryTonnes.mean).toBeLessThanOrEqual(points[c - 1].massDryTonnes.mean);
    expect(points[c].metalTonnes.mean).toBeLessThanOrEqual(points[c - 1].metalTonnes.mean);
  }
});

property.prop([grades, fc.nat()])("tonnes and metal of two parts add to those of the whole", (z, bits) => {
  const model = rowOfBlocks(z.length, [column("Co", "ppm", z)]);
  const mask = Uint8Array.from(z, (_, b) => (bits >>> (b % 31)) & 1);
  const rest = mask.map((bit) => 1 - bit);
  const [whole, first, second] = [undefined, mask, rest].map((part) =>
    gradeTonnage(model, { ...spec, cutoffsPpm, ...(part === undefined ? {} : { mask: part }) }),
  );
  for (const c of cutoffsPpm.keys()) {
    const sum = first.points[c].massDryTonnes.mean + second.points[c].massDryTonnes.mean;
    expect(sum).toBe(whole.points[c].massDryTonnes.mean);
    const metal = first.points[c].metalTonnes.mean + second.points[c].metalTonnes.mean;
    expect(metal).toBeCloseTo(whole.points[c].metalTonnes.mean, 8);
  }
});

test("bad values stop the curve with block, value, bound and remedy", () => {
  const of = (z: number[], realisations = 1) =>
    message(() => gradeTonnage(rowOfBlocks(2, [column("Co", "ppm", z, realisations)]), spec));
  expect(of([5, -3])).toBe(
    "data: column Co, block 1, realisation 0: -3 ppm must lie in 0-1000000 (1 such values); correct the estimate or the unit",
  );
  expect(of([5, Number.POSITIVE_INFINITY])).toBe(
    "data: column Co, block 1, realisation 0: Infinity ppm must lie in 0-1000000 (1 such values); correct the estimate or the unit",
  );
  expect(of([5, 1, 5, Number.NaN], 2)).toBe(
    "data: column Co, block 1, realisation 1: the block is estimated in some realisations only (1 such values); simulate the same blocks in all",
  );
  const kilograms = rowOfBlocks(1, [column("Co", "ppm", [5]), column("kg", "t dry/m3", [1800])]);
  expect(message(() => gradeTonnage(kilograms, { ...spec, density: "kg" }))).toBe(
    "data: column kg, block 0, realisation 0: 1800 t dry/m3 must lie in 0.2-10 (1 such values); density in kg/m3 must be divided by 1000",
  );
});

test("bad cut-offs, masks and wet density are refused", () => {
  const model = rowOfBlocks(1, [column("Co", "ppm", [5]), column("wet", "t wet/m3", [2])]);
  const of = (change: object) => message(() => gradeTonnage(model, { ...spec, ...change }));
  expect(of({ cutoffsPpm: [] })).toBe("RangeError: grade-tonnage: give 1 to 10000 cut-offs, got 0");
  expect(of({ cutoffsPpm: [5, 5] })).toBe("RangeError: grade-tonnage: cut-offs must ascend, got 5 after 5 ppm");
  expect(of({ cutoffsPpm: [-1] })).toBe(
    "RangeError: grade-tonnage: a cut-off must be finite and at least 0 ppm, got -1",
  );
  expect(of({ mask: new Uint8Array(3) })).toBe("RangeError: mask: 1 blocks need 1 entries, got 3");
  expect(of({ density: "wet" })).toBe(
    "RangeError: column wet: unit must be t dry/m3, got t wet/m3; convert the column first",
  );
});

test("a block without density is left out of the tonnage and told", () => {
  const model = rowOfBlocks(2, [column("Co", "ppm", [5, 7]), column("rho", "t dry/m3", [2, Number.NaN])]);
  const { points, issues } = gradeTonnage(model, { ...spec, density: "rho" });
  expect(points[0].massDryTonnes.mean).toBe(2000);
  expect(issues.map(({ message: text }) => text)).toEqual([
    "1 blocks with a grade have no density and are left out of the tonnage; estimate density there",
  ]);
});
