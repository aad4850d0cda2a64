import { describe, expect, test } from "vitest";
import { fillNormal, fillUniform } from "../numerics/drawStream.ts";
import { minMaxFactors } from "./minMaxFactors.ts";
import { projectionIndex, projectionPursuit, undoProjectionPursuit } from "./projectionPursuit.ts";
import { TurningBands } from "./simulationBands.ts";
import { applyTransform, columnCovariance, undoTransform } from "./whitening.ts";

const n = 400;
function normals(name: string, length = n): Float64Array {
  const z = new Float64Array(length);
  fillNormal(z, 2, name);
  return z;
}

/** A crooked cloud: the second variable bends with the first, the third has a spread that grows with it. */
function crooked(): Float64Array[] {
  const [a, b, c] = ["a", "b", "c"].map((name) => normals(name));
  return [
    a.map((x) => Math.exp(0.6 * x)),
    a.map((x, i) => x * x + 0.4 * b[i]),
    a.map((x, i) => Math.exp(0.5 * x) * c[i]),
  ];
}

function correlation(x: Float64Array, y: Float64Array): number {
  const { covariance: c } = columnCovariance([x, y]);
  return c[1] / Math.sqrt(c[0] * c[3]);
}

describe("projection pursuit", () => {
  const columns = crooked();
  const { transform, scores } = projectionPursuit(columns);

  test("takes the data back to themselves", () => {
    const back = undoProjectionPursuit(transform, scores);
    for (const [u, column] of columns.entries())
      for (const [i, value] of column.entries())
        expect(Math.abs(back[u][i] - value)).toBeLessThan(1e-9 * (1 + Math.abs(value)));
  });

  test("leaves scores as normal and as uncorrelated as independent draws, squares too; before, they were not", () => {
    expect(transform.isConverged).toBe(true);
    const error = 1 / Math.sqrt(n);
    for (let u = 0; u < 3; u++) {
      expect(projectionIndex(scores[u])).toBeLessThan(transform.stopIndex);
      for (let v = 0; v < u; v++) {
        expect(Math.abs(correlation(scores[u], scores[v]))).toBeLessThan(4 * error);
        const square = (y: Float64Array) => y.map((x) => x * x);
        expect(Math.abs(correlation(square(scores[u]), scores[v]))).toBeLessThan(5 * error);
      }
    }
    expect(transform.steps[0].index).toBeGreaterThan(transform.stopIndex);
  });

  test("of fresh independent normals gives the bend and the correlations of the data", () => {
    const fresh = ["d", "e", "f"].map((name) => normals(name, 4000));
    const drawn = undoProjectionPursuit(transform, fresh);
    const bend = (c: Float64Array[]) =>
      correlation(
        c[0].map((x) => Math.log(x) ** 2),
        c[1],
      );
    expect(bend(columns)).toBeGreaterThan(0.8);
    // Standard error of a correlation of 400 data about 0.9: (1 − ρ²)/√400 = 0.01; the transform is found from those 400.
    expect(Math.abs(bend(drawn) - bend(columns))).toBeLessThan(0.15);
    for (const [u, v] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ])
      expect(Math.abs(correlation(drawn[u], drawn[v]) - correlation(columns[u], columns[v]))).toBeLessThan(0.2);
  });

  test("of the index: zero for the quantiles of the normal, ½·3·(mean P₁)² and more for a shift", () => {
    expect(projectionIndex(normals("g", 100_000))).toBeLessThan(0.001);
    expect(projectionIndex(normals("g", 100_000).map((z) => z + 1))).toBeGreaterThan(0.2);
  });

  test("refuses variables that follow from each other", () => {
    const [a] = columns;
    expect(() => projectionPursuit([a, a.map((x) => 2 * x)])).toThrow("follow from each other");
  });
});

describe("min/max autocorrelation factors", () => {
  // Two fields of different range, mixed: a coregionalisation of two structures.
  const places = new Float64Array(3 * 300);
  fillUniform(places, 9, "places");
  const xyzM = places.map((u, i) => (i % 3 === 2 ? 0 : Math.floor(u * 40) * 10 + 0.1 * (i % 7)));
  const mixed = (): Float64Array[] => {
    const grid = { count: [40, 40, 1], firstCentreM: [0, 0, 0], sizeM: [10, 10, 1] } as const;
    const field = (rangeM: number, seed: number) => {
      let held = new Float64Array(0);
      const model = {
        nugget: 0,
        structures: [{ type: "exponential" as const, sill: 1, rangesM: [rangeM, rangeM, rangeM] as const }],
      };
      new TurningBands(
        { xyzM: new Float64Array(0), values: new Float64Array(0) },
        { model, grid, seed, bands: 300 },
      ).simulateEach(0, 1, (_, f) => {
        held = Float64Array.from(f);
      });
      return Float64Array.from(
        { length: 300 },
        (_, i) => held[Math.floor(xyzM[3 * i] / 10) + 40 * Math.floor(xyzM[3 * i + 1] / 10)],
      );
    };
    const [long, short] = [field(300, 1), field(30, 2)];
    return [long.map((y, i) => 0.8 * y + 0.6 * short[i]), long.map((y, i) => 0.3 * y - 0.9 * short[i])];
  };

  test("have covariance I, no cross-variogram at the lag, and go back exactly; the first is the smoother", () => {
    const columns = mixed();
    const lag = { distanceM: 40, toleranceM: 10 };
    const factors = minMaxFactors(columns, xyzM, lag);
    const y = applyTransform(factors, columns);
    const { covariance } = columnCovariance(y);
    for (const [k, expected] of [1, 0, 0, 1].entries()) expect(covariance[k]).toBeCloseTo(expected, 9);
    let cross = 0;
    for (let a = 0; a < 300; a++)
      for (let b = 0; b < a; b++) {
        const h = Math.hypot(xyzM[3 * a] - xyzM[3 * b], xyzM[3 * a + 1] - xyzM[3 * b + 1]);
        if (h >= 30 && h <= 50) cross += (y[0][a] - y[0][b]) * (y[1][a] - y[1][b]);
      }
    expect(Math.abs(cross / factors.pairs)).toBeLessThan(1e-9);
    expect(factors.lagVariogram[0]).toBeLessThan(factors.lagVariogram[1]);
    const back = undoTransform(factors, y);
    for (const [u, column] of columns.entries())
      for (const [i, x] of column.entries()) expect(back[u][i]).toBeCloseTo(x, 10);
  });

  test("too few pairs at the lag are refused", () => {
    expect(() => minMaxFactors(mixed(), xyzM, { distanceM: 5000, toleranceM: 1 })).toThrow("0 pairs from 4999 to 5001");
  });
});
