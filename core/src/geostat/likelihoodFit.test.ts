import { expect, test } from "vitest";
import { fillNormal, fillUniform } from "../numerics/drawStream.ts";
import { choleskyInPlace } from "../numerics/cholesky.ts";
import { type CovarianceModel, covariance, prepareModel } from "./covarianceModel.ts";
import { exactLikelihood } from "./exactLikelihood.ts";
import { fitLikelihood } from "./likelihoodFit.ts";
import type { SampleSet } from "./sampleSet.ts";
import { conditioning, vecchiaLikelihood } from "./vecchiaLikelihood.ts";

/** Gaussian samples at random places of a square, drawn by the Cholesky factor of their covariance. */
function drawn(model: CovarianceModel, n: number, edgeM: number, seed: number, mean = 10): SampleSet {
  const places = new Float64Array(2 * n);
  fillUniform(places, seed, "places");
  const xyzM = Float64Array.from({ length: 3 * n }, (_, i) =>
    i % 3 === 2 ? 0 : edgeM * places[2 * Math.floor(i / 3) + (i % 3)],
  );
  const prepared = prepareModel(model);
  const rows = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++)
      rows[i * n + j] = covariance(prepared, xyzM[3 * i] - xyzM[3 * j], xyzM[3 * i + 1] - xyzM[3 * j + 1], 0);
  if (choleskyInPlace(rows, n, n, n) >= 0) throw new Error("not positive definite");
  const draw = new Float64Array(n);
  fillNormal(draw, seed, "values");
  const values = draw.map((_, i) => {
    let sum = mean;
    for (let k = 0; k <= i; k++) sum += rows[i * n + k] * draw[k];
    return sum;
  });
  return { xyzM, values };
}

const truth: CovarianceModel = { nugget: 1, structures: [{ type: "exponential", sill: 4, rangesM: [30, 30, 30] }] };
const constant = (n: number) => [new Float64Array(n).fill(1)];

test("under a pure nugget ML gives the variance over n, REML over n - 1, with the standard errors of a variance", () => {
  const { xyzM, values } = drawn({ nugget: 9, structures: [] }, 80, 100, 3);
  const mean = values.reduce((sum, v) => sum + v, 0) / 80;
  const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const start = { nugget: 1, structures: [] };
  for (const [method, freedom] of [
    ["ml", 80],
    ["reml", 79],
  ] as const) {
    const fit = fitLikelihood({ xyzM, values }, { start, method });
    const variance = squares / freedom;
    expect(fit.parameters[0].value / variance).toBeCloseTo(1, 6);
    expect((fit.parameters[0].standardError ?? 0) / (variance * Math.sqrt(2 / freedom))).toBeCloseTo(1, 5);
    expect(fit.beta[0]).toBeCloseTo(mean, 9);
  }
  const ml = fitLikelihood({ xyzM, values }, { start, method: "ml" });
  // ln L = -n/2 (ln 2 pi s2 + 1).
  expect(ml.logLikelihood).toBeCloseTo(-40 * (Math.log((2 * Math.PI * squares) / 80) + 1), 6);
});

test("for two samples the likelihood is the bivariate normal density, written out", () => {
  const data = { xyzM: Float64Array.of(0, 0, 0, 10, 0, 0), values: Float64Array.of(1, 4), drift: constant(2) };
  const model: CovarianceModel = { nugget: 0.5, structures: [{ type: "spherical", sill: 2, rangesM: [20, 20, 20] }] };
  const [c0, c] = [2.5, 2 * (1 - 1.5 * 0.5 + 0.5 * 0.125)];
  // Mean by symmetry 2.5; the quadratic form of (-1.5, 1.5) is 2 * 1.5^2 / (c0 - c).
  const expected = -0.5 * (Math.log(c0 * c0 - c * c) + (2 * 1.5 * 1.5) / (c0 - c) + 2 * Math.log(2 * Math.PI));
  expect(exactLikelihood(data, model, false, null)?.logLikelihood).toBeCloseTo(expected, 10);
  // REML: the difference of the two is normal with variance 2 (c0 - c), scaled by the Jacobian of (1, 1)/sqrt 2.
  const contrast = -0.5 * (Math.log(2 * Math.PI) + Math.log(c0 - c) + (3 / Math.SQRT2) ** 2 / (c0 - c));
  const got = exactLikelihood(data, model, true, null)?.logLikelihood ?? 0;
  // ln |F'F| = ln 2 stands between the two forms of REML.
  expect(got).toBeCloseTo(contrast - 0.5 * Math.log(2), 10);
});

test.each(["ml", "reml"] as const)(
  "%s: score and information are derivatives of the likelihood, taken by differences",
  (method) => {
    const samples = drawn(truth, 60, 100, 5);
    const data = { ...samples, drift: constant(60) };
    const at = (nugget: number, sill: number, range: number): CovarianceModel => ({
      nugget,
      structures: [{ type: "exponential", sill, rangesM: [range, range, range] }],
    });
    const x = [1.2, 3.5, 25];
    const isRestricted = method === "reml";
    const h = 1e-4;
    const moved = (a: number, by: number) =>
      at(...(x.map((v, k) => (k === a ? v + by : v)) as [number, number, number]));
    const derivatives = [0, 1, 2].map((a) => [moved(a, h), moved(a, -h), 2 * h] as const);
    const point = exactLikelihood(data, at(1.2, 3.5, 25), isRestricted, derivatives);
    for (const a of [0, 1, 2]) {
      const [high, low] = [h, -h].map(
        (by) => exactLikelihood(data, moved(a, by), isRestricted, null)?.logLikelihood ?? 0,
      );
      expect(point?.score[a]).toBeCloseTo((high - low) / (2 * h), 4);
    }
  },
);

