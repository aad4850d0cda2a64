import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { containedT, oreFromMetalT, oreQuantile, oreVariance } from "./oreTonnage.ts";

const range = fc
  .tuple(
    fc.double({ min: 1, max: 1e8, noNaN: true }),
    fc.double({ min: 0, max: 1e8, noNaN: true }),
    fc.double({ min: 0, max: 1e8, noNaN: true }),
  )
  .map(([low, up, further]) => ({ low, mid: low + up, high: low + up + further }));
const probability = fc.double({ min: 0, max: 1, noNaN: true });

/** F(x) of the two pieces: probability p = (high - mid)/(high - low) rising quadratically to mid, the rest falling after it. */
function distribution({ low, mid, high }: { low: number; mid: number; high: number }, x: number): number {
  if (x <= low) return 0;
  if (x >= high) return 1;
  const p = (high - mid) / (high - low);
  return x < mid ? p * ((x - low) / (mid - low)) ** 2 : 1 - (1 - p) * ((high - x) / (high - mid)) ** 2;
}

test.prop([range, probability])("the quantile lies in the range and is the inverse of the distribution", (ore, u) => {
  const x = oreQuantile(ore, u);
  expect(x).toBeGreaterThanOrEqual(ore.low - 1e-12 * ore.high);
  expect(x).toBeLessThanOrEqual(ore.high * (1 + 1e-12));
  if (Math.min(ore.high - ore.mid, ore.mid - ore.low) > 1e-3 * ore.high)
    expect(Math.abs(distribution(ore, x) - u)).toBeLessThan(1e-6);
});

test("the mean is the mid value, and mean and variance are those of 100,000 evenly spaced quantiles", () => {
  const ore = { low: 2e6, mid: 3e6, high: 7e6 };
  const n = 100_000;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const x = oreQuantile(ore, (i + 0.5) / n);
    sum += x;
    squares += x * x;
  }
  expect(sum / n / ore.mid).toBeCloseTo(1, 6);
  // (3 - 2)(7 - 3)/6 Mt²
  expect(oreVariance(ore)).toBeCloseTo((4 / 6) * 1e12, 0);
  expect((squares / n - (sum / n) ** 2) / oreVariance(ore)).toBeCloseTo(1, 4);
});

test("between low and high at equal distances the law is the plain triangle", () => {
  // Quantile of the symmetric triangle on 0..2: sqrt(2u) up to the middle.
  expect(oreQuantile({ low: 0, mid: 1, high: 2 }, 0.125)).toBeCloseTo(0.5, 12);
  expect(oreVariance({ low: 0, mid: 1, high: 2 })).toBeCloseTo(1 / 6, 12);
});

test("a range without width, or with the best estimate at an end, gives the estimate", () => {
  expect(oreQuantile({ low: 5, mid: 5, high: 5 }, 0.3)).toBe(5);
  expect(oreQuantile({ low: 0, mid: 0, high: 4 }, 0.75)).toBe(0);
  expect(oreQuantile({ low: 0, mid: 4, high: 4 }, 0.25)).toBe(4);
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
