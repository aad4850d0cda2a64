import { expect, test } from "vitest";
import { blockModel } from "./blockModel.ts";
import { column } from "./fixture.ts";
import { worldOfGrid } from "./rotatedGrid.ts";
import { swath } from "./swath.ts";

/** 3 x 2 x 1 blocks of 10 m, turned; grades rise by 100 ppm a block along x and by 10 along y; two realisations 5 ppm apart. */
const grid = { originM: [500, 800, 0], sizeM: [10, 10, 10], count: [3, 2, 1], azimuthDeg: 35 } as const;
const grades = [100, 200, 300, 110, 210, 310];
const model = blockModel(grid, [
  column("kriged", "ppm", grades),
  column("simulated", "ppm", [...grades, ...grades.map((z) => z + 10)], 2),
]);
const at = (...uvw: [number, number, number][]) => Float64Array.from(uvw.flatMap((point) => worldOfGrid(grid, point)));
const data = {
  xyzM: at([5, 5, 5], [5, 15, 5], [25, 5, 5], [-5, 5, 5]),
  gradePpm: Float64Array.of(80, 120, 300, 9999),
  weights: Float64Array.of(3, 1, 1, 1),
};

test("slices along x of a turned grid hold the means of their own blocks and the weighted means of their own data", () => {
  const { slices, samplesOutside } = swath(model, data, {
    axis: "x",
    blocksPerSlice: 1,
    estimate: "kriged",
    realisations: "simulated",
  });
  expect(slices.map(({ estimateMeanPpm }) => estimateMeanPpm)).toEqual([105, 205, 305]);
  expect(slices.map(({ samples }) => samples)).toEqual([2, 0, 1]);
  // (3 x 80 + 1 x 120) / 4.
  expect(slices.map(({ dataMeanPpm }) => dataMeanPpm)).toEqual([90, Number.NaN, 300]);
  expect(slices[0].realisationMeanPpm).toEqual({ mean: 110, p05: 105.5, p50: 110, p95: 114.5 });
  expect(samplesOutside).toBe(1);
});

test("the last slice is short where blocks do not divide, and slices along y cut the other way", () => {
  const x = swath(model, data, { axis: "x", blocksPerSlice: 2, estimate: "kriged" }).slices;
  expect(x.map(({ fromM, toM, blocks }) => [fromM, toM, blocks])).toEqual([
    [0, 20, 4],
    [20, 30, 2],
  ]);
  expect(x[0].realisationMeanPpm).toBeNull();
  const y = swath(model, data, { axis: "y", blocksPerSlice: 1, estimate: "kriged" }).slices;
  expect(y.map(({ estimateMeanPpm }) => estimateMeanPpm)).toEqual([200, 210]);
});

test("half blocks, negative weights, unequal lengths and two estimates are refused", () => {
  const of =
    (change: object, other: object = {}) =>
    () =>
      swath(model, { ...data, ...other }, { axis: "x", blocksPerSlice: 1, estimate: "kriged", ...change });
  expect(of({ blocksPerSlice: 0.5 })).toThrow(
    new RangeError("swath: a slice takes a whole number of blocks from 1 on, got 0.5"),
  );
  expect(of({ estimate: "simulated" })).toThrow(
    new RangeError("column simulated: an estimate has 1 realisation, got 2"),
  );
  expect(of({}, { weights: Float64Array.of(1) })).toThrow(
    new RangeError("swath: 4 grades need 12 coordinates and 4 weights, got 12 and 1"),
  );
  expect(of({}, { weights: Float64Array.of(1, -1, 1, 1) })).toThrow(
    new RangeError("sample 2: weight must be finite and at least 0, got -1"),
  );
  expect(of({}, { gradePpm: Float64Array.of(1, Number.NaN, 1, 1) })).toThrow(
    new RangeError("sample 2: grade must lie in 0-1000000 ppm, got NaN; leave the sample out"),
  );
});
