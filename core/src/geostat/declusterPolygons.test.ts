import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { convexHull, declusterPolygons, declusterVolumes, type MapPointM, polygonAreaM2 } from "./declusterPolygons.ts";

const square: MapPointM[] = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];
const at = (places: readonly (readonly [number, number])[], values: readonly number[]) => ({
  xyzM: Float64Array.from(places.flatMap(([x, y]) => [x, y, 0])),
  values: Float64Array.from(values),
});

test("two samples share a square at their bisector: 30 and 70 square metres", () => {
  const { sizes, weights, mean } = declusterPolygons(
    at(
      [
        [1, 5],
        [5, 5],
      ],
      [100, 200],
    ),
    square,
  );
  expect([...sizes]).toEqual([30, 70]);
  expect([...weights]).toEqual([0.6, 1.4]);
  expect(mean).toBe(0.3 * 100 + 0.7 * 200);
});

test("samples of one place share its polygon, in the plane and on a grid", () => {
  const twins = at(
    [
      [2, 5],
      [2, 5],
      [8, 5],
    ],
    [1, 3, 10],
  );
  expect([...declusterPolygons(twins, square).sizes]).toEqual([25, 25, 50]);
  const grid = { count: [20, 20, 1], firstCentreM: [0.25, 0.25, 0], sizeM: [0.5, 0.5, 1] } as const;
  expect([...declusterVolumes(twins, grid).sizes]).toEqual([25, 25, 50]);
});

test("a concave boundary counts only what lies inside it", () => {
  // An L of three unit squares; the bisector of the samples is y = 1.
  const l: MapPointM[] = [
    [0, 0],
    [2, 0],
    [2, 1],
    [1, 1],
    [1, 2],
    [0, 2],
  ];
  const { sizes } = declusterPolygons(
    at(
      [
        [0.5, 0.5],
        [0.5, 1.5],
      ],
      [1, 2],
    ),
    l,
  );
  expect(sizes[0]).toBeCloseTo(2, 12);
  expect(sizes[1]).toBeCloseTo(1, 12);
});

const places = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })), {
  minLength: 3,
  maxLength: 60,
  selector: ([x, y]) => 100 * x + y,
});
property.prop([places], { numRuns: 40 })(
  "polygons tile the boundary and agree with nodes counted by brute force",
  (where) => {
    const samples = at(
      where,
      where.map((_, i) => i),
    );
    const box: MapPointM[] = [
      [0, 0],
      [100, 0],
      [100, 100],
      [0, 100],
    ];
    const { sizes } = declusterPolygons(samples, box);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeCloseTo(1e4, 6);
    const counted = new Float64Array(where.length);
    for (let x = 0.5; x < 100; x += 2)
      for (let y = 0.5; y < 100; y += 2) {
        const d = where.map(([a, b]) => (a - x) ** 2 + (b - y) ** 2);
        counted[d.indexOf(Math.min(...d))] += 4;
      }
    // A polygon is off by at most the cells its rim crosses: perimeter below 400 m, cells of 2 m.
    for (const [i, size] of sizes.entries()) expect(Math.abs(size - counted[i])).toBeLessThan(400);
    const off = sizes.reduce((sum, size, i) => sum + Math.abs(size - counted[i]), 0);
    expect(off / 1e4).toBeLessThan(0.25);
  },
);

test("volumes in space: the middle of a stack of three owns the middle layer, and limits take nodes away", () => {
  const samples = { xyzM: Float64Array.of(5, 5, 1, 5, 5, 5, 5, 5, 9), values: Float64Array.of(1, 2, 3) };
  const grid = { count: [10, 10, 10], firstCentreM: [0.5, 0.5, 0.5], sizeM: [1, 1, 1] } as const;
  expect([...declusterVolumes(samples, grid).sizes]).toEqual([300, 400, 300]);
  expect([...declusterVolumes(samples, grid, { isInside: (_x, _y, z) => z < 5 }).sizes]).toEqual([300, 200, 0]);
  expect(declusterVolumes(samples, grid, { farthestM: 0.9 }).sizes[1]).toBe(8);
});

test("the hull of a square with points inside is the square", () => {
  const hull = convexHull(
    at(
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 4],
        [2, 2],
        [2, 0],
      ],
      [],
    ).xyzM,
  );
  expect(hull).toEqual([
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
  ]);
  expect(polygonAreaM2(hull)).toBe(16);
});

test("collinear samples have no hull with area, and heights that differ are refused", () => {
  const line = at(
    [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
    [1, 2, 3],
  );
  expect(() => declusterPolygons(line, convexHull(line.xyzM))).toThrow(/boundary: needs 3 corners/);
  const steep = { xyzM: Float64Array.of(0, 0, 0, 1, 1, 5), values: Float64Array.of(1, 2) };
  expect(() => declusterPolygons(steep, square)).toThrow("heights differ; use volumes on a grid");
});
