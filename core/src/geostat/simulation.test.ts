import { fc, test } from "@fast-check/vitest";
import { describe, expect, test as plain } from "vitest";
import { declusterCells } from "./declusterCells.ts";
import { orderRelations } from "./indicatorKriging.ts";
import { backTransform, checkTails, normalScore, scoreOf } from "./normalScore.ts";
import { blockCentres, blockCount, mortonOrder } from "./regularGrid.ts";
import { SequentialGaussian, type SimulationSpec } from "./sequentialGaussian.ts";
import { simulationPath } from "./simulationPath.ts";

const grid = { count: [20, 15, 3], firstCentreM: [5, 5, 1], sizeM: [10, 10, 2] } as const;
const spec: SimulationSpec = {
  model: { nugget: 0.1, structures: [{ type: "spherical", sill: 0.9, rangesM: [60, 40, 8], anglesDeg: [30, 0, 0] }] },
  grid,
  search: { radiiM: [60, 40, 8], anglesDeg: [30, 0, 0], maxSamples: 12 },
  seed: 11,
};
const data = {
  xyzM: Float64Array.of(25, 35, 1, 26, 35, 1, 105, 75, 3, 9999, 0, 0),
  values: Float64Array.of(1.5, -9, -0.7, 3),
};

function realisation(simulation: SequentialGaussian, k: number): Float64Array {
  const field = new Float64Array(simulation.nodes);
  simulation.simulate(k, field);
  return field;
}

describe.each(["each", "one"] as const)("sequential Gaussian simulation, path: %s", (path) => {
  plain("realisation k is the same whichever were drawn before it", () => {
    const inOrder = new SequentialGaussian(data, { ...spec, path });
    for (let k = 0; k < 3; k++) realisation(inOrder, k);
    expect(realisation(new SequentialGaussian(data, { ...spec, path }), 3)).toEqual(realisation(inOrder, 3));
    expect(realisation(inOrder, 4)).not.toEqual(realisation(inOrder, 3));
  });

  plain("data stand on their nodes; the farther of two on a node and one outside are counted", () => {
    const simulation = new SequentialGaussian(data, { ...spec, path });
    const field = realisation(simulation, 0);
    expect(field[2 + 20 * 3]).toBe(1.5);
    expect(field[10 + 20 * (7 + 15)]).toBe(-0.7);
    expect([simulation.dataSuperseded, simulation.dataOutside]).toEqual([1, 1]);
    expect(field.every(Number.isFinite)).toBe(true);
  });

  plain(
    "without data, mean 0, variance 1 and the model's variogram, within 4 standard errors over 200 realisations",
    () => {
      const simulation = new SequentialGaussian(
        { xyzM: new Float64Array(0), values: new Float64Array(0) },
        { ...spec, path },
      );
      const centre = 10 + 20 * (7 + 15);
      const far: [string, number, number, number][] = [
        ["east 1", 1, 10, 0],
        ["north 2", 40, 0, 20],
      ];
      const sums = new Float64Array(2 + far.length);
      for (let k = 0; k < 200; k++) {
        const field = realisation(simulation, k);
        sums[0] += field[centre] / 200;
        sums[1] += field[centre] ** 2 / 200;
        for (const [f, [, step]] of far.entries()) sums[2 + f] += (field[centre + step] - field[centre]) ** 2 / 2 / 200;
      }
      expect(Math.abs(sums[0])).toBeLessThan(4 / Math.sqrt(200));
      expect(Math.abs(sums[1] - 1)).toBeLessThan(4 * Math.sqrt(2 / 200));
      for (const [f, [, , dx, dy]] of far.entries()) {
        // GSLIB axes: along azimuth 30, and across it.
        const u = (dx * Math.sin(Math.PI / 6) + dy * Math.cos(Math.PI / 6)) / 60;
        const v = (-dx * Math.cos(Math.PI / 6) + dy * Math.sin(Math.PI / 6)) / 40;
        const h = Math.hypot(u, v);
        const gamma = 0.1 + 0.9 * (1.5 * h - 0.5 * h ** 3);
        expect(Math.abs(sums[2 + f] - gamma)).toBeLessThan(4 * gamma * Math.sqrt(2 / 200));
      }
    },
  );
});

test.prop([fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))])(
  "a path and Morton's order visit every node once",
  (count) => {
    const total = count[0] * count[1] * count[2];
    const all = Array.from({ length: total }, (_, i) => i);
    const path = simulationPath({ ...grid, count }, 2, 5, "a");
    expect(Array.from(path).sort((a, b) => a - b)).toEqual(all);
    expect(Array.from(mortonOrder(count)).sort((a, b) => a - b)).toEqual(all);
  },
);

