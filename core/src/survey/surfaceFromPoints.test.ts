import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { resampleSurface, surfaceFromPoints } from "./surfaceFromPoints.ts";
import { triangulate } from "./triangulate.ts";
import { volumeBetween } from "./volumeBetween.ts";

const lattice = { columns: 21, rows: 11, cellM: 5, eastM: 500000, northM: 7000000 };
const points = (list: readonly (readonly [number, number])[], z: (x: number, y: number) => number) => ({
  file: "pts.csv",
  eastM: Float64Array.from(list, ([x]) => 500000 + x),
  northM: Float64Array.from(list, ([, y]) => 7000000 + y),
  elevationM: Float64Array.from(list, ([x, y]) => z(x, y)),
});
const corners = [
  [0, 0],
  [100, 0],
  [0, 50],
  [100, 50],
] as const;
const plane = (x: number, y: number) => 300 + 0.1 * x - 0.03 * y;

const inside = fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true }));

test.prop([fc.array(inside, { maxLength: 60 })])(
  "whatever the triangles, a plane comes back exactly at every cell of the hull",
  (extra) => {
    const { surface } = surfaceFromPoints(points([...corners, ...extra], plane), lattice);
    // Half a unit of the fifth decimal, to which the points are written, and the rounding of doubles on top.
    surface.elevationM.forEach((z, i) =>
      expect(Math.abs(z - plane(5 * (i % 21), 5 * Math.floor(i / 21)))).toBeLessThan(5e-6 * (1 + 1e-6)),
    );
  },
);

test.prop([fc.array(inside, { maxLength: 80 })])(
  "triangles cover the hull once: their areas add up to that of the rectangle, none is turned over a point",
  (extra) => {
    const distinct = [
      ...new Map([...corners, ...extra].map((p) => [p.map((v) => v.toFixed(3)).join(), p] as const)).values(),
    ];
    const x = Float64Array.from(distinct, ([e]) => e);
    const y = Float64Array.from(distinct, ([, n]) => n);
    const triangles = triangulate(x, y);
    let twice = 0;
    for (let t = 0; t < triangles.length; t += 3) {
      const [a, b, c] = triangles.subarray(t, t + 3);
      twice += Math.abs(
        ((x[b] ?? 0) - (x[a] ?? 0)) * ((y[c] ?? 0) - (y[a] ?? 0)) -
          ((x[c] ?? 0) - (x[a] ?? 0)) * ((y[b] ?? 0) - (y[a] ?? 0)),
      );
    }
    expect(twice / 2).toBeGreaterThan(5000 * (1 - 1e-3));
    expect(twice / 2).toBeLessThan(5000 * (1 + 1e-5));
  },
);

it("points on a regular grid, all on common circles and lines, are triangulated whole", () => {
  const list = Array.from({ length: 21 * 11 }, (_, i) => [5 * (i % 21), 5 * Math.floor(i / 21)] as const);
  const { surface, issues } = surfaceFromPoints(
    points(list, (x, y) => Math.sin(x) + y),
    lattice,
  );
  expect(issues).toEqual([]);
  surface.elevationM.forEach((z, i) => expect(z).toBeCloseTo(Math.sin(5 * (i % 21)) + 5 * Math.floor(i / 21), 6));
});

it("the volume of a pyramid from five points is a third of base times height", () => {
  const fine = { columns: 200, rows: 100, cellM: 0.5, eastM: 500000.25, northM: 7000000.25 };
  const top = surfaceFromPoints(
    points([...corners, [50, 25]], (x) => (x === 50 ? 12 : 0)),
    fine,
  ).surface;
  const base = surfaceFromPoints(
    points(corners, () => 0),
    fine,
  ).surface;
  expect(volumeBetween(top, base).volumeM3 / ((100 * 50 * 12) / 3)).toBeCloseTo(1, 3);
});

it("outside the hull, and across sides longer than allowed, there is no surface", () => {
  const { surface } = surfaceFromPoints(
    points(
      [
        [0, 0],
        [50, 0],
        [0, 50],
      ],
      plane,
    ),
    lattice,
  );
  expect(surface.elevationM[0]).toBeCloseTo(300, 6);
  expect(surface.elevationM[20]).toBeNaN();
  expect([...surfaceFromPoints(points(corners, plane), lattice, 60).surface.elevationM].every(Number.isNaN)).toBe(true);
});

it("points at one place are averaged and told", () => {
  const { surface, issues } = surfaceFromPoints(
    points([...corners, [0, 0]], (x, y) => plane(x, y)),
    lattice,
  );
  expect(surface.elevationM[0]).toBeCloseTo(300, 6);
  expect(issues.map(({ severity, code, message }) => [severity, code, message])).toEqual([
    [
      "info",
      "surface.repeated-point",
      "2 points at 500000.0, 7000000.0 m differ by 0 m, bound 0.05 m; their mean is used; keep the right one",
    ],
  ]);
});

it("points on one line are refused", () => {
  expect(() =>
    surfaceFromPoints(
      points(
        [
          [0, 0],
          [10, 10],
          [20, 20],
        ],
        plane,
      ),
      lattice,
    ),
  ).toThrow("all 3 points lie on one line; a surface needs points off it");
});

it("two points are refused", () => {
  expect(() => triangulate(Float64Array.of(0, 1), Float64Array.of(0, 1))).toThrow(
    "a triangulation needs three points or more, got 2 and 2",
  );
});

it("a plane resampled on shifted cells is the same plane, and nothing lies outside", () => {
  const { surface } = surfaceFromPoints(points(corners, plane), lattice);
  const other = resampleSurface(surface, { columns: 4, rows: 2, cellM: 30, eastM: 500003, northM: 7000007 });
  [plane(3, 7), plane(33, 7), plane(63, 7), plane(93, 7), plane(3, 37)].forEach((z, i) =>
    expect(other.elevationM[i]).toBeCloseTo(z, 6),
  );
  expect(
    resampleSurface(surface, { columns: 1, rows: 1, cellM: 1, eastM: 499999, northM: 7000000 }).elevationM[0],
  ).toBeNaN();
});
