import { expect, test } from "vitest";
import { leftOutRealisations } from "./leftOutRealisations.ts";
import { TurningBands } from "./simulationBands.ts";
import { accuracyPlot } from "./simulationChecks.ts";

const model = {
  nugget: 0.1,
  structures: [{ type: "exponential" as const, sill: 0.9, rangesM: [60, 60, 60] as const }],
};
const grid = { count: [20, 20, 1], firstCentreM: [0, 0, 0], sizeM: [10, 10, 1] } as const;

/** A field drawn by the model itself, at every node. */
function samples() {
  let values = new Float64Array(0);
  const none = { xyzM: new Float64Array(0), values: new Float64Array(0) };
  new TurningBands(none, { model, grid, seed: 21, bands: 500 }).simulateEach(0, 1, (_, field) => {
    values = Float64Array.from(field);
  });
  const xyzM = Float64Array.from(Array.from(values.keys()).flatMap((i) => [10 * (i % 20), 10 * Math.floor(i / 20), 0]));
  return { xyzM, values };
}

test("with the true model the truth lies in p of the intervals of width p; with a quarter of its variance it does not", () => {
  const truth = samples();
  const search = { radiiM: [60, 60, 60], maxSamples: 16 } as const;
  const right = accuracyPlot(truth.values, leftOutRealisations(truth, { model, knownMean: 0, search }, 199, 1));
  // Errors of neighbours are correlated, so 400 places count as fewer: six standard errors of independent ones.
  for (const { p, inside, standardError } of right.rows)
    expect(Math.abs(inside - p)).toBeLessThanOrEqual(6 * standardError + 0.005);
  expect(right.goodness).toBeGreaterThan(0.9);
  const small = { nugget: 0.025, structures: [{ ...model.structures[0], sill: 0.225 }] };
  const narrow = accuracyPlot(truth.values, leftOutRealisations(truth, { model: small, knownMean: 0, search }, 199, 1));
  expect(narrow.goodness).toBeLessThan(0.75);
});

test("ordinary kriging is refused", () => {
  expect(() => leftOutRealisations(samples(), { model }, 20, 1)).toThrow("give knownMean");
});
