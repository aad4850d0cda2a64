import { expect, test } from "vitest";
import { readDxf } from "./dxf.ts";
import { readGeoTiff, surfaceOfRaster, writeGeoTiff } from "./geoTiff.ts";
import type { GridSurface, SceneObject } from "./scene.ts";
import { sceneSurface } from "./sceneSurface.ts";

/** A plane z = 100 + 0.1 x - 0.2 y: linear interpolation is exact on it whatever the triangles are. */
const plane = (x: number, y: number) => 100 + 0.1 * x - 0.2 * y;

const face = (...corners: (readonly [number, number, number])[]) =>
  [
    "0\n3DFACE\n8\ntin",
    ...[...corners, corners[2]].map(([x, y, z], at) => `${10 + at}\n${x}\n${20 + at}\n${y}\n${30 + at}\n${z}`),
  ].join("\n");
const dxf = (...entities: string[]) => `0\nSECTION\n2\nENTITIES\n${entities.join("\n")}\n0\nENDSEC\n0\nEOF\n`;
const at = (x: number, y: number): [number, number, number] => [x, y, plane(x, y)];
const grid = (more: Partial<GridSurface>): GridSurface => ({
  type: "grid-surface",
  name: "g",
  description: "",
  attributes: [],
  origin: [0, 0, 0],
  u: [1, 0, 0],
  v: [0, 1, 0],
  spacing: [10, 10],
  corners: [3, 2],
  heights: Float64Array.of(1, 2, 3, 4, 5, 6),
  ...more,
});
const codes = (objects: readonly SceneObject[], more = {}) =>
  sceneSurface(objects, "f", { metresPerFileUnit: 1, ...more }).issues.map(({ code, severity }) => [code, severity]);

test("two 3DFACEs of a plane give its elevation at every cell", () => {
  const text = dxf(face(at(0, 0), at(40, 0), at(40, 20)), face(at(0, 0), at(40, 20), at(0, 20)));
  const { surface, issues } = sceneSurface(readDxf(text, "t.dxf").objects, "t.dxf", { metresPerFileUnit: 1, cellM: 5 });
  expect(issues).toEqual([]);
  expect([surface?.columns, surface?.rows, surface?.cellM]).toEqual([9, 5, 5]);
  surface?.elevationM.forEach((z, i) => expect(z).toBeCloseTo(plane(5 * (i % 9), 5 * Math.floor(i / 9)), 9));
});

test("a ridge keeps the breakline of its triangles, where Delaunay triangles of the same corners would cut it", () => {
  // A roof: ridge from (0,10) to (100,10) at 10 m, eaves at 0 m. At the middle of the ridge the height is 10 m.
  const text = dxf(
    face([0, 0, 0], [100, 0, 0], [100, 10, 10]),
    face([0, 0, 0], [100, 10, 10], [0, 10, 10]),
    face([0, 10, 10], [100, 10, 10], [100, 20, 0]),
    face([0, 10, 10], [100, 20, 0], [0, 20, 0]),
  );
  const { surface } = sceneSurface(readDxf(text, "r.dxf").objects, "r.dxf", { metresPerFileUnit: 1, cellM: 10 });
  expect(surface?.elevationM[11 * 1 + 5]).toBeCloseTo(10, 9);
});

test("feet become metres in all three directions", () => {
  const text = dxf(face([0, 0, 10], [100, 0, 10], [100, 100, 10]), face([0, 0, 10], [100, 100, 10], [0, 100, 20]));
  const { surface } = sceneSurface(readDxf(text, "f.dxf").objects, "f.dxf", {
    metresPerFileUnit: 0.3048,
    cellM: 3.048,
  });
  expect([surface?.columns, surface?.cellM]).toEqual([11, 3.048]);
  expect(surface?.elevationM[0]).toBeCloseTo(3.048, 9);
});

test("a closed solid is refused: above one place it has two elevations", () => {
  const [low, high] = [0, 5].map((z) => face([0, 0, z], [100, 0, z], [100, 100, z]));
  expect(codes(readDxf(dxf(low, high), "s").objects, { cellM: 10 })).toEqual([["surface.folded", "error"]]);
});

