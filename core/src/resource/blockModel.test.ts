import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { blockModel, columnIn, sharedRealisations, withColumn } from "./blockModel.ts";
import { column, rowOfBlocks } from "./fixture.ts";
import {
  centreOfIndex,
  gridOfWorld,
  ijkOfIndex,
  indexOfWorld,
  modelCentres,
  type RotatedGrid,
  worldOfGrid,
} from "./rotatedGrid.ts";

const grid: RotatedGrid = { originM: [1000, 2000, 50], sizeM: [10, 20, 5], count: [4, 3, 2], azimuthDeg: 0 };

describe("geometry", () => {
  test("without rotation the centre of the first block lies half a block from the origin", () => {
    expect(centreOfIndex(grid, 0)).toEqual([1005, 2010, 52.5]);
    expect(centreOfIndex(grid, 23)).toEqual([1035, 2050, 57.5]);
    expect(Array.from(modelCentres(grid).subarray(3, 6))).toEqual([1015, 2010, 52.5]);
  });

  test("with azimuth 90 the grid's y axis points east and its x axis south, exactly", () => {
    expect(worldOfGrid({ ...grid, azimuthDeg: 90 }, [0, 20, 0])).toEqual([1020, 2000, 50]);
    expect(worldOfGrid({ ...grid, azimuthDeg: 90 }, [10, 0, 0])).toEqual([1000, 1990, 50]);
    expect(worldOfGrid({ ...grid, azimuthDeg: -270 }, [10, 0, 0])).toEqual([1000, 1990, 50]);
  });

  test("azimuth 30 turns a unit of the y axis to (sin 30, cos 30) = (1/2, sqrt(3)/2)", () => {
    const [x, y] = worldOfGrid({ ...grid, azimuthDeg: 30 }, [0, 1, 0]);
    expect(x - 1000).toBeCloseTo(0.5, 12);
    expect(y - 2000).toBeCloseTo(Math.sqrt(3) / 2, 12);
  });

  test("a point outside belongs to no block; a shared face to the upper one; the far face to none", () => {
    expect(indexOfWorld(grid, [999.9, 2000, 50])).toBe(-1);
    expect(indexOfWorld(grid, [1010, 2000, 50])).toBe(1);
    expect(indexOfWorld(grid, [1040, 2000, 50])).toBe(-1);
    expect(indexOfWorld(grid, [Number.NaN, 2000, 50])).toBe(-1);
  });

  property.prop([
    fc.double({ min: -360, max: 360, noNaN: true }),
    fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -1e4, max: 1e4, noNaN: true }))),
  ])("world to grid undoes grid to world for any azimuth, and lengths are kept", (azimuthDeg, [u, v, w]) => {
    const turned = { ...grid, azimuthDeg };
    const world = worldOfGrid(turned, [u, v, w]);
    const back = gridOfWorld(turned, world);
    for (const [a, expected] of [u, v, w].entries()) expect(back[a]).toBeCloseTo(expected, 7);
    const moved = Math.hypot(world[0] - 1000, world[1] - 2000, world[2] - 50);
    expect(moved).toBeCloseTo(Math.hypot(u, v, w), 7);
  });

  property.prop([
    fc.double({ min: -360, max: 360, noNaN: true }),
    fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 1, max: 9 }))),
    fc.nat(),
  ])("the centre of every block lies in that block", (azimuthDeg, [nx, ny, nz], pick) => {
    const turned: RotatedGrid = { ...grid, count: [nx, ny, nz], azimuthDeg };
    const index = pick % (nx * ny * nz);
    const [i, j, k] = ijkOfIndex(turned, index);
    expect(i + nx * (j + ny * k)).toBe(index);
    expect(indexOfWorld(turned, centreOfIndex(turned, index))).toBe(index);
  });
});

describe("what is refused", () => {
  test.each([
    [
      { count: [10_000, 10_000, 10_000] },
      "block model: 10000 x 10000 x 10000 = 1000000000000 blocks, limit 20000000; enlarge the blocks or split the model",
    ],
    [{ count: [0, 1, 1] }, "block model: counts must be whole numbers from 1 on, got 0, 1, 1"],
    [{ count: [2.5, 1, 1] }, "block model: counts must be whole numbers from 1 on, got 2.5, 1, 1"],
    [{ sizeM: [10, -5, 1] }, "block model: sizes must be finite and above 0 m, got 10, -5, 1"],
    [{ originM: [Number.NaN, 0, 0] }, "block model: the origin must be finite, got NaN, 0, 0"],
    [{ azimuthDeg: 400 }, "block model: azimuth must lie in -360 to 360 degrees, got 400"],
  ])("a grid with %o", (change, message) => {
    const bad = { ...grid, ...change } as RotatedGrid;
    expect(() => blockModel(bad)).toThrow(new RangeError(message));
  });

  test("a column of the wrong length, without a unit, twice, or absent", () => {
    const of = (values: number, unit = "ppm", realisations = 1) =>
      blockModel(grid, [column("Cu", unit, new Float64Array(values), realisations)]);
    expect(() => of(23)).toThrow(new RangeError("column Cu: 24 blocks x 1 realisations need 24 values, got 23"));
    expect(() => of(24, "")).toThrow(
      new RangeError("column Cu: a unit is missing; write 1 for a ratio, code for categories"),
    );
    expect(() => of(24, "ppm", 0)).toThrow(
      new RangeError("column Cu: realisations must be a whole number from 1 on, got 0"),
    );
    expect(() => columnIn(of(24), "Au", "ppm")).toThrow(new RangeError("column Au: not in the block model; it has Cu"));
    expect(() => columnIn(of(24, "pct"), "Cu", "ppm")).toThrow(
      new RangeError("column Cu: unit must be ppm, got pct; convert the column first"),
    );
    const twice = [column("Cu", "ppm", new Float64Array(24)), column("Cu", "ppm", new Float64Array(24))];
    expect(() => blockModel(grid, twice)).toThrow(new RangeError("column Cu: the name is used twice; rename one"));
  });

  test("more values in a column than memory holds, before any is looked at", () => {
    const huge = { ...grid, count: [20_000, 1000, 1] as const };
    expect(() => blockModel(huge, [column("Cu", "ppm", [], 1000)])).toThrow(
      new RangeError(
        "column Cu: 20000000 blocks x 1000 realisations = 20000000000 values, limit 2000000000; use fewer realisations or larger blocks",
      ),
    );
  });

  test("columns with 2 and 3 realisations together, and an index outside", () => {
    expect(() => sharedRealisations([column("a", "ppm", [1, 1], 2), column("b", "ppm", [1, 1, 1], 3)])).toThrow(
      new RangeError("columns a and b: 2 and 3 realisations; give both the same number, or one of them 1"),
    );
    expect(() => ijkOfIndex(grid, 24)).toThrow(new RangeError("block index must be a whole number in 0-23, got 24"));
  });
});

test("a column is replaced in the new model and kept in the old one", () => {
  const old = rowOfBlocks(1, [column("Cu", "ppm", [5])]);
  const changed = withColumn(old, column("Cu", "ppm", [7]));
  expect(columnIn(old, "Cu", "ppm").values[0]).toBe(5);
  expect(columnIn(changed, "Cu", "ppm").values[0]).toBe(7);
});
