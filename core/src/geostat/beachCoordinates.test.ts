import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { fillNormal, fillUniform } from "../numerics/drawStream.ts";
import { type BeachFrame, beachTransform, heightAt, type HeightGrid, samplesInBeach } from "./beachCoordinates.ts";
import { krige } from "./kriging.ts";

/** Nodes 10 m apart over 400 x 400 m. */
function surface(z: (x: number, y: number) => number): HeightGrid {
  const zM = Float64Array.from({ length: 41 * 41 }, (_, k) => z(10 * (k % 41), 10 * Math.floor(k / 41)));
  return { originM: [0, 0], spacingM: [10, 10], count: [41, 41], zM };
}
/** Top and bottom of a valley fill: a bowl below, a beach that falls away from a dyke in the west. */
const top = surface((x) => 60 - 0.02 * x);
const bottom = surface((x, y) => 20 + 0.05 * x + 12 * Math.cos((y - 200) / 60));
const dyke: BeachFrame = {
  dischargeM: [
    [0, 0],
    [0, 400],
  ],
  top,
  bottom,
  layers: "fraction",
};

test("a plane is met exactly between nodes, and outside there is no height", () => {
  expect(heightAt(top, 123, 45)).toBeCloseTo(60 - 0.02 * 123, 10);
  expect(heightAt(top, 401, 45)).toBeNaN();
  const hole = { ...top, zM: top.zM.map((z, k) => (k === 0 ? Number.NaN : z)) };
  expect(heightAt(hole, 5, 5)).toBeNaN();
  expect(heightAt(hole, 10, 10)).toBeCloseTo(59.8, 10);
});

test("by hand: 30 m east of a dyke along the y axis, half-way between surfaces 10 m apart", () => {
  const flat: BeachFrame = { ...dyke, top: surface(() => 30), bottom: surface(() => 20) };
  const at = Float64Array.of(30, 250, 25);
  expect([...beachTransform(flat).toBeach(at)]).toEqual([30, 250, 5]);
  expect([...beachTransform({ ...flat, layers: "below-top" }).toBeach(at)]).toEqual([30, 250, -5]);
  expect([...beachTransform({ ...flat, layers: "above-bottom", thicknessM: 1 }).toBeach(at)]).toEqual([30, 250, 5]);
});

property.prop([
  fc.double({ min: 1, max: 399, noNaN: true }),
  fc.double({ min: 1, max: 399, noNaN: true }),
  fc.double({ min: 22, max: 60, noNaN: true }),
  fc.constantFrom("fraction", "below-top", "above-bottom"),
  fc.constantFrom<BeachFrame["dischargeM"]>(
    [
      [0, 0],
      [0, 400],
    ],
    [
      [0, 400],
      [0, 0],
    ],
    [[-5, 200]],
    [
      [0, -20],
      [-30, 180],
      [0, 420],
    ],
  ),
])(
  "there and back is the same place, from lines either way round and from one spigot",
  (x, y, z, layers, dischargeM) => {
    const { toBeach, toMap } = beachTransform({ ...dyke, layers, dischargeM });
    const back = toMap(toBeach(Float64Array.of(x, y, z)));
    // In the angle of a broken line the nearest point is its corner: many places share it.
    const beach = toBeach(Float64Array.of(x, y, z));
    fc.pre(dischargeM.length < 3 || Math.abs(beach[1] - Math.hypot(30, 200)) > 1e-6);
    expect(back[0]).toBeCloseTo(x, 6);
    expect(back[1]).toBeCloseTo(y, 6);
    expect(back[2]).toBeCloseTo(z, 6);
  },
);

test("on a layered truth between two surfaces, kriging in beach coordinates errs less than half of what plain coordinates do", () => {
  const { toBeach } = beachTransform(dyke);
  // Grade by layer, coarser down the beach: known in closed form, so the truth is not drawn from either model.
  const truth = (at: Float64Array) => {
    const [s, , layer] = toBeach(at);
    return 100 + 40 * Math.sin(layer / 2) + 10 * Math.cos(layer) - 0.1 * s;
  };
  const u = new Float64Array(2 * 60);
  fillUniform(u, 5, "holes");
  const places: number[] = [];
  for (let hole = 0; hole < 60; hole++) {
    const [x, y] = [10 + 380 * u[2 * hole], 10 + 380 * u[2 * hole + 1]];
    for (let z = heightAt(top, x, y) - 1; z > heightAt(bottom, x, y); z -= 2) places.push(x, y, z);
  }
  const noise = new Float64Array(places.length / 3);
  fillNormal(noise, 5, "noise");
  const xyzM = Float64Array.from(places);
  const values = noise.map((e, i) => truth(xyzM.subarray(3 * i, 3 * i + 3)) + 3 * e);
  const samples = { xyzM, values };
  const targets: number[] = [];
  for (let x = 25; x < 400; x += 50)
    for (let y = 25; y < 400; y += 50)
      for (let z = heightAt(bottom, x, y) + 1.5; z < heightAt(top, x, y); z += 5) targets.push(x, y, z);
  const at = Float64Array.from(targets);
  const spec = {
    model: { nugget: 9, structures: [{ type: "spherical", sill: 900, rangesM: [300, 300, 6] } as const] },
    search: { radiiM: [300, 300, 15], maxSamples: 24 } as const,
  };
  const rmse = (estimate: Float64Array) => {
    let [sum, n] = [0, 0];
    for (let t = 0; t < estimate.length; t++) {
      if (Number.isNaN(estimate[t])) continue;
      sum += (estimate[t] - truth(at.subarray(3 * t, 3 * t + 3))) ** 2;
      n++;
    }
    expect(n).toBe(estimate.length);
    return Math.sqrt(sum / n);
  };
  const plain = rmse(krige(samples, { xyzM: at }, spec).estimate);
  const inBeach = samplesInBeach(samples, beachTransform(dyke));
  expect(inBeach.leftOut).toEqual([]);
  const unfolded = rmse(krige(inBeach.samples, { xyzM: toBeach(at) }, spec).estimate);
  expect(unfolded).toBeLessThan(0.5 * plain);
});

test("places without thickness are left out by number, and frames that cannot be are refused", () => {
  const pinched: BeachFrame = { ...dyke, bottom: surface((x) => (x > 200 ? 90 : 20)) };
  const samples = { xyzM: Float64Array.of(50, 50, 30, 350, 50, 30), values: Float64Array.of(1, 2) };
  const { samples: kept, leftOut } = samplesInBeach(samples, beachTransform(pinched));
  expect([kept.values.length, leftOut]).toEqual([1, [1]]);
  expect(() => beachTransform({ ...dyke, bottom: surface(() => 99) })).toThrow("nowhere above the bottom");
  expect(() => beachTransform({ ...dyke, dischargeM: [] })).toThrow("one spigot or more");
  expect(() =>
    beachTransform({
      ...dyke,
      dischargeM: [
        [1, 1],
        [1, 1],
      ],
    }),
  ).toThrow("spigots 1 and 2 share a place");
});
