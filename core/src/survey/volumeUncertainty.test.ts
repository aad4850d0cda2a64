import { expect, test } from "vitest";
import type { SurfaceGrid } from "./surfaceGrid.ts";
import { volumeError } from "./volumeError.ts";
import { volumeUncertainty } from "./volumeUncertainty.ts";

const flat = (columns: number, rows: number, cellM: number): SurfaceGrid => ({
  columns,
  rows,
  cellM,
  eastM: 0,
  northM: 0,
  elevationM: new Float64Array(columns * rows),
});

test("nugget, correlated part and common shift add as variances: a σ √n, the double sum, and A σ", () => {
  const grid = flat(4, 3, 2);
  const all = new Uint8Array(12).fill(1);
  const found = volumeUncertainty(grid, all, {
    nuggetSigmaM: 0.3,
    correlated: [{ sigmaM: 0.2, rangeM: 5, model: "spherical" }],
    sharedSigmaM: 0.1,
  });
  let pairs = 0;
  for (let i = 0; i < 12; i++)
    for (let j = 0; j < 12; j++) {
      const h = (2 * Math.hypot((i % 4) - (j % 4), Math.floor(i / 4) - Math.floor(j / 4))) / 5;
      pairs += h < 1 ? 1 - 1.5 * h + 0.5 * h ** 3 : 0;
    }
  expect(found.nuggetM3).toBeCloseTo(4 * 0.3 * Math.sqrt(12), 12);
  expect(found.correlatedM3[0]).toBeCloseTo(4 * 0.2 * Math.sqrt(pairs), 10);
  expect(found.sharedM3).toBeCloseTo(48 * 0.1, 12);
  expect(found.sigmaM3 ** 2).toBeCloseTo(found.nuggetM3 ** 2 + found.correlatedM3[0] ** 2 + found.sharedM3 ** 2, 10);
  expect(found.ifIndependentM3).toBeCloseTo(4 * Math.sqrt(0.09 + 0.04 + 0.01) * Math.sqrt(12), 12);
});

test("joining cells of a large body changes its error by less than 1 %", () => {
  // A disc of radius 60 in cells of 1 m, range 30 m; the plain sum has 11,000 cells and 1,800 offsets.
  const grid = flat(130, 130, 1);
  const disc = Uint8Array.from({ length: 16_900 }, (_, i) =>
    Math.hypot((i % 130) - 65, Math.floor(i / 130) - 65) <= 60 ? 1 : 0,
  );
  const found = volumeUncertainty(
    grid,
    disc,
    {
      nuggetSigmaM: 0,
      correlated: [{ sigmaM: 1, rangeM: 30, model: "spherical" }],
      sharedSigmaM: 0,
    },
    1e6,
  );
  expect(found.coarsening[0]).toBeGreaterThan(2);
  const whole = volumeError(grid, disc, { sigmaM: 1, rangeM: 30, model: "spherical", sharedSigmaM: 0 });
  expect(found.sigmaM3 / whole.sigmaM3).toBeGreaterThan(0.99);
  expect(found.sigmaM3 / whole.sigmaM3).toBeLessThan(1.01);
});

test("no counted cell, no error", () => {
  const error = {
    nuggetSigmaM: 1,
    correlated: [{ sigmaM: 1, rangeM: 9, model: "exponential" as const }],
    sharedSigmaM: 1,
  };
  expect(volumeUncertainty(flat(3, 3, 1), new Uint8Array(9), error).sigmaM3).toBe(0);
});
