import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import type { ValueSpec } from "./blockValue.ts";
import { column, rowOfBlocks } from "./fixture.ts";
import { breakEvenCutoffPpm, destinationOfBlocks, selectAtPrices } from "./priceSelection.ts";

const copper = {
  element: "Cu",
  gradeColumn: "Cu",
  priceUsdPerKg: 10,
  recovery: 0.8,
  payable: 0.9,
  refiningUsdPerKg: 0,
} as const;
const value: ValueSpec = { products: [copper], deductionsUsdPerT: 0, moneyYear: 2024, source: "declared for the test" };
const spec = { value, density: "density", costUsdPerT: 14.4, priceFactors: [0.5, 1, 2] };

test("at 10 USD/kg, 0.8 recovered and 0.9 paid, 14.40 USD/t needs 2000 ppm", () => {
  expect(breakEvenCutoffPpm(copper, 14.4)).toBeCloseTo(2000, 9);
  expect(breakEvenCutoffPpm({ ...copper, priceUsdPerKg: 20 }, 14.4)).toBeCloseTo(1000, 9);
  expect(() => breakEvenCutoffPpm({ ...copper, recovery: 0 }, 1)).toThrow(
    new RangeError("break-even cut-off: Cu earns 0 USD per kg contained, so no grade pays; check price and charges"),
  );
});

test("the cut-off moves with price: 4000, 2000, 1000 ppm at half, full and double price", () => {
  const model = rowOfBlocks(4, [column("Cu", "ppm", [900, 1500, 3000, 5000])]);
  const { selections, breakEvenFactor } = selectAtPrices(model, spec);
  expect(selections.map(({ blocks }) => blocks)).toEqual([1, 2, 3]);
  expect(breakEvenFactor.values[1]).toBeCloseTo(2000 / 1500, 12);
  // At full price 3000 and 5000 ppm earn 7.2 and 21.6 USD/t over cost, on 2000 t each.
  expect(selections[1].marginUsd.mean).toBeCloseTo(2000 * (7.2 + 21.6), 6);
  expect(selections[1].massDryTonnes.mean).toBe(4000);
});

test("selection rests on expected grades, the outcome on each realisation, so a selected block may lose", () => {
  // Expected 2500 ppm pays; at 1000 ppm it loses 7.2 USD/t, at 4000 ppm it earns 14.4.
  const model = rowOfBlocks(1, [column("Cu", "ppm", [1000, 4000], 2)]);
  const [{ marginUsd, blocks }] = selectAtPrices(model, { ...spec, priceFactors: [1] }).selections;
  expect(blocks).toBe(1);
  expect(marginUsd.mean).toBeCloseTo(2000 * 3.6, 6);
  expect(marginUsd.p05).toBeCloseTo(2000 * (-7.2 + 0.05 * 21.6), 6);
});

test("low grade goes to the stockpile if a higher price pays its rehandling, else to waste", () => {
  const model = rowOfBlocks(4, [column("Cu", "ppm", [2500, 1500, 1100, Number.NaN])]);
  const now = selectAtPrices(model, spec).breakEvenFactor;
  // With 2.88 USD/t of rehandling the stockpile needs 2400 / 2 = 1200 ppm at double price.
  const later = selectAtPrices(model, { ...spec, costUsdPerT: 14.4 + 2.88 }).breakEvenFactor;
  expect([...destinationOfBlocks(now, later, 2)]).toEqual([2, 1, 0, 0]);
  expect(() => destinationOfBlocks(now, later, 1)).toThrow(
    new RangeError("stockpile: the high price factor must exceed 1, got 1"),
  );
});

property.prop([fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 30 })])(
  "a higher price never selects less nor earns less",
  (grades) => {
    const { selections } = selectAtPrices(rowOfBlocks(grades.length, [column("Cu", "ppm", grades)]), spec);
    for (let f = 1; f < selections.length; f++) {
      expect(selections[f].blocks).toBeGreaterThanOrEqual(selections[f - 1].blocks);
      expect(selections[f].marginUsd.mean).toBeGreaterThanOrEqual(selections[f - 1].marginUsd.mean - 1e-6);
    }
  },
);

test("barren ground pays at no price, and bad factors or costs are refused", () => {
  const model = rowOfBlocks(1, [column("Cu", "ppm", [0])]);
  expect(selectAtPrices(model, { ...spec, costUsdPerT: 0 }).breakEvenFactor.values[0]).toBe(Number.POSITIVE_INFINITY);
  expect(() => selectAtPrices(model, { ...spec, priceFactors: [1, 1] })).toThrow(
    new RangeError("selection: price factors must be finite, above 0 and ascend, got 1, 1"),
  );
  expect(() => selectAtPrices(model, { ...spec, costUsdPerT: Number.NaN })).toThrow(
    new RangeError("selection: the cost must be finite and at least 0 USD/t, got NaN"),
  );
});
