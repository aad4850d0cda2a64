import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { normalDistribution, normalQuantile } from "./normal.ts";

const relativeError = (got: number, expected: number) => Math.abs(got / expected - 1);

// ½ erfc(−z/√2) evaluated with 30 digits (mpmath); the first four rows agree with Abramowitz and Stegun (1964), table 26.1.
const distribution: readonly (readonly [number, number])[] = [
  [-1, 0.15865525393145705],
  [-2, 0.02275013194817921],
  [-2.5, 0.006209665325776135],
  [-3, 0.0013498980316300946],
  [-2.9, 0.0018658133003840384],
  [-2.999, 0.0013543365337271062],
  [-4, 3.1671241833119924e-5],
  [-5, 2.866515718791939e-7],
  [-8, 6.220960574271784e-16],
  [-20, 2.7536241186062337e-89],
  [-30.1, 2.4226672179857586e-199],
  [-34.53, 1.422840574101433e-261],
  [-37, 5.725571222524577e-300],
];

describe("normalDistribution", () => {
  test("is one half at zero, 0 and 1 at the infinities and NaN at NaN", () => {
    expect(normalDistribution(0)).toBe(0.5);
    expect(normalDistribution(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(normalDistribution(Number.POSITIVE_INFINITY)).toBe(1);
    expect(normalDistribution(Number.NaN)).toBeNaN();
  });

  it.each(distribution)("at %f the lower tail is %f to 14 digits", (z, expected) => {
    expect(relativeError(normalDistribution(z), expected)).toBeLessThan(1e-14);
    expect(normalDistribution(-z)).toBeCloseTo(1 - expected, 15);
  });

  test("1.96 leaves the 2.5 % that tables print", () => {
    // Abramowitz and Stegun (1964), table 26.1: P(1.96) = 0.97500 21049
    expect(normalDistribution(1.96)).toBeCloseTo(0.9750021049, 10);
  });

  test.prop([fc.double({ min: -9, max: 9, noNaN: true })])("tails are mirror images", (z) => {
    expect(normalDistribution(z) + normalDistribution(-z)).toBeCloseTo(1, 14);
  });

  test.prop([fc.double({ min: -37, max: 8, noNaN: true }), fc.double({ min: 1e-6, max: 1, noNaN: true })])(
    "grows with its argument",
    (z, step) => {
      expect(normalDistribution(z + step)).toBeGreaterThanOrEqual(normalDistribution(z));
    },
  );
});

describe("normalQuantile", () => {
  // Wichura (1988), Applied Statistics 37, p. 479, check values of PPND16.
  it.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
  ])("at %f is %f, the check value printed with the algorithm", (p, expected) => {
    expect(relativeError(normalQuantile(p), expected)).toBeLessThan(1e-15 * 4);
  });

  test("at 0.975 is 1.959963984540054", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(0.5)).toBe(0);
  });

  test("is infinite at 0 and 1", () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([-1e-300, 1.0000000000000002, Number.NaN, Number.POSITIVE_INFINITY])("refuses the probability %f", (p) => {
    expect(() => normalQuantile(p)).toThrow(new RangeError(`probability must lie in 0-1, got ${p}`));
  });

  test.prop([fc.double({ min: 1e-300, max: 0.5, noNaN: true })])("undoes the distribution function", (p) => {
    // A relative error e in z moves the tail by about z² e.
    const z = normalQuantile(p);
    expect(relativeError(normalDistribution(z), p)).toBeLessThan(2e-15 * (4 + z * z));
  });
});