test("conditioned on all before it, Vecchia's likelihood is the exact one, ML and REML, with its score", () => {
  const samples = drawn(truth, 40, 100, 8);
  const data = { ...samples, drift: constant(40) };
  const sets = conditioning(samples.xyzM, 39);
  const wider: CovarianceModel = { ...truth, nugget: 1.0001 };
  const narrower: CovarianceModel = { ...truth, nugget: 0.9999 };
  const derivatives = [[wider, narrower, 0.0002] as const];
  for (const isRestricted of [false, true]) {
    const exact = exactLikelihood(data, truth, isRestricted, derivatives);
    const composite = vecchiaLikelihood(data, sets, truth, isRestricted, derivatives);
    expect(composite?.logLikelihood).toBeCloseTo(exact?.logLikelihood ?? 0, 8);
    expect(composite?.score[0]).toBeCloseTo(exact?.score[0] ?? 0, 4);
    expect(composite?.beta[0]).toBeCloseTo(exact?.beta[0] ?? 0, 8);
  }
});

test("every sample stands once in the order, conditioned on nearest ones before it", () => {
  const { xyzM } = drawn(truth, 100, 100, 9);
  const { order, start, given } = conditioning(xyzM, 5);
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  const distance = (i: number, j: number) => Math.hypot(xyzM[3 * i] - xyzM[3 * j], xyzM[3 * i + 1] - xyzM[3 * j + 1]);
  for (let k = 0; k < 100; k++) {
    const before = [...order.subarray(0, k)].sort((a, b) => distance(order[k], a) - distance(order[k], b)).slice(0, 5);
    expect([...given.subarray(start[k], start[k + 1])]).toEqual(before);
  }
});

test("no point of a fine grid about the fit has a greater likelihood", () => {
  const samples = drawn(truth, 80, 100, 11);
  const fit = fitLikelihood(samples, {
    start: { nugget: 0.5, structures: [{ type: "exponential", sill: 1, rangesM: [60, 60, 60] }] },
    method: "ml",
  });
  expect(fit.isConverged).toBe(true);
  const data = { ...samples, drift: constant(80) };
  const [nugget, sill, range] = fit.parameters.map(({ value }) => value);
  let most = Number.NEGATIVE_INFINITY;
  for (const a of [0.25, 0.6, 0.9, 0.97, 1.03, 1.1, 1.5, 3])
    for (const b of [0.25, 0.6, 0.9, 0.97, 1.03, 1.1, 1.5, 3])
      for (const c of [0.25, 0.6, 0.9, 0.97, 1.03, 1.1, 1.5, 3]) {
        const model: CovarianceModel = {
          nugget: a * nugget,
          structures: [{ type: "exponential", sill: b * sill, rangesM: [c * range, c * range, c * range] }],
        };
        most = Math.max(most, exactLikelihood(data, model, false, null)?.logLikelihood ?? most);
      }
  expect(fit.logLikelihood).toBeGreaterThan(most);
});

test("over 24 fields the estimates lie about the truth, and standard errors are those of the scatter", () => {
  const known: CovarianceModel = { nugget: 0, structures: [{ type: "exponential", sill: 4, rangesM: [20, 20, 20] }] };
  const fits = Array.from({ length: 24 }, (_, k) =>
    fitLikelihood(drawn(known, 60, 100, 100 + k), { start: known, method: "reml", fitNugget: false }),
  );
  const sills = fits.map(({ parameters }) => parameters[0].value);
  const mean = sills.reduce((sum, s) => sum + s, 0) / 24;
  const sd = Math.sqrt(sills.reduce((sum, s) => sum + (s - mean) ** 2, 0) / 23);
  const told = fits.reduce((sum, { parameters }) => sum + (parameters[0].standardError ?? 0), 0) / 24;
  // Four standard errors of a mean of 24, and three of a standard deviation of 24 (about 15 % of it each).
  expect(Math.abs(mean - 4)).toBeLessThan((4 * sd) / Math.sqrt(24));
  expect(Math.abs(told / sd - 1)).toBeLessThan(0.45);
});

test("above the limit Vecchia's fit comes near the exact one", () => {
  const samples = drawn(truth, 120, 100, 21);
  const exact = fitLikelihood(samples, { start: truth });
  const composite = fitLikelihood(samples, { start: truth, exactUpTo: 0, neighbours: 15 });
  expect([exact.isExact, composite.isExact]).toEqual([true, false]);
  for (const [a, { value, standardError }] of exact.parameters.entries())
    expect(Math.abs(composite.parameters[a].value - value)).toBeLessThan(standardError ?? 0);
});

test("values without spread, samples too few for the parameters, and twins without a nugget are refused by name", () => {
  const three = { xyzM: Float64Array.of(0, 0, 0, 1, 0, 0, 2, 0, 0), values: Float64Array.of(1, 2, 3) };
  expect(() => fitLikelihood(three, { start: truth })).toThrow("3 samples for 3 parameters, at least 5 are needed");
  const flat = drawn(truth, 20, 100, 1);
  expect(() => fitLikelihood({ ...flat, values: flat.values.map(() => 7) }, { start: truth })).toThrow(
    "all values are 7",
  );
  const twins = { ...flat, xyzM: flat.xyzM.map((c, i) => (i < 6 ? flat.xyzM[i % 3] : c)) };
  expect(() => fitLikelihood(twins, { start: { ...truth, nugget: 0 }, fitNugget: false })).toThrow(
    "two samples share a place",
  );
});
