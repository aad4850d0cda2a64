import { describe, expect, test } from "vitest";
import { maternCorrelation } from "./maternCorrelation.ts";
import { krige } from "./kriging.ts";
import { TurningBands, type TurningBandsSpec } from "./simulationBands.ts";
import { drawGamma } from "./simulationWaves.ts";

const none = { xyzM: new Float64Array(0), values: new Float64Array(0) };
const grid = { count: [9, 5, 3], firstCentreM: [0, 0, 0], sizeM: [10, 10, 5] } as const;
const base: Omit<TurningBandsSpec, "model"> = { grid, seed: 3, bands: 200 };

function fields(simulation: TurningBands, count: number): Float64Array[] {
  const all: Float64Array[] = [];
  simulation.simulateEach(0, count, (_, field) => all.push(Float64Array.from(field)));
  return all;
}

// Correlations over one step east (10 m) and one up (5 m), ranges 40 and 20 m, from the formulas of the textbooks.
const cases = [
  ["spherical", {}, 1 - 1.5 / 4 + 0.5 / 64],
  ["exponential", {}, Math.exp(-3 / 4)],
  ["gaussian", {}, Math.exp(-3 / 16)],
  ["matern", { shape: 1.5, rangeIs: "parameter" as const }, maternCorrelation(1 / 4, 1.5)],
  ["hole-sine", {}, Math.sin(Math.PI / 4) / (Math.PI / 4)],
] as const;

describe("turning bands", () => {
  test.each(cases)("%s: mean 0, variance 1 and the model's covariance, within 4 standard errors", (type, more, rho) => {
    const runs = 300;
    const model = { nugget: 0, structures: [{ type, sill: 1, rangesM: [40, 40, 20] as const, ...more }] };
    const all = fields(new TurningBands(none, { ...base, model }), runs);
    const centre = 4 + 9 * (2 + 5);
    const mean = (of: (field: Float64Array) => number) => all.reduce((sum, field) => sum + of(field), 0) / runs;
    expect(Math.abs(mean((f) => f[centre]))).toBeLessThan(4 / Math.sqrt(runs));
    expect(Math.abs(mean((f) => f[centre] ** 2) - 1)).toBeLessThan(4 * Math.sqrt(2 / runs));
    // Variance of a product of two standard normals of correlation ρ: 1 + ρ².
    const error = Math.sqrt((1 + rho * rho) / runs);
    for (const step of [1, 9, 45])
      expect(Math.abs(mean((f) => f[centre] * f[centre + step]) - rho)).toBeLessThan(4 * error);
  });

  test("Matern's formula at ν = 1.5 is (1 + h) e^(−h)", () => {
    expect(maternCorrelation(0.25, 1.5)).toBeCloseTo(1.25 * Math.exp(-0.25), 10);
  });

  const data = { xyzM: Float64Array.of(20, 10, 5, 63, 31, 2, 47, 12, 0), values: Float64Array.of(1.4, -0.8, 0.3) };
  const model = {
    nugget: 0.2,
    structures: [
      { type: "spherical" as const, sill: 0.8, rangesM: [50, 30, 15] as const, anglesDeg: [20, 0, 0] as const },
    ],
  };

  test("a datum on a node is met exactly, nugget and all; the mean of the realisations is the kriged estimate", () => {
    const runs = 400;
    const all = fields(new TurningBands(data, { ...base, model, bands: 60 }), runs);
    for (const field of all) expect(field[2 + 9 * (1 + 5)]).toBeCloseTo(1.4, 12);
    const node = 5 + 9 * (1 + 0);
    const kriged = krige(data, { xyzM: Float64Array.of(50, 10, 0) }, { model, knownMean: 0 });
    const mean = all.reduce((sum, field) => sum + field[node], 0) / runs;
    const square = all.reduce((sum, field) => sum + (field[node] - kriged.estimate[0]) ** 2, 0) / runs;
    expect(Math.abs(mean - kriged.estimate[0])).toBeLessThan(4 * Math.sqrt(kriged.variance[0] / runs));
    expect(Math.abs(square / kriged.variance[0] - 1)).toBeLessThan(4 * Math.sqrt(2 / runs));
  });

  test("realisation k does not depend on the others, nor the field on how far the map's origin is", () => {
    const spec = { ...base, model, bands: 60 };
    const shift = [500_000, 4_000_000, 1000];
    const far = {
      xyzM: data.xyzM.map((c, i) => c + shift[i % 3]),
      values: data.values,
    };
    let alone: Float64Array | null = null;
    const moved = new TurningBands(far, { ...spec, grid: { ...grid, firstCentreM: [shift[0], shift[1], shift[2]] } });
    moved.simulateEach(2, 1, (_, field) => {
      alone = Float64Array.from(field);
    });
    const third = fields(new TurningBands(data, spec), 3)[2];
    for (const [i, value] of third.entries()) expect(alone?.[i]).toBeCloseTo(value, 6);
  });

  test("a cubic structure, which has no such form here, is refused", () => {
    const cubic = { nugget: 0, structures: [{ type: "cubic" as const, sill: 1, rangesM: [9, 9, 9] as const }] };
    expect(() => new TurningBands(none, { ...base, model: cubic })).toThrow("structure 1 is cubic; use one of");
  });
});

test.each([0.5, 1, 3.7])(
  "gamma draws of shape %d have mean and variance of that shape, within 4 standard errors",
  (shape) => {
    const n = 20_000;
    const draws = drawGamma(shape, n, 5, "test");
    const mean = draws.reduce((sum, g) => sum + g, 0) / n;
    const variance = draws.reduce((sum, g) => sum + (g - mean) ** 2, 0) / n;
    expect(Math.abs(mean - shape)).toBeLessThan(4 * Math.sqrt(shape / n));
    // Fourth central moment 3a² + 6a.
    expect(Math.abs(variance - shape)).toBeLessThan(4 * Math.sqrt((2 * shape * shape + 6 * shape) / n));
  },
);
