import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { containedT, oreFromMetalT, triangularMean, triangularQuantile, triangularVariance } from "./oreTonnage.ts";

const range = fc
  .tuple(
    fc.double({ min: 1, max: 1e8, noNaN: true }),
    fc.double({ min: 0, max: 1e8, noNaN: true }),
    fc.double({ min: 0, max: 1e8, noNaN: true }),
  )
  .map(([low, up, further]) => ({ low, mid: low + up, high: low + up + further }));
const probability = fc.double({ min: 0, max: 1, noNaN: true });

/** F(x) as Kotz and van Dorp (2004) print it. */
function distribution({ low, mid, high }: { low: number; mid: number; high: number }, x: number): number {
  if (x <= low) return 0;
  if (x >= high) return 1;
  return x < mid ? (x - low) ** 2 / ((high - low) * (mid - low)) : 1 - (high - x) ** 2 / ((high - low) * (high - mid));
}

test.prop([range, probability])("the quantile lies in the range and is the inverse of the distribution", (ore, u) => {
  const x = triangularQuantile(ore, u);
  expect(x).toBeGreaterThanOrEqual(ore.low - 1e-12 * ore.high);
  expect(x).toBeLessThanOrEqual(ore.high * (1 + 1e-12));
  if (ore.high - ore.low > 1e-3 * ore.high) expect(Math.abs(distribution(ore, x) - u)).toBeLessThan(1e-6);
});

test("the mean and variance are those of 100,000 evenly spaced quantiles", () => {
  const ore = { low: 2e6, mid: 3e6, high: 7e6 };
  const n = 100_000;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const x = triangularQuantile(ore, (i + 0.5) / n);
    sum += x;
    squares += x * x;
  }
  expect(triangularMean(ore)).toBe(4e6);
  expect(sum / n / triangularMean(ore)).toBeCloseTo(1, 7);
  // (2² + 3² + 7² - 6 - 14 - 21)/18 = 21/18 in Mt²
  expect(triangularVariance(ore)).toBeCloseTo((21 / 18) * 1e12, 0);
  expect((squares / n - (sum / n) ** 2) / triangularVariance(ore)).toBeCloseTo(1, 5);
});

test("a range without width, or with the mode at an end, is no trouble", () => {
  expect(triangularQuantile({ low: 5, mid: 5, high: 5 }, 0.3)).toBe(5);
  expect(triangularQuantile({ low: 0, mid: 0, high: 4 }, 0.75)).toBeCloseTo(2, 12);
  expect(triangularQuantile({ low: 0, mid: 4, high: 4 }, 0.25)).toBeCloseTo(2, 12);
});

test("13,494 t of nickel at 2.2 % and 82.1 % recovery need the 747,000 t that Eagle milled in 2019", () => {
  expect(oreFromMetalT(13_494, 0.022, 0.821) / 747_000).toBeCloseTo(1, 3);
});

test.prop([
  fc.double({ min: 1, max: 1e9, noNaN: true }),
  fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
  fc.double({ min: 1e-3, max: 1, noNaN: true }),
])("ore from the metal that was recovered from ore is that ore", (oreT, gradePpm, recovery) => {
  expect(oreFromMetalT(containedT(oreT, gradePpm) * recovery, gradePpm * 1e-6, recovery) / oreT).toBeCloseTo(1, 9);
});

it.each([
  [0, 0.9, "grade must lie in 0-1 (mass fraction) and above 0, got 0"],
  [2.2, 0.9, "grade must lie in 0-1 (mass fraction) and above 0, got 2.2"],
  [Number.NaN, 0.9, "grade must lie in 0-1 (mass fraction) and above 0, got NaN"],
  [0.02, 0, "recovery must lie in 0-1 and above 0, got 0"],
  [0.02, 85, "recovery must lie in 0-1 and above 0, got 85"],
])("grade %d with recovery %d is refused", (grade, recovery, message) => {
  expect(() => oreFromMetalT(1, grade, recovery)).toThrow(new RangeError(message));
});
