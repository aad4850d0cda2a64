import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { quantilesInPlace } from "./quantiles.ts";

/** Hyndman and Fan type 7 on a sorted copy: another route to the same number. */
function bySorting(values: Float64Array, p: number): number {
  const sorted = values.slice().sort();
  const h = p * (sorted.length - 1);
  const low = sorted[Math.floor(h)];
  const high = sorted[Math.ceil(h)];
  return low === high ? low : low + (h - Math.floor(h)) * (high - low);
}

const numbers = fc.array(fc.oneof(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 5 })), {
  minLength: 1,
  maxLength: 200,
});
const probabilities = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 })
  .map((p) => p.sort((a, b) => a - b));

test("of 1 to 10 the quartiles are those R prints for quantile(1:10)", () => {
  // R manual, ?quantile, type 7: 1.00 3.25 5.50 7.75 10.00
  const values = Float64Array.of(7, 3, 10, 1, 9, 2, 8, 4, 6, 5);
  expect(quantilesInPlace(values, [0, 0.25, 0.5, 0.75, 1])).toEqual([1, 3.25, 5.5, 7.75, 10]);
});

test.prop([numbers, probabilities])("selection gives what sorting gives", (list, ps) => {
  const values = Float64Array.from(list);
  const expected = ps.map((p) => bySorting(values, p));
  // Adding 0 makes -0 and 0 one value, which they are to an order statistic.
  expect(quantilesInPlace(values, ps).map((q) => q + 0)).toEqual(expected.map((q) => q + 0));
});

test.prop([numbers])("the values are reordered, never changed", (list) => {
  const values = Float64Array.from(list);
  quantilesInPlace(values, [0.05, 0.5, 0.95]);
  expect(values.sort()).toEqual(Float64Array.from(list).sort());
});

test("single precision columns are taken as they are", () => {
  expect(quantilesInPlace(Float32Array.of(3, 1, 2), [0.5])).toEqual([2]);
});

test("infinite values have infinite quantiles, not NaN", () => {
  const infinite = Number.POSITIVE_INFINITY;
  expect(quantilesInPlace(Float64Array.of(1, infinite, infinite, infinite), [0.05, 0.5, 0.95])).toEqual([
    infinite,
    infinite,
    infinite,
  ]);
  expect(quantilesInPlace(Float64Array.of(1, 2, infinite), [0.5, 0.75])).toEqual([2, infinite]);
});

test("no value, a probability outside 0-1 and descending probabilities are refused", () => {
  expect(() => quantilesInPlace(new Float64Array(0), [0.5])).toThrow(
    new RangeError("quantiles need at least one value, got none"),
  );
  expect(() => quantilesInPlace(Float64Array.of(1), [1.5])).toThrow(
    new RangeError("quantile probability must lie in 0-1, got 1.5"),
  );
  expect(() => quantilesInPlace(Float64Array.of(5, 4, 3, 2, 1), [0.75, 0.25])).toThrow(
    new RangeError("quantile probabilities must ascend, got 0.75, 0.25"),
  );
});

test("sorted, reversed and constant columns of 100,000 values are selected in linear time", () => {
  const n = 100_001;
  const ascending = Float64Array.from({ length: n }, (_, i) => i);
  expect(quantilesInPlace(ascending.slice(), [0.5])).toEqual([50_000]);
  expect(quantilesInPlace(ascending.slice().reverse(), [0.25, 0.5])).toEqual([25_000, 50_000]);
  expect(quantilesInPlace(new Float64Array(n).fill(7), [0.05, 0.95])).toEqual([7, 7]);
});
