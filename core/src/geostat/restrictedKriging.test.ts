import { expect, test } from "vitest";
import { krige } from "./kriging.ts";
import { krigeLocally } from "./localAnisotropy.ts";
import { restrictedKriging } from "./restrictedKriging.ts";

const samples = { xyzM: Float64Array.of(0, 0, 0, 10, 0, 0, 20, 5, 0, 30, 0, 0), values: Float64Array.of(1, 2, 100, 3) };
const spec = {
  model: { nugget: 0.1, structures: [{ type: "spherical", sill: 1, rangesM: [50, 50, 50] } as const] },
  search: { radiiM: [100, 100, 100], maxSamples: 4 } as const,
};
const targets = { xyzM: Float64Array.of(5, 0, 0, 21, 5, 0, 35, 1, 0) };
const radiiM = [3, 3, 3] as const;

test("clamping is kriging with the clamped value where the high sample is far, and with its own where it is near", () => {
  const got = restrictedKriging(samples, targets, spec, { above: 10, radiiM, beyond: "clamp" });
  const far = krige({ ...samples, values: Float64Array.of(1, 2, 10, 3) }, targets, spec);
  const near = krige(samples, targets, spec);
  expect(got.restricted).toBe(2);
  for (const t of [0, 2]) expect(got.estimate[t]).toBeCloseTo(far.estimate[t], 10);
  expect(got.estimate[1]).toBeCloseTo(near.estimate[1], 10);
  expect([...got.variance]).toEqual([...near.variance]);
});

test("leaving out is kriging without the high sample where it is far", () => {
  const got = restrictedKriging(samples, targets, spec, { above: 10, radiiM, beyond: "leave-out" });
  const without = { xyzM: Float64Array.of(0, 0, 0, 10, 0, 0, 30, 0, 0), values: Float64Array.of(1, 2, 3) };
  const far = krige(without, targets, spec);
  const near = krige(samples, targets, spec);
  for (const t of [0, 2]) expect([got.estimate[t], got.variance[t]]).toEqual([far.estimate[t], far.variance[t]]);
  expect(got.estimate[1]).toBe(near.estimate[1]);
  expect(got.restricted).toBe(2);
});

test("without samples above the threshold nothing changes, either way", () => {
  const plain = krige(samples, targets, spec);
  for (const beyond of ["clamp", "leave-out"] as const) {
    const got = restrictedKriging(samples, targets, spec, { above: 1000, radiiM, beyond });
    expect([...got.estimate]).toEqual([...plain.estimate]);
    expect(got.restricted).toBe(0);
  }
});

const long = {
  model: { nugget: 0, structures: [{ type: "exponential", sill: 1, rangesM: [80, 10, 10] } as const] },
  search: { radiiM: [200, 200, 200], maxSamples: 4 } as const,
};

test("where every target has one angle, local anisotropy is kriging with that angle", () => {
  const got = krigeLocally(samples, targets, long, { azimuthDeg: new Float64Array(3).fill(60) });
  const anglesDeg = [60, 0, 0] as const;
  const turned = {
    ...long,
    model: { nugget: 0, structures: [{ ...long.model.structures[0], anglesDeg }] },
    search: { ...long.search, anglesDeg },
  };
  expect([...got.estimate]).toEqual([...krige(samples, targets, turned).estimate]);
  expect(got.directions).toBe(1);
});

test("on a ring-shaped truth local angles err less than the best single angle", () => {
  // Value by distance from the origin: continuous along circles, changing across them.
  const value = (x: number, y: number) => Math.sin(Math.hypot(x, y) / 6);
  const grid: [number, number][] = [];
  for (let x = -46; x <= 46; x += 11.5)
    for (let y = -46; y <= 46; y += 11.5) grid.push([x + ((7 * y) % 3), y + ((5 * x) % 3)]);
  const data = {
    xyzM: Float64Array.from(grid.flatMap(([x, y]) => [x, y, 0])),
    values: Float64Array.from(grid, ([x, y]) => value(x, y)),
  };
  const at: [number, number][] = [];
  for (let x = -38; x <= 38; x += 5) for (let y = -38; y <= 38; y += 5) if (Math.hypot(x, y) > 12) at.push([x, y]);
  const places = { xyzM: Float64Array.from(at.flatMap(([x, y]) => [x, y, 0])) };
  const rmse = (estimate: Float64Array) =>
    Math.sqrt(at.reduce((sum, [x, y], t) => sum + (estimate[t] - value(x, y)) ** 2, 0) / at.length);
  const ring = {
    model: { nugget: 0, structures: [{ type: "exponential", sill: 1, rangesM: [120, 15, 15] } as const] },
    search: { radiiM: [60, 60, 60], maxSamples: 16 } as const,
  };
  // The circle's tangent has azimuth 90 degrees more than the radius.
  const azimuthDeg = Float64Array.from(at, ([x, y]) => (Math.atan2(x, y) * 180) / Math.PI + 90);
  const local = rmse(krigeLocally(data, places, ring, { azimuthDeg }).estimate);
  const single = [0, 45, 90, 135].map((a) =>
    rmse(krigeLocally(data, places, ring, { azimuthDeg: azimuthDeg.map(() => a) }).estimate),
  );
  expect(local).toBeLessThan(0.8 * Math.min(...single));
});

test("angles that are not numbers and thresholds without end are refused", () => {
  expect(() => krigeLocally(samples, targets, long, { azimuthDeg: Float64Array.of(0, Number.NaN, 0) })).toThrow(
    "finite angles",
  );
  expect(() => restrictedKriging(samples, targets, spec, { above: Number.NaN, radiiM, beyond: "clamp" })).toThrow(
    "threshold must be finite",
  );
});
