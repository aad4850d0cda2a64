import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { exponential, logarithm } from "./exponential.ts";

const relativeError = (got: number, expected: number) => Math.abs(got / expected - 1);

test("e to the powers 0, 1 and -1 is right to the last digit but one", () => {
  // Abramowitz and Stegun (1964), table 1.1: e = 2.71828 18284 59045 2354, 1/e = 0.36787 94411 71442 3216
  expect(exponential(0)).toBe(1);
  expect(relativeError(exponential(1), Math.E)).toBeLessThan(3e-16);
  expect(relativeError(exponential(-1), 0.36787944117144233)).toBeLessThan(3e-16);
});

test.prop([fc.double({ min: -708, max: 709, noNaN: true })])("agrees with the host's exponential to 5e-16", (x) => {
  expect(relativeError(exponential(x), Math.exp(x))).toBeLessThan(5e-16);
});

test.prop([fc.double({ min: -350, max: 350, noNaN: true }), fc.double({ min: -350, max: 350, noNaN: true })])(
  "of a sum is the product",
  (a, b) => {
    // Rounding the sum itself moves the result by up to half a unit in the last place of the sum.
    const tolerance = 2e-15 + Math.abs(a + b) * 2 ** -52;
    expect(relativeError(exponential(a + b), exponential(a) * exponential(b))).toBeLessThan(tolerance);
  },
);

test("outside its range it is zero, or the value at 709; NaN stays NaN", () => {
  expect(exponential(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(exponential(-708.5)).toBe(0);
  expect(exponential(Number.POSITIVE_INFINITY)).toBe(exponential(709));
  expect(exponential(Number.NaN)).toBeNaN();
});

test.prop([fc.double({ min: 5e-324, max: 1.7e308, noNaN: true })])(
  "the logarithm agrees with the host's to 5e-16, near 1 to 1e-16 absolutely",
  (x) => {
    expect(Math.abs(logarithm(x) - Math.log(x))).toBeLessThan(5e-16 * Math.abs(Math.log(x)) + 2e-16);
  },
);

test("the logarithm of powers of two is a multiple of ln 2", () => {
  for (const k of [-1074, -1022, -33, -1, 0, 1, 52, 1023])
    expect(Math.abs(logarithm(2 ** k) - k * Math.LN2)).toBeLessThanOrEqual(4e-16 * Math.abs(k));
});
