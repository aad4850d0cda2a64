import { expect, test } from "vitest";
import { convergence } from "./converge.ts";
import { drawnStore, exampleInputs, exampleMine, exampleOptions, examplePrior } from "./fixture.ts";
import { prepareScreening } from "./prepareScreening.ts";

const inputs = exampleInputs({ priors: [examplePrior("Ge", 5, 2)], crust: [exampleInputs().crust[0]] });
const run = (draws: number, seed = 7) => {
  const { plan } = prepareScreening(inputs, exampleOptions({ draws, seed }));
  return { plan, store: drawnStore(plan) };
};

test("the first 1,000 realisations of a run of 4,000 are those of a run of 1,000", () => {
  const long = run(4000);
  const short = run(1000);
  expect(convergence(long.plan, 0, long.store, [1000])).toEqual(convergence(short.plan, 0, short.store, [1000]));
});

test("steps beyond the run, or of fewer than two realisations, are left out", () => {
  const { plan, store } = run(1000);
  expect(convergence(plan, 0, store, [0, 1, 2, 1000, 1001]).map((row) => row.draws)).toEqual([2, 1000]);
});

test("1 Mt at a mean of 5 ppm and a factor of 2 converges to 5 t with the lognormal's error", () => {
  const { plan, store } = run(40_000);
  const [row] = convergence(plan, 0, store, [40_000]);
  // sd/mean of a lognormal is sqrt(exp(s²) - 1), s = ln 2.
  const expectedErrorPct = (100 * Math.sqrt(Math.expm1(Math.LN2 ** 2))) / Math.sqrt(40_000);
  expect(row.meanErrorPct / expectedErrorPct).toBeCloseTo(1, 1);
  expect(Math.abs(row.meanT - 5)).toBeLessThan((4 * 5 * expectedErrorPct) / 100);
  // P5 = median / 2^1.645, P95 = median x 2^1.645, median = 5 exp(-s²/2).
  const median = 5 * Math.exp(-0.5 * Math.LN2 ** 2);
  expect(Math.abs(row.p95T / (median * 2 ** 1.6449) - 1)).toBeLessThan((4 * row.p95ErrorPct) / 100);
  expect(Math.abs(row.p05T / (median / 2 ** 1.6449) - 1)).toBeLessThan((4 * row.p05ErrorPct) / 100);
});

// Regression: 0 / 0 showed as NaN where a mine recovers all of an element.
test("a total of nothing is known without error", () => {
  const mine = exampleMine({ recoveries: { Ge: 1 } });
  const { plan } = prepareScreening({ ...inputs, mines: [mine] }, exampleOptions({ draws: 400 }));
  expect(convergence(plan, 0, drawnStore(plan), [400])).toEqual([
    { draws: 400, meanT: 0, meanErrorPct: 0, p05T: 0, p95T: 0, p05ErrorPct: 0, p95ErrorPct: 0 },
  ]);
});

test("the stated errors are the spread over 60 seeds", () => {
  const rows = Array.from({ length: 60 }, (_, seed) => {
    const { plan, store } = run(1000, seed);
    return convergence(plan, 0, store, [1000])[0];
  });
  const spreadPct = (of: (row: (typeof rows)[0]) => number) => {
    const mean = rows.reduce((sum, row) => sum + of(row), 0) / 60;
    return (100 * Math.sqrt(rows.reduce((sum, row) => sum + (of(row) - mean) ** 2, 0) / 59)) / mean;
  };
  const stated = (of: (row: (typeof rows)[0]) => number) => rows.reduce((sum, row) => sum + of(row), 0) / 60;
  // A standard deviation from 60 values is known to 1/sqrt(118) = 9 %; four of those are allowed.
  expect(Math.abs(spreadPct((row) => row.meanT) / stated((row) => row.meanErrorPct) - 1)).toBeLessThan(0.37);
  expect(Math.abs(spreadPct((row) => row.p05T) / stated((row) => row.p05ErrorPct) - 1)).toBeLessThan(0.37);
  expect(Math.abs(spreadPct((row) => row.p95T) / stated((row) => row.p95ErrorPct) - 1)).toBeLessThan(0.37);
});