test("contours of a plane give the plane between them, with a word on breaklines", () => {
  const line = (y: number) =>
    `0\nPOLYLINE\n8\nc\n70\n0\n${[0, 20, 40].map((x) => `0\nVERTEX\n8\nc\n10\n${x}\n20\n${y}\n30\n${plane(x, y)}`).join("\n")}\n0\nSEQEND`;
  const { surface, issues } = sceneSurface(readDxf(dxf(line(0), line(7), line(20)), "c.dxf").objects, "c.dxf", {
    metresPerFileUnit: 1,
    cellM: 10,
  });
  expect(issues.map(({ code }) => code)).toEqual(["format.surface-lines"]);
  expect(surface?.elevationM[5 + 2]).toBeCloseTo(plane(20, 10), 9);
});

test("a GeoTIFF comes back cell by cell with its missing values", async () => {
  const values = Float64Array.of(1, 2, Number.NaN, 4, 5, 6);
  const octets = writeGeoTiff({ columns: 3, rows: 2, sizeM: [10, 10], firstCentre: [500, 900], epsg: 32633, values });
  const { raster } = await readGeoTiff(octets, "d.tif");
  const { surface } = sceneSurface([surfaceOfRaster(raster, "d")], "d.tif", { metresPerFileUnit: 1 });
  expect(surface).toEqual({ columns: 3, rows: 2, cellM: 10, eastM: 500, northM: 900, elevationM: values });
});

test("cells that are no squares, and turned grids, are laid on square cells: a plane stays the plane", () => {
  const [nu, nv] = [5, 9];
  const heights = (u: readonly [number, number], v: readonly [number, number], spacing: readonly [number, number]) =>
    Float64Array.from({ length: nu * nv }, (_, k) => {
      const [i, j] = [(k % nu) * spacing[0], Math.floor(k / nu) * spacing[1]];
      return plane(i * u[0] + j * v[0], i * u[1] + j * v[1]);
    });
  const oblong = grid({ corners: [nu, nv], spacing: [20, 10], heights: heights([1, 0], [0, 1], [20, 10]) });
  const [c, s] = [Math.cos(0.5), Math.sin(0.5)];
  const turned = grid({
    corners: [nu, nv],
    u: [c, -s, 0],
    v: [s, c, 0],
    heights: heights([c, -s], [s, c], [10, 10]),
  });
  for (const object of [oblong, turned]) {
    const { surface } = sceneSurface([object], "g", { metresPerFileUnit: 1 });
    const held = Array.from(surface?.elevationM ?? [], (z, i) => ({
      z,
      x: (surface?.eastM ?? 0) + 10 * (i % (surface?.columns ?? 1)),
      y: (surface?.northM ?? 0) + 10 * Math.floor(i / (surface?.columns ?? 1)),
    })).filter(({ z }) => !Number.isNaN(z));
    expect(held.length).toBeGreaterThan(25);
    for (const { z, x, y } of held) expect(z).toBeCloseTo(plane(x, y), 8);
  }
});

test("what cannot be a surface is said: marks of no data, a flat plan, two grids, blocks alone, points on a line", () => {
  const points = (...xyz: number[]): SceneObject => ({
    type: "points",
    name: "p",
    description: "",
    attributes: [],
    vertices: Float64Array.from(xyz),
  });
  expect(codes([grid({ heights: Float64Array.of(1, 2, -9999, 4, 5, 6) })])).toEqual([
    ["format.surface-marks", "error"],
  ]);
  expect(codes([grid({ heights: new Float64Array(6) })])).toEqual([["format.surface-flat", "warning"]]);
  expect(codes([grid({}), grid({})])).toEqual([["format.several-grids", "error"]]);
  expect(codes([])).toEqual([["format.no-surface", "error"]]);
  expect(codes([points(0, 0, 1, 1, 1, 2, 2, 2, 4)])).toEqual([["format.surface-unusable", "error"]]);
  expect(codes([points(0, 0, 1, 1, 1, 2)])).toEqual([["format.surface-unusable", "error"]]);
});
