import { expect, test } from "vitest";
import { normalDistribution, normalQuantile } from "../numerics/normal.ts";
import { blockModel, withColumn } from "./blockModel.ts";
import { classifyByDrilling } from "./classifyByDrilling.ts";
import { classifyByKriging } from "./classifyByKriging.ts";
import { classifyByPrecision } from "./classifyByPrecision.ts";
import { column, rowOfBlocks } from "./fixture.ts";
import { productionVolumes, volumePrecision } from "./productionVolumes.ts";

const kriged = rowOfBlocks(4, [
  column("variance", "ppm2", [10, 40, 80, Number.NaN]),
  column("slope", "1", [0.98, 0.85, 0.4, Number.NaN]),
]);
const byKriging = {
  variance: "variance",
  slope: "slope",
  sillPpm2: 100,
  limits: [
    { class: "measured", mostRelativeVariance: 0.2, leastSlope: 0.95 },
    { class: "indicated", leastSlope: 0.8 },
    { class: "inferred", mostRelativeVariance: 0.9 },
  ],
} as const;

test("kriging variance and slope put each block in the best class whose limits hold, with rule and evidence", () => {
  const { classes, blocks, rule, evidence } = classifyByKriging(kriged, byKriging);
  expect([...classes]).toEqual([3, 2, 1, 0]);
  expect(blocks).toEqual({ unclassified: 1, inferred: 1, indicated: 1, measured: 1 });
  expect(rule).toBe(
    "inferred: kriging variance <= 0.9 of the sill 100 ppm2; indicated: slope of regression >= 0.8; measured: kriging variance <= 0.2 of the sill 100 ppm2 and slope of regression >= 0.95",
  );
  expect(evidence.filter((line) => line.class === "measured")).toEqual([
    {
      class: "measured",
      measure: "kriging variance over sill",
      unit: "1",
      blocks: 1,
      least: 0.1,
      mean: 0.1,
      greatest: 0.1,
    },
    {
      class: "measured",
      measure: "slope of regression",
      unit: "1",
      blocks: 1,
      least: 0.98,
      mean: 0.98,
      greatest: 0.98,
    },
  ]);
});

test("limits by kriging that are missing, doubled, empty or looser in a better class are refused", () => {
  const of = (change: object) => () => classifyByKriging(kriged, { ...byKriging, ...change });
  expect(of({ limits: [] })).toThrow(new RangeError("classification: give limits for at least one class, got none"));
  expect(of({ limits: [{ class: "measured" }] })).toThrow(
    new RangeError("classification: measured sets no limit; give a relative variance or a slope"),
  );
  expect(of({ limits: [byKriging.limits[0], byKriging.limits[0]] })).toThrow(
    new RangeError("classification: measured has limits twice; keep one"),
  );
  expect(of({ limits: [{ class: "measured", leastSlope: 0.5 }, byKriging.limits[1]] })).toThrow(
    new RangeError("classification: leastSlope of measured is 0.5, looser than 0.8 of indicated; exchange them"),
  );
  expect(of({ sillPpm2: 0 })).toThrow(
    new RangeError("classification: the sill must be finite and above 0 ppm2, got 0"),
  );
});

test("distance to the second hole counts holes, not samples", () => {
  // Centres at x = 5, 15, 25, 35; hole 1 has two samples at x = 5, hole 2 one at x = 25.
  const samples = { xyzM: Float64Array.of(5, 5, 5, 5, 5, 6, 25, 5, 5), holes: Int32Array.of(1, 1, 2) };
  const { classes, evidence, rule } = classifyByDrilling(rowOfBlocks(4, []), samples, {
    limits: [
      { class: "indicated", mostDistanceM: 10, leastHoles: 2 },
      { class: "inferred", mostDistanceM: 12, leastHoles: 1 },
    ],
  });
  expect([...classes]).toEqual([1, 2, 1, 1]);
  expect(rule).toBe(
    "inferred: 1 holes or more within 12 m of the centre; indicated: 2 holes or more within 10 m of the centre",
  );
  expect(evidence).toContainEqual({
    class: "inferred",
    measure: "distance to hole number 2",
    unit: "m",
    blocks: 3,
    least: 20,
    mean: 70 / 3,
    greatest: 30,
  });
});

test("where there is only one hole no block has a second, however many samples it holds", () => {
  const samples = { xyzM: new Float64Array(300).fill(5), holes: new Int32Array(100) };
  const limits = [{ class: "indicated", mostDistanceM: 1e6, leastHoles: 2 }] as const;
  expect(classifyByDrilling(rowOfBlocks(2, []), samples, { limits }).blocks.unclassified).toBe(2);
});

test("drilling without samples, with a bad coordinate or with bad limits is refused", () => {
  const of =
    (xyzM: number[], holes: number[], leastHoles = 1, mostDistanceM = 10) =>
    () =>
      classifyByDrilling(
        rowOfBlocks(1, []),
        { xyzM: Float64Array.from(xyzM), holes: Int32Array.from(holes) },
        { limits: [{ class: "indicated", mostDistanceM, leastHoles }] },
      );
  expect(of([], [])).toThrow(new RangeError("classification: needs at least one sample, got none"));
  expect(of([1, 2], [1])).toThrow(new RangeError("classification: 1 hole numbers need 3 coordinates, got 2"));
  expect(of([1, Number.NaN, 2], [1])).toThrow(new RangeError("sample 1: coordinate y is NaN; leave the sample out"));
  expect(of([1, 1, 1], [1], 0)).toThrow(
    new RangeError("classification: holes of indicated must be a whole number in 1-32, got 0"),
  );
  expect(of([1, 1, 1], [1], 1, -5)).toThrow(
    new RangeError("classification: the distance of indicated must be finite and above 0 m, got -5"),
  );
});

