import { describe, expect, test } from "vitest";
import { fillNormal } from "../numerics/drawStream.ts";
import { SequentialGaussian } from "./sequentialGaussian.ts";
import { accuracyPlot, histogramReproduction, variogramReproduction } from "./simulationChecks.ts";

function normals(name: string, n: number, scale = 1): Float64Array {
  const z = new Float64Array(n);
  fillNormal(z, 6, name);
  return z.map((x) => scale * x);
}
const places = 500;
const truth = normals("truth", places);
const drawn = (scale: number) => Array.from({ length: 99 }, (_, l) => normals(`l${l}`, places, scale));

describe("accuracy plot", () => {
  test("of draws from the law of the truth lies on the diagonal, within 4 standard errors, goodness near 1", () => {
    const { rows, goodness, precision } = accuracyPlot(truth, drawn(1));
    for (const { p, inside, standardError } of rows)
      expect(Math.abs(inside - p)).toBeLessThanOrEqual(4 * standardError + 0.01);
    expect(goodness).toBeGreaterThan(0.95);
    expect(precision).toBeGreaterThan(0.95);
  });

  test("of draws with half the spread is inaccurate; with twice the spread accurate and not precise", () => {
    const narrow = accuracyPlot(truth, drawn(0.5));
    expect(narrow.accuracy).toBeLessThan(0.2);
    expect(narrow.goodness).toBeLessThan(0.75);
    // At p = 0.5 of a normal with half the spread: P(|z| < 0.674/2) = 0.264.
    expect(narrow.rows[9].inside).toBeGreaterThan(0.264 - 4 * Math.sqrt((0.264 * 0.736) / places) - 0.01);
    expect(narrow.rows[9].inside).toBeLessThan(0.264 + 4 * Math.sqrt((0.264 * 0.736) / places) + 0.01);
    const wide = accuracyPlot(truth, drawn(2));
    expect(wide.accuracy).toBe(1);
    expect(wide.precision).toBeLessThan(0.75);
    // 90 % of a normal of spread 2 lies within ±2 · 1.645.
    expect(wide.meanWidth90 / (4 * 1.645)).toBeCloseTo(1, 1);
  });

  test("by hand: truths below all, in the middle and above all of 21 draws lie inside p = 1, 0.05 and 1", () => {
    const draws = Array.from({ length: 21 }, (_, l) => Float64Array.of(l, l, l));
    const { rows } = accuracyPlot(Float64Array.of(-1, 10, 99), draws, 20);
    expect(rows[0].inside).toBeCloseTo(1 / 3, 12);
    expect(rows[18].inside).toBeCloseTo(1 / 3, 12);
    expect(rows[19].inside).toBe(1);
  });
});

describe("reproduction", () => {
  test("of a histogram by hand: mean 2.5 and P50 of 2 against realisations of 2 and 4", () => {
    const rows = histogramReproduction(Float64Array.of(1, 2, 3, 4), [Float64Array.of(2, 2), Float64Array.of(4, 4)]);
    const mean = rows.find(({ name }) => name === "mean");
    expect([mean?.target, mean?.mean]).toEqual([2.5, 3]);
    expect(mean?.sd).toBeCloseTo(Math.SQRT2, 12);
    expect(mean?.standardErrors).toBeCloseTo(0.5, 12);
    expect(rows.find(({ name }) => name === "P50")?.target).toBe(2);
    // Weight on the 4 alone moves every decile there.
    const weighted = histogramReproduction(Float64Array.of(1, 2, 3, 4), [truth, truth], Float64Array.of(0, 0, 0, 1));
    expect(weighted.slice(2).every(({ target }) => target === 4)).toBe(true);
  });

  test("of the variogram by sequential Gaussian simulation lies within 4 standard errors of the model; of another range not", () => {
    const grid = { count: [40, 40, 1], firstCentreM: [0, 0, 0], sizeM: [1, 1, 1] } as const;
    const simulation = new SequentialGaussian(
      { xyzM: new Float64Array(0), values: new Float64Array(0) },
      {
        model: { nugget: 0, structures: [{ type: "spherical", sill: 1, rangesM: [8, 8, 8] }] },
        grid,
        search: { radiiM: [16, 16, 16], maxSamples: 32 },
        seed: 5,
      },
    );
    const fields: Float64Array[] = [];
    simulation.simulateEach(0, 20, (_, field) => fields.push(Float64Array.from(field)));
    const spherical = (range: number) => (h: number) => (h < range ? 1.5 * (h / range) - 0.5 * (h / range) ** 3 : 1);
    const spec = { lags: { kind: "classes", widthM: 1.5, cutoffM: 9 } } as const;
    for (const { standardErrors } of variogramReproduction(fields, grid, spec, spherical(8), 800))
      expect(Math.abs(standardErrors)).toBeLessThan(4);
    const wrong = variogramReproduction(fields, grid, spec, spherical(16), 800);
    expect(Math.max(...wrong.map(({ standardErrors }) => Math.abs(standardErrors)))).toBeGreaterThan(10);
  });
});
