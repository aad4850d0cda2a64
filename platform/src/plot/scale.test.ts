import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { linearScale, logScale } from "./scale.ts";

test("a linear axis from 0 to 10 over 100 px has its middle at 50 px and ticks at every 2", () => {
  const scale = linearScale(0, 10, [0, 100], 6);
  expect(scale.toPx(5)).toBe(50);
  expect(scale.ticks).toEqual([0, 2, 4, 6, 8, 10]);
});

test("ticks of a linear axis are round numbers inside the domain", () => {
  expect(linearScale(0.13, 0.47, [0, 1], 4).ticks).toEqual([0.2, 0.3, 0.4]);
});

test("a logarithmic axis ends on powers of ten and puts 10 half way between 1 and 100", () => {
  const scale = logScale([3, 42], [0, 200]);
  expect(scale.domain).toEqual([1, 100]);
  expect(scale.ticks).toEqual([1, 10, 100]);
  expect(scale.toPx(10)).toBeCloseTo(100, 10);
});

test("what a logarithm has not, zero, negative and infinite values, does not widen the axis", () => {
  expect(logScale([0, -5, Number.POSITIVE_INFINITY, Number.NaN, 20], [0, 1]).domain).toEqual([10, 100]);
  expect(logScale([], [0, 1]).domain).toEqual([1, 10]);
});

test("values outside are drawn at the edge", () => {
  expect(linearScale(0, 1, [10, 20]).toPx(7)).toBe(20);
  expect(logScale([1, 10], [10, 20]).toPx(0)).toBe(10);
});

test("an empty domain is refused", () => {
  expect(() => linearScale(3, 3, [0, 1])).toThrow("low < high, got 3 to 3");
});

test.prop([fc.double({ min: 1e-6, max: 1e9, noNaN: true }), fc.double({ min: 1.01, max: 1e6, noNaN: true })])(
  "a logarithmic axis is increasing and holds its values",
  (low, factor) => {
    const scale = logScale([low, low * factor], [0, 1000]);
    expect(scale.toPx(low)).toBeLessThan(scale.toPx(low * factor));
    expect(scale.domain[0]).toBeLessThanOrEqual(low * (1 + 1e-8));
    expect(scale.domain[1]).toBeGreaterThanOrEqual(low * factor * (1 - 1e-8));
  },
);