test("production runs from the top lift down, and blocks fall to the period in which their middle tonne is mined", () => {
  const model = blockModel({ originM: [0, 0, 0], sizeM: [10, 10, 10], count: [3, 1, 2], azimuthDeg: 0 }, [
    column("density", "t dry/m3", [2, 2, 2, 2, 2, Number.NaN]),
  ]);
  const of = (tonnesPerPeriod: number) =>
    productionVolumes(model, { period: "quarter", density: "density", tonnesPerPeriod });
  expect([...of(4000).volume]).toEqual([1, 1, 2, 0, 0, -1]);
  expect(of(4000).count).toBe(3);
  expect([...of(500).volume]).toEqual([2, 3, 4, 0, 1, -1]);
  expect(() => of(0)).toThrow(
    new RangeError("production volumes: tonnes of a quarter must be finite and above 0, got 0"),
  );
});

/** n independent blocks with normal grades 100 ± 20 ppm in K realisations: quantiles shuffled by a stride for each block. */
function independentBlocks(n: number, realisations: number) {
  const z = new Float64Array(n * realisations);
  // Strides prime to K make a Latin hypercube: every block has the exact margin, blocks are all but uncorrelated.
  for (let b = 0; b < n; b++) {
    const stride = [1, 37, 101, 251][b];
    for (let r = 0; r < realisations; r++)
      z[r * n + b] = 100 + 20 * normalQuantile((((r * stride) % realisations) + 0.5) / realisations);
  }
  return rowOfBlocks(n, [column("Co", "ppm", z, realisations)]);
}
const precision = { grade: "Co", density: "density", quantity: "metal" } as const;

test("one block of 100 +- 20 ppm lies within 15 % in 2 Phi(0.75) - 1 of cases", () => {
  const model = independentBlocks(1, 2000);
  const volumes = { period: "quarter", volume: Int32Array.of(0), count: 1 };
  const [only] = volumePrecision(model, volumes, precision).volumes;
  expect(only.shareWithin).toBeCloseTo(2 * normalDistribution(0.75) - 1, 2);
  // 2000 t x 100 g/t = 0.2 t.
  expect(only.mean).toBeCloseTo(0.2, 6);
});

test("a block cut by the body's edge counts with the share inside", () => {
  // Two blocks of 2000 t with 100 g/t, a quarter of the second inside: 0.25 t; whole blocks would hold 0.4 t.
  const model = independentBlocks(2, 997);
  const cut = withColumn(model, column("fraction", "1", [1, 0.25]));
  const volumes = { period: "quarter", volume: Int32Array.of(0, 0), count: 1 };
  const [only] = volumePrecision(cut, volumes, { ...precision, fraction: "fraction" }).volumes;
  expect(only.mean).toBeCloseTo(0.25, 6);
  // Standard deviation 20 % of sqrt(1 + 1/16)/1.25.
  const sigma = (0.2 * Math.sqrt(1 + 1 / 16)) / 1.25;
  expect(Math.abs(only.shareWithin - (2 * normalDistribution(0.15 / sigma) - 1))).toBeLessThan(0.03);
});

test("a quarter of one block fails and a year of four holds: indicated, not measured", () => {
  // Four independent blocks have 20/2 = 10 % standard deviation: 2 Phi(1.5) - 1 = 0.866; at 0.85 the year holds.
  const model = independentBlocks(4, 997);
  const { classes, rule, volumes } = classifyByPrecision(model, {
    ...precision,
    share: 0.85,
    limits: [
      { class: "measured", volumes: { period: "quarter", volume: Int32Array.of(0, 1, 2, 3), count: 4 } },
      { class: "indicated", volumes: { period: "year", volume: Int32Array.of(0, 0, 0, 0), count: 1 } },
    ],
  });
  expect([...classes]).toEqual([2, 2, 2, 2]);
  expect(volumes.get("indicated")?.[0].shareWithin).toBeCloseTo(2 * normalDistribution(1.5) - 1, 1);
  expect(rule).toBe(
    "indicated: metal of a year within +-15 % of its mean in at least 85 % of 997 realisations; measured: metal of a quarter within +-15 % of its mean in at least 85 % of 997 realisations",
  );
});

test("certain ground is measured, and blocks outside every volume stay unclassified", () => {
  const model = rowOfBlocks(2, [column("Co", "ppm", new Float64Array(60).fill(70), 30)]);
  const volumes = { period: "quarter", volume: Int32Array.of(0, -1), count: 1 };
  const { classes } = classifyByPrecision(model, { ...precision, limits: [{ class: "measured", volumes }] });
  expect([...classes]).toEqual([3, 0]);
});

test("too few realisations and a tolerance in per cent are refused", () => {
  const volumes = { period: "quarter", volume: Int32Array.of(0), count: 1 };
  expect(() => volumePrecision(independentBlocks(1, 29), volumes, precision)).toThrow(
    new RangeError("precision: needs at least 30 realisations, got 29; simulate more"),
  );
  expect(() => volumePrecision(independentBlocks(1, 30), volumes, { ...precision, tolerance: 15 })).toThrow(
    new RangeError("precision: the tolerance must lie between 0 and 1, got 15; 15 % is 0.15"),
  );
  expect(() => volumePrecision(independentBlocks(2, 30), volumes, precision)).toThrow(
    new RangeError("precision: 2 blocks need 2 volume numbers, got 1"),
  );
});
