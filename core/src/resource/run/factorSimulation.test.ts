import { expect, test } from "vitest";
import type { VariogramDraw } from "../../geostat/variogramPosterior.ts";
import type { ReceiveRealisation } from "../../geostat/simulationPlan.ts";
import { drawnTogether } from "./bodySimulation.ts";
import { FactorSimulation, fourierGridFor, realisationsADraw } from "./factorSimulation.ts";

const nodes = { count: [6, 5, 4], firstCentreM: [5, 5, 0.5], sizeM: [10, 10, 1] } as const;

/** Draws of variograms so unlike that a realisation tells which it had: all nugget, then one value throughout. */
const draws: readonly VariogramDraw[] = [
  { model: { nugget: 1, structures: [] }, level: null, logDensity: 0 },
  {
    model: { nugget: 1e-3, structures: [{ type: "exponential", sill: 0.999, rangesM: [1e5, 1e5, 1e5] }] },
    level: null,
    logDensity: 0,
  },
];

function varianceWithin(first: number, count: number): number[] {
  const data = { xyzM: Float64Array.of(12, 13, 1.2), values: Float64Array.of(0.4), holes: Int32Array.of(0) };
  const simulation = new FactorSimulation(data, {
    draws,
    nodes,
    fourier: fourierGridFor(nodes),
    spacingM: 50,
    compositeM: 1,
    maxSamples: 16,
    path: "each",
    seed: 4,
  });
  const out: number[] = [];
  const receive: ReceiveRealisation = (_, field) => {
    const mean = field.reduce((sum, v) => sum + v, 0) / field.length;
    out.push(field.reduce((sum, v) => sum + (v - mean) ** 2, 0) / field.length);
  };
  simulation.simulateEach(first, count, receive);
  return out;
}

test("four realisations share a variogram, wherever the first asked for lies", () => {
  const all = varianceWithin(0, 10);
  expect(all.map((v) => v > 0.3)).toEqual([true, true, true, true, false, false, false, false, true, true]);
  expect(varianceWithin(3, 3)).toEqual(all.slice(3, 6));
});

test("a factor of many data serves more realisations, and the largest domain says how many are drawn together", () => {
  const group = (dataUsed: number) => ({
    domain: "d",
    variables: ["Co"],
    correlation: new Float64Array([1]),
    variograms: [],
    draws: [],
    dataUsed,
    dataSuperseded: 0,
  });
  expect([1, 1500, 1501, 2500, 2501, 4000].map((n) => realisationsADraw(n))).toEqual([4, 4, 8, 8, 16, 16]);
  expect(drawnTogether("each", [group(300), group(2600), group(1600)])).toBe(16);
  expect(drawnTogether("one", [group(300)])).toBe(8);
  expect(drawnTogether("each", [])).toBe(4);
});
