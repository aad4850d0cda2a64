import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { krige } from "./kriging.ts";
import { type IndicatorSimulationSpec, quantile, SequentialIndicator } from "./simulationIndicator.ts";

const grid = { count: [20, 15, 2], firstCentreM: [5, 5, 1], sizeM: [10, 10, 2] } as const;
const spherical = (sill: number, rangeM: number) => ({
  nugget: 0,
  structures: [{ type: "spherical" as const, sill, rangesM: [rangeM, rangeM, 8] as const }],
});
const search = { radiiM: [60, 60, 8], maxSamples: 12 } as const;
const none = { xyzM: new Float64Array(0), values: new Float64Array(0) };

function fields(simulation: SequentialIndicator, count: number): Float64Array[] {
  const all: Float64Array[] = [];
  simulation.simulateEach(0, count, (_, field) => all.push(Float64Array.from(field)));
  return all;
}

const rocks: IndicatorSimulationSpec = {
  indicators: { kind: "categories", codes: [1, 2, 7] },
  proportions: [0.5, 0.3, 0.2],
  models: [spherical(1, 40)],
  grid,
  search,
  seed: 4,
};
const tails = { lower: { minimum: 0 }, upper: { kind: "power", maximum: 10 } } as const;
const grades: IndicatorSimulationSpec = {
  ...rocks,
  indicators: { kind: "continuous", thresholds: [1, 2, 5], tails },
  proportions: [0.25, 0.5, 0.75],
  models: [spherical(1, 30), spherical(1, 40), spherical(1, 50)],
};

describe("sequential indicator simulation", () => {
  test("of categories has their proportions and indicator covariance, within 4 standard errors over realisations", () => {
    const runs = 150;
    const all = fields(new SequentialIndicator(none, rocks), runs);
    const centre = 10 + 20 * 7;
    for (const [c, code] of [1, 2, 7].entries()) {
      const p = rocks.proportions[c];
      const share = all.filter((field) => field[centre] === code).length / runs;
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / runs));
      // P(both) = p² + p (1 − p) ρ, with ρ of a spherical model of 40 m over 10 m.
      const both = p * p + p * (1 - p) * (1 - 1.5 / 4 + 0.5 / 64);
      const met = all.filter((field) => field[centre] === code && field[centre + 1] === code).length / runs;
      expect(Math.abs(met - both)).toBeLessThan(4 * Math.sqrt((both * (1 - both)) / runs));
    }
  });

  test("of thresholds has the histogram asked for, straight between them, within 4 standard errors", () => {
    const runs = 150;
    const simulation = new SequentialIndicator(none, grades);
    const all = fields(simulation, runs);
    const values = all.map((field) => field[10 + 20 * 7]);
    for (const [value, p] of [
      [0.5, 0.125],
      [1, 0.25],
      [1.5, 0.375],
      [5, 0.75],
      [7.5, 0.875],
    ]) {
      const share = values.filter((v) => v <= value).length / runs;
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / runs));
    }
    expect(all.every((field) => field.every((v) => v >= 0 && v <= 10))).toBe(true);
    expect(simulation.corrected).toBeGreaterThan(0);
  });

  test("data stand on their nodes; the first node's probability is the kriged one", () => {
    const data = { xyzM: Float64Array.of(5, 5, 1, 25, 5, 1), values: Float64Array.of(7, 1) };
    const runs = 600;
    // A grid of three nodes in a row, two of them with data: one system.
    const small = { ...rocks, grid: { ...grid, count: [3, 1, 1] as const } };
    const all = fields(new SequentialIndicator(data, small), runs);
    for (const field of all) expect([field[0], field[2]]).toEqual([7, 1]);
    const indicator = { xyzM: data.xyzM, values: Float64Array.of(1, 0) };
    const kriged = krige(indicator, { xyzM: Float64Array.of(15, 5, 1) }, { model: rocks.models[0], knownMean: 0.2 });
    const p = kriged.estimate[0];
    const share = all.filter((field) => field[1] === 7).length / runs;
    expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / runs));
  });

  test("realisation k is the same whichever were drawn before it", () => {
    let alone: Float64Array | null = null;
    new SequentialIndicator(none, grades).simulateEach(2, 1, (_, field) => {
      alone = Float64Array.from(field);
    });
    expect(alone).toEqual(fields(new SequentialIndicator(none, grades), 3)[2]);
  });

  test.each([
    [{ proportions: [0.5, 0.3, 0.3] }, "sum to 1.1"],
    [{ models: [spherical(1, 9), spherical(1, 9)] }, "3 models or one, got 2"],
    [{ indicators: { kind: "categories", codes: [1, 1, 2] } }, "given twice"],
    [{ indicators: { kind: "continuous", thresholds: [1, 3, 2], tails } }, "must ascend"],
  ] as const)("%o is refused", (change, reason) => {
    expect(() => new SequentialIndicator(none, { ...rocks, ...change })).toThrow(reason);
  });
});

property.prop([fc.double({ min: 0.001, max: 0.999, noNaN: true }), fc.boolean()])(
  "a quantile lies where the distribution reaches u",
  (u, isHyperbolic) => {
    const probability = [0.2, 0.2, 0.7];
    const upper = isHyperbolic ? ({ kind: "hyperbolic", power: 1.5, maximum: 1e9 } as const) : tails.upper;
    const value = quantile(u, probability, [1, 2, 5], { lower: { minimum: 0, power: 2.5 }, upper });
    const reached =
      value <= 1
        ? 0.2 * value ** 2.5
        : value <= 5
          ? 0.2 + (0.5 * (value - 2)) / 3
          : isHyperbolic
            ? 1 - 0.3 * (5 / value) ** 1.5
            : 0.7 + (0.3 * (value - 5)) / 5;
    expect(reached).toBeCloseTo(u, 9);
  },
);
