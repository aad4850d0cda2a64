import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { gradeAt, gradeLaw, scoreOf } from "./gradeLaw.ts";

/** Mean over a standard normal score by the trapezium rule on z = -12 to 12: another route than nodes in probability. */
function meanOf(location: number, sd: number, isBounded: boolean): number {
  const step = 0.002;
  let sum = 0;
  for (let z = -12; z <= 12; z += step) sum += gradeAt(location + sd * z, isBounded) * Math.exp(-0.5 * z * z);
  return (sum * step) / Math.sqrt(2 * Math.PI);
}

const meanPpm = fc.double({ min: -4, max: 5.99, noNaN: true }).map((power) => 10 ** power);
const sd = fc.double({ min: 0.01, max: 3, noNaN: true });

test.prop([meanPpm, sd], { numRuns: 60 })(
  "the law's mean is the mean asked for, whichever law it is",
  (mean, spread) => {
    const law = gradeLaw(mean, spread);
    expect(Math.abs(meanOf(law.location, spread, law.isBounded) / mean - 1)).toBeLessThan(1e-6);
  },
);

test("a trace is lognormal with its median below its mean by exp(sd²/2)", () => {
  const { location, isBounded } = gradeLaw(5, Math.log(3));
  expect(isBounded).toBe(false);
  expect(gradeAt(location, false)).toBeCloseTo(5 * Math.exp(-0.5 * Math.log(3) ** 2), 12);
});

test("a major element with the mean at half of pure metal has its median there, by symmetry", () => {
  const { location, isBounded } = gradeLaw(500_000, 0.7);
  expect(isBounded).toBe(true);
  expect(gradeAt(location, true)).toBeCloseTo(500_000, 3);
});

test.prop([meanPpm, sd, fc.double({ min: -6.4, max: 6.4, noNaN: true })])(
  "no draw passes pure metal by more than the lognormal's far tail, and a bounded law never does",
  (mean, spread, z) => {
    const law = gradeLaw(mean, spread);
    const grade = gradeAt(law.location + spread * z, law.isBounded);
    expect(grade).toBeGreaterThanOrEqual(0);
    if (law.isBounded || z <= 3.1) expect(grade).toBeLessThanOrEqual(1e6);
  },
);

test.prop([meanPpm, fc.boolean()])("the score is the inverse of the grade", (grade, isBounded) => {
  expect(gradeAt(scoreOf(grade, isBounded), isBounded) / grade).toBeCloseTo(1, 9);
});

// Regression: 200 nodes of equal probability left the far tail out, and the law's mean came out above the one asked for.
test("the rare rich ore of a widely spread major element counts in its mean", () => {
  const spread = 1.5;
  const { location, isBounded } = gradeLaw(10_000, spread);
  expect(isBounded).toBe(true);
  expect(meanOf(location, spread, true) / 10_000).toBeCloseTo(1, 6);
});

test("means that are no grade are refused", () => {
  for (const mean of [0, -1, 1e6, Number.NaN])
    expect(() => gradeLaw(mean, 1)).toThrow(
      new RangeError(`mean grade must lie between 0 and 1000000 ppm, got ${mean}`),
    );
});
