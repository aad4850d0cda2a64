import { describe, expect, test } from "vitest";
import type { SurfaceGrid } from "../../survey/surfaceGrid.ts";
import type { RotatedGrid } from "../rotatedGrid.ts";
import { autoVariogram } from "./autoVariogram.ts";
import { bodyColumns, domainBlocks, surfaceElevation } from "./bodyColumns.ts";
import { checkGridHolds } from "./checkPlacement.ts";
import { nearestKey } from "./projectFields.ts";
import { curveSums, sliceMeans } from "./realisationSums.ts";
import { blockTruth, truthRow } from "./truthCheck.ts";
import { turned } from "./variableSamples.ts";

const plane = (z: (x: number, y: number) => number): SurfaceGrid => {
  const [columns, rows, cellM] = [41, 41, 5];
  const elevationM = Float64Array.from({ length: columns * rows }, (_, i) =>
    z((i % columns) * cellM - 50, Math.floor(i / columns) * cellM - 50),
  );
  return { columns, rows, cellM, eastM: -50, northM: -50, elevationM };
};
const grid: RotatedGrid = { originM: [0, 0, 0], sizeM: [10, 10, 2], count: [10, 10, 10], azimuthDeg: 0 };

describe("a body between two planes", () => {
  const top = plane((x) => 12 + 0.02 * x);
  const base = plane(() => 3);

  test("has the volume of the prism, in part blocks of the right share", () => {
    const columns = bodyColumns(grid, top, base, null, [2, 2]);
    const { volumeM3, fraction, blocks } = domainBlocks(columns, columns.topM, columns.baseM, () => 0);
    // 100 m x 100 m x (9 + 0.02 * 50) m
    expect(volumeM3).toBeCloseTo(100_000, 3);
    const shares = fraction.reduce((sum, share) => sum + share, 0) * 200;
    expect(Math.abs(shares / 100_000 - 1)).toBeLessThan(1e-6);
    // The base at 3 m halves the second lift.
    expect(fraction[blocks.indexOf(100)]).toBeCloseTo(0.5, 6);
  });

  test("has the same volume in a grid turned by 30 degrees that holds the same outline", () => {
    const outline = { eastM: Float64Array.of(0, 80, 80, 0), northM: Float64Array.of(0, 0, 60, 60) };
    const wide: RotatedGrid = { originM: [-45, 20, 0], sizeM: [1, 1, 2], count: [140, 110, 10], azimuthDeg: 30 };
    const straight = bodyColumns({ ...grid, sizeM: [1, 1, 2], count: [100, 100, 10] }, top, base, outline, [1, 1]);
    const around = bodyColumns(wide, top, base, outline, [1, 1]);
    const volume = (columns: typeof straight) => domainBlocks(columns, columns.topM, columns.baseM, () => 0).volumeM3;
    expect(volume(straight) / (80 * 60 * 9.8)).toBeCloseTo(1, 6);
    expect(Math.abs(volume(around) / volume(straight) - 1)).toBeLessThan(0.01);
  });

  test("leaves out, and counts, columns where the base lies above the top", () => {
    const { crossed, crossedM3, topM } = bodyColumns(
      grid,
      plane(() => 5),
      plane((x) => (x < 50 ? 3 : 8)),
      null,
      [1, 1],
    );
    expect(crossed).toBe(50);
    expect(crossedM3).toBeCloseTo(50 * 100 * 3, 6);
    expect(topM.filter((z) => !Number.isNaN(z))).toHaveLength(50);
  });

  test("beyond its grid is warned of with its volume, upwards and sideways", () => {
    const said: string[] = [];
    const outline = { eastM: Float64Array.of(0, 120, 120, 0), northM: Float64Array.of(0, 0, 100, 100) };
    const [flat, floor] = [plane(() => 12), plane(() => 2)];
    const told = (count: RotatedGrid["count"]) => {
      said.length = 0;
      const columns = bodyColumns({ ...grid, count }, flat, floor, outline, [1, 1]);
      checkGridHolds(columns, flat, floor, outline, (code, severity, _path, message) =>
        said.push(`${severity} ${code} ${message.slice(0, message.indexOf(" lie"))}`),
      );
      return said;
    };
    expect(told([12, 10, 6])).toEqual([]);
    // 2 m of 120 m x 100 m above a grid that ends at 10 m
    expect(told([12, 10, 5])).toEqual(["warning body-outside-grid 24000 m3 of the body (20.0 %)"]);
    // 20 m x 100 m x 10 m beside it; cells of 0.6 m, so within one of them
    const beside = Number(/(\d+) m3/.exec(told([10, 10, 6])[0])?.[1]);
    expect(Math.abs(beside - 20_000)).toBeLessThan(0.6 * 100 * 10);
  });

  test("meets a plane between its nodes, and NaN outside", () => {
    expect(surfaceElevation(top, 33.3, 12.7)).toBeCloseTo(12.666, 9);
    expect(surfaceElevation(top, 200, 0)).toBeNaN();
  });
});

