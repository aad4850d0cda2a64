import { describe, expect, test } from "vitest";
import { krige } from "./kriging.ts";
import { BlockSimulation, type BlockSimulationSpec } from "./simulationBlocks.ts";

const none = { xyzM: new Float64Array(0), values: new Float64Array(0) };
const model = {
  nugget: 0.1,
  structures: [{ type: "exponential" as const, sill: 0.9, rangesM: [60, 60, 60] as const }],
};
const spec: BlockSimulationSpec = {
  model,
  grid: { count: [4, 3, 1], firstCentreM: [10, 10, 0], sizeM: [20, 20, 5] },
  points: [3, 2, 1],
  search: { radiiM: [500, 500, 500], maxSamples: 20 },
  seed: 8,
};
const runs = 480;

function fields(data: typeof none, changes: Partial<BlockSimulationSpec> = {}, count = runs): Float64Array[] {
  const all: Float64Array[] = [];
  new BlockSimulation(data, { ...spec, ...changes }).simulateEach(0, count, (_, field) => all.push(field));
  return all;
}

/** Mean covariance of the points of two blocks dx metres apart, point by point from the formula. */
function between(dx: number): number {
  const [xs, ys] = [
    [-20 / 3, 0, 20 / 3],
    [-5, 5],
  ];
  let sum = 0;
  for (const a of xs)
    for (const b of ys)
      for (const c of xs)
        for (const d of ys) {
          const h = Math.hypot(dx + a - c, b - d);
          sum += 0.9 * Math.exp(-h / 20) + (h === 0 ? 0.1 : 0);
        }
  return sum / 36;
}

describe("direct simulation of blocks", () => {
  test("without data, blocks have mean 0 and the mean covariances of their points, within 4 standard errors", () => {
    const all = fields(none);
    const mean = (of: (f: Float64Array) => number) => all.reduce((sum, f) => sum + of(f), 0) / runs;
    const variance = between(0);
    expect(Math.abs(mean((f) => f[5]))).toBeLessThan(4 * Math.sqrt(variance / runs));
    expect(Math.abs(mean((f) => f[5] ** 2) / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / runs));
    for (const step of [1, 2]) {
      const expected = between(20 * step);
      const error = Math.sqrt((variance ** 2 + expected ** 2) / runs);
      expect(Math.abs(mean((f) => f[4] * f[4 + step]) - expected)).toBeLessThan(4 * error);
    }
  });

  const data = { xyzM: Float64Array.of(22, 12, 0, 55, 47, 0, 200, 30, 0), values: Float64Array.of(1.8, -1.1, 0.4) };

  test("with data, the mean of the realisations is the kriged block and their variance the kriging variance", () => {
    const all = fields(data);
    const block = { sizeM: [20, 20, 5], points: [3, 2, 1], rule: "regular" } as const;
    for (const at of [1, 6]) {
      const centre = Float64Array.of(10 + 20 * (at % 4), 10 + 20 * Math.floor(at / 4), 0);
      const { estimate, variance: error } = krige(data, { xyzM: centre }, { model, knownMean: 0, block });
      const mean = all.reduce((sum, f) => sum + f[at], 0) / runs;
      const variance = all.reduce((sum, f) => sum + (f[at] - mean) ** 2, 0) / (runs - 1);
      expect(Math.abs(mean - estimate[0])).toBeLessThan(4 * Math.sqrt(variance / runs));
      // Kriging leaves the nugget out of the mean of a block; six points here share it.
      expect(Math.abs(variance / (error[0] + 0.1 / 6) - 1)).toBeLessThan(4 * Math.sqrt(2 / runs));
    }
  });

  test("a block of one point on a datum is the datum; others go on", () => {
    const on = { xyzM: Float64Array.of(30, 10, 0), values: Float64Array.of(1.7) };
    for (const field of fields(on, { points: [1, 1, 1] }, 20)) {
      expect(field[1]).toBeCloseTo(1.7, 9);
      expect(field.every(Number.isFinite)).toBe(true);
    }
  });

  test("values are averaged after the transform: e^y has the mean e^(1/2) in blocks as in points", () => {
    const all = fields(none, { toValue: Math.exp });
    const mean = all.reduce((sum, f) => sum + f[5], 0) / runs;
    // A block's variance lies below that of a point, e² − e.
    expect(Math.abs(mean - Math.exp(0.5))).toBeLessThan(4 * Math.sqrt((Math.exp(2) - Math.exp(1)) / runs));
    expect(Math.exp(between(0) / 2)).toBeLessThan(mean);
  });

  test("realisation k is the same whichever were drawn before it", () => {
    const later: Float64Array[] = [];
    new BlockSimulation(data, spec).simulateEach(18, 1, (_, field) => later.push(field));
    expect(later[0]).toEqual(fields(data, {}, 20)[18]);
  });

  test("two samples at one place are named", () => {
    const twice = { xyzM: Float64Array.of(22, 12, 0, 22, 12, 0), values: Float64Array.of(1, 2) };
    expect(() => fields(twice, {}, 1)).toThrow("sample 2 follows from its neighbours");
  });
});
