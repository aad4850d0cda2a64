import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { ConvergenceError, lognormalMle } from "./lognormalMle.ts";

/** Reads a column as laboratories print it, `<` marking a detection limit. */
function column(printed: string): [Float64Array, Uint8Array] {
  const cells = printed.trim().split(/\s+/);
  return [
    Float64Array.from(cells, (cell) => Number(cell.replace("<", ""))),
    Uint8Array.from(cells, (cell) => (cell.startsWith("<") ? 1 : 0)),
  ];
}

// US EPA (2009), EPA 530/R-09-007, example 15-1 (public domain): manganese in five background wells, ppb.
const manganese =
  "<5 12.1 16.9 21.6 <2 <5 7.7 53.6 9.5 45.9 <5 5.3 12.6 106.3 34.5 6.3 11.9 10 <2 77.2 17.9 22.7 3.3 8.4 <2";

test("without censoring mu and sigma are mean and population standard deviation of the logarithms, with their textbook covariance", () => {
  const logs = [1, 2, 2, 3, 5, 5];
  const found = lognormalMle(Float64Array.from(logs, Math.exp), new Uint8Array(6));
  expect(found.mu).toBeCloseTo(3, 10);
  expect(found.sigma).toBeCloseTo(Math.sqrt(14 / 6), 9);
  expect(found.covariance.mu).toBeCloseTo(14 / 6 / 6, 8);
  expect(found.covariance.muSigma).toBeCloseTo(0, 8);
  expect(found.covariance.sigma).toBeCloseTo(14 / 6 / 12, 8);
  expect(found.median).toBeCloseTo(Math.exp(3), 7);
  expect(found.mean).toBeCloseTo(Math.exp(3 + 14 / 12), 6);
});

test("manganese has the mu, sigma and likelihood that a simplex search finds", () => {
  // Nelder-Mead on the likelihood written with scipy.stats.norm (SciPy 1.17): 2.21590468, 1.35629118, -38.7278143955446.
  const found = lognormalMle(...column(manganese));
  expect(found.mu).toBeCloseTo(2.215905, 6);
  expect(found.sigma).toBeCloseTo(1.356291, 6);
  expect(found.logLikelihood).toBeCloseTo(-38.7278143955446, 9);
});

test("a change of unit moves mu by its logarithm and leaves sigma and the covariance", () => {
  const [values, flags] = column(manganese);
  const ppb = lognormalMle(values, flags);
  const ppm = lognormalMle(
    values.map((value) => value / 1000),
    flags,
  );
  expect(ppm.mu).toBeCloseTo(ppb.mu - Math.log(1000), 8);
  expect(ppm.sigma).toBeCloseTo(ppb.sigma, 8);
  expect(ppm.covariance.muSigma).toBeCloseTo(ppb.covariance.muSigma, 8);
});

it.each([
  ["<1 <2 <3", "it needs at least 2 detected values, got 0"],
  ["<1 2 2 2", "all 3 detected values equal 2, so sigma has no lower bound"],
  ["<1 0 2", "a detected value of 0 has no logarithm"],
  ["<0 1 2", "a detection limit of 0 cannot censor a positive value"],
])("%s has no lognormal fit, and the error says why", (printed, why) => {
  expect(() => lognormalMle(...column(printed))).toThrow(
    new RangeError(`lognormal maximum likelihood is not possible: ${why}`),
  );
});

test("an iteration cut short throws its residual and count instead of returning a guess", () => {
  let caught: unknown = null;
  try {
    lognormalMle(...column(manganese), 1);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(ConvergenceError);
  const error = caught as ConvergenceError;
  expect(error.code).toBe("geochem.no-convergence");
  expect(error.iterations).toBe(1);
  expect(error.residual).toBeGreaterThan(1e-9);
  expect(error.message).toBe(
    `lognormal maximum likelihood stopped after 1 iterations with residual ${error.residual.toPrecision(3)}, tolerance 1e-9`,
  );
});

const cells = fc
  .array(fc.record({ value: fc.double({ min: 0.01, max: 1e4, noNaN: true }), isBelow: fc.boolean() }), {
    minLength: 3,
    maxLength: 60,
  })
  .filter((list) => {
    const detected = list.filter((cell) => !cell.isBelow).map((cell) => cell.value);
    return detected.length > 0 && Math.max(...detected) > 1.001 * Math.min(...detected);
  });

test.prop([cells])("it converges on any censored column, within 60 iterations, to a positive variance", (list) => {
  const values = Float64Array.from(list, (cell) => cell.value);
  const found = lognormalMle(
    values,
    Uint8Array.from(list, (cell) => (cell.isBelow ? 1 : 0)),
    60,
  );
  expect(found.sigma).toBeGreaterThan(0);
  expect(found.covariance.mu).toBeGreaterThan(0);
  expect(found.covariance.mu * found.covariance.sigma).toBeGreaterThan(found.covariance.muSigma ** 2);
});
