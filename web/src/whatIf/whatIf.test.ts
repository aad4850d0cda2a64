import { expect, test } from "vitest";
import { shareAtLeast } from "./drawnWhatIf.ts";
import { lognormalAbove } from "./shareWhatIf.ts";

test("of 1, 2, 2, 5 three quarters are at least 2 and none is above 5", () => {
  const sorted = Float64Array.of(1, 2, 2, 5);
  expect(shareAtLeast(sorted, 2)).toBe(0.75);
  expect(shareAtLeast(sorted, 5)).toBe(0.25);
  expect(shareAtLeast(sorted, 5.1)).toBe(0);
  expect(shareAtLeast(sorted, 0)).toBe(1);
});

test("a lognormal quantity exceeds its median half the time and its 95th percentile one time in twenty", () => {
  const interval = { mean: 12, p05: 1, p50: 10, p95: 100 };
  expect(lognormalAbove(interval, 10)).toBeCloseTo(0.5, 12);
  expect(lognormalAbove(interval, 100)).toBeCloseTo(0.05, 12);
  expect(lognormalAbove(interval, 1)).toBeCloseTo(0.95, 12);
});

test("a quantity without spread is either above or below", () => {
  const fixed = { mean: 5, p05: 5, p50: 5, p95: 5 };
  expect(lognormalAbove(fixed, 5)).toBe(1);
  expect(lognormalAbove(fixed, 5.01)).toBe(0);
});