plain("a grid of 10^12 blocks is refused before memory is asked for", () => {
  const huge = { ...grid, count: [10_000, 10_000, 10_000] } as const;
  expect(() => blockCentres(huge)).toThrow("1000000000000 blocks, limit 50000000");
  expect(blockCount(grid)).toBe(900);
});

describe("normal scores", () => {
  const value = fc.double({ min: 0.01, max: 100, noNaN: true });
  test.prop([fc.array(value, { minLength: 2, maxLength: 40 }), fc.constantFrom("shared", "random")])(
    "return every datum, keep the order, and have the tails that were asked for",
    (list, ties) => {
      const values = Float64Array.from(list);
      const { scores, table } = normalScore(values, undefined, ties as "shared");
      const tails = { lower: { minimum: 0 }, upper: { kind: "power", maximum: 200 } } as const;
      checkTails(table, tails);
      for (const [i, score] of scores.entries()) {
        expect(backTransform(score, table, tails)).toBeCloseTo(values[i], 9);
        for (const [j, other] of scores.entries()) if (values[i] < values[j]) expect(score).toBeLessThan(other);
        if (ties === "shared") expect(scoreOf(values[i], table)).toBeCloseTo(score, 9);
      }
      expect(backTransform(-40, table, tails)).toBeCloseTo(0, 9);
      expect(backTransform(40, table, tails)).toBeCloseTo(200, 9);
    },
  );

  plain("of three values are the quantiles of 1/6, 1/2 and 5/6; weights move the steps", () => {
    const { scores } = normalScore(Float64Array.of(5, 1, 3));
    expect(scores[0]).toBeCloseTo(0.967421566, 8); // Φ⁻¹(5/6), NIST tables
    expect(scores[1]).toBeCloseTo(-0.967421566, 8);
    expect(scores[2]).toBeCloseTo(0, 12);
    // Weights 2 and 1: steps 2/3 and 1/3, middles 1/3 and 5/6.
    expect(normalScore(Float64Array.of(1, 9), Float64Array.of(2, 1)).scores[0]).toBeCloseTo(-0.430727299, 8);
  });

  plain("tails that do not reach the data are refused", () => {
    const { table } = normalScore(Float64Array.of(2, 8));
    const upper = { kind: "power", maximum: 5 } as const;
    expect(() => checkTails(table, { lower: { minimum: 0 }, upper })).toThrow(
      "maximum 5 lies below the greatest value 8",
    );
    expect(() => checkTails(table, { lower: { minimum: 3 }, upper: { ...upper, maximum: 9 } })).toThrow(
      "minimum 3 exceeds",
    );
  });
});

describe("declustering", () => {
  plain("two samples in one cell and one alone: cells of 10 m give weights 3/4, 3/4, 3/2", () => {
    const samples = { xyzM: Float64Array.of(0, 0, 0, 1, 0, 0, 50, 0, 0), values: Float64Array.of(9, 9, 3) };
    const { weights, mean } = declusterCells(samples, { sizesM: [10], origins: 1 });
    expect(Array.from(weights)).toEqual([0.75, 0.75, 1.5]);
    expect(mean).toBeCloseTo((0.75 * 18 + 1.5 * 3) / 3, 12);
  });
  plain("cells larger than the field leave the samples alike, at any number of origins", () => {
    const samples = { xyzM: Float64Array.of(0, 0, 0, 3, 1, 0, 1, 4, 2), values: Float64Array.of(1, 2, 6) };
    expect(Array.from(declusterCells(samples, { sizesM: [1e6], origins: 1 }).weights)).toEqual([1, 1, 1]);
  });
});

describe("order relations", () => {
  plain("Deutsch and Journel's average of the two passes, by hand", () => {
    const p = Float64Array.of(-0.1, 0.4, 0.3, 1.2);
    expect(orderRelations(p)).toBeCloseTo(0.2, 12);
    for (const [i, expected] of [0, 0.35, 0.35, 1].entries()) expect(p[i]).toBeCloseTo(expected, 12);
  });
  test.prop([fc.array(fc.double({ min: -0.5, max: 1.5, noNaN: true }), { minLength: 1, maxLength: 12 })])(
    "give a distribution, and leave one alone",
    (list) => {
      const p = Float64Array.from(list);
      orderRelations(p);
      for (let i = 0; i < p.length; i++) expect(p[i] >= (i > 0 ? p[i - 1] : 0) && p[i] <= 1).toBe(true);
      expect(orderRelations(p)).toBe(0);
    },
  );
});