test("tonnes and metal above a cut-off are those counted by hand", () => {
  const { mass, metal } = curveSums([10, 20, 0, 5], [100, 300, 900, 50], [0, 100, 200], 2);
  expect(Array.from(mass)).toEqual([70, 60, 40]);
  expect(Array.from(metal)).toEqual([0.0145, 0.014, 0.012].map((t) => expect.closeTo(t, 12)));
});

test("a slice's mean is weighted by tonnes", () => {
  const two: RotatedGrid = { ...grid, count: [2, 2, 1] };
  expect(Array.from(sliceMeans(two, [1, 1, 3, 0], [10, 20, 30, Number.NaN], 0, 1))).toEqual([25, 20]);
});

test("the nearest key is the one a typing slip away from", () => {
  expect(nearestKey("variabels", ["variables", "value", "validation"])).toBe("variables");
  expect(nearestKey("Sead", ["seed", "search"])).toBe("seed");
});

test("an automatic model keeps the variance and finds a spherical range of 60 m within a third", () => {
  // A variogram is of pairs alone: samples on a line whose half squared differences follow the model on average.
  const n = 400;
  const values = new Float64Array(n);
  // Moving sum of white noise over 60 m: a triangular covariance, linear to its range.
  let state = 12345;
  const noise = Array.from({ length: n + 30 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
  for (let i = 0; i < n; i++) for (let k = 0; k < 30; k++) values[i] += noise[i + k];
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const sill = values.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
  const xyzM = Float64Array.from({ length: 3 * n }, (_, i) => (i % 3 === 0 ? 2 * Math.floor(i / 3) : 0));
  const { model, verdict } = autoVariogram({ xyzM, values }, { spacingM: 20, compositeM: 0, sill });
  const total = model.structures.reduce((sum, s) => sum + s.sill, model.nugget);
  expect(total / sill).toBeCloseTo(1, 9);
  expect(verdict).not.toBe("assumed");
  // At half the range a linear variogram has half its sill.
  const at30 = model.structures.reduce((sum, { type, sill: c, rangesM }) => {
    const h = 30 / rangesM[0];
    return sum + c * (type === "spherical" ? (h >= 1 ? 1 : 1.5 * h - 0.5 * h ** 3) : 1 - Math.exp(-3 * h));
  }, model.nugget);
  expect(Math.abs(at30 / sill - 0.5)).toBeLessThan(0.2);
});

test("fewer than 20 samples give an assumed model that says so", () => {
  const { verdict, doubts } = autoVariogram(
    { xyzM: Float64Array.of(0, 0, 0, 10, 0, 0), values: Float64Array.of(1, 2) },
    { spacingM: 10, compositeM: 1, sill: 2 },
  );
  expect(verdict).toBe("assumed");
  expect(doubts[0]).toContain("only 2 samples");
});

test("a model of the map turns with the grid", () => {
  const model = { nugget: 0, structures: [{ type: "spherical" as const, sill: 1, rangesM: [3, 2, 1] as const }] };
  expect(turned(model, 30).structures[0].anglesDeg).toEqual([-30, 0, 0]);
});

test("a truth at the edge of its interval counts as covered, beyond it does not", () => {
  const interval = { mean: 10, p05: 8, p50: 10, p95: 12 };
  expect(truthRow("x", "t", 12, interval)).toMatchObject({ isCovered: true, relativeError: -1 / 6 });
  expect(truthRow("x", "t", 12.01, interval).isCovered).toBe(false);
});

test("blocks without truth or estimate take no part in the comparison", () => {
  const found = blockTruth(
    "Co_ppm",
    { massDryTonnes: [1, 1, null, 2], gradePpm: [10, 20, null, 30] },
    { estimate: [12, 20, 5, Number.NaN], p05: [11, 15, 0, 0], p95: [14, 25, 9, 9] },
  );
  expect(found).toMatchObject({ blocks: 2, shareCovered: 0.5, meanErrorPpm: 1 });
});
