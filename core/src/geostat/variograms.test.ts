import { fc, test } from "@fast-check/vitest";
import { describe, expect, test as plain } from "vitest";
import { type CovarianceModel, prepareModel, variogram } from "./covarianceModel.ts";
import { cokrige } from "./cokriging.ts";
import { experimentalVariogram, variogramEstimators } from "./experimentalVariogram.ts";
import { fitCoregionalisation } from "./fitCoregionalisation.ts";
import { along, fitVariogram } from "./fitVariogram.ts";
import { krige } from "./kriging.ts";
import { nearestSemidefinite, symmetricEigen } from "./symmetricEigen.ts";

/** Four values on a line, 1 m apart. */
const line = { xyzM: Float64Array.of(0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0), values: Float64Array.of(1, 3, 2, 6) };
const lags = { kind: "classes", widthM: 1, cutoffM: 2 } as const;

describe("experimental variograms worked by hand", () => {
  // Lag 1: differences 2, −1, 4; lag 2: 1, 3.
  plain.each([
    ["classical", [(4 + 1 + 16) / 6, (1 + 9) / 4]],
    ["madogram", [7 / 6, 4 / 4]],
    ["pairwise-relative", [(1 + 0.16 + 1) / 6, ((1 / 1.5) ** 2 + (3 / 4.5) ** 2) / 4]],
    [
      "cressie-hawkins",
      [
        ((Math.SQRT2 + 1 + 2) / 3) ** 4 / (0.457 + 0.494 / 3) / 2,
        ((1 + Math.sqrt(3)) / 2) ** 4 / (0.457 + 0.494 / 2) / 2,
      ],
    ],
    // Both ways: lag 1 has products 3, 6, 12, each twice, and means (1 + 3 + 2 + 3 + 2 + 6)/6.
    ["covariance", [21 / 3 - (17 / 6) ** 2, (2 + 18) / 2 - 3 ** 2]],
  ] as const)("%s", (estimator, expected) => {
    const got = experimentalVariogram(line, { lags, estimator }).lags;
    expect(got.map(({ pairs }) => pairs)).toEqual([3, 2]);
    for (const [k, value] of expected.entries()) expect(got[k].value).toBeCloseTo(value, 12);
  });

  plain("a covariance along a direction takes tails and heads apart", () => {
    const direction = { azimuthDeg: 0, azimuthToleranceDeg: 10 };
    const got = experimentalVariogram(line, { lags, estimator: "covariance", direction }).lags;
    // Northward, lag 1: tails 1, 3, 2 with mean 2, heads 3, 2, 6 with mean 11/3.
    expect(got[0].value).toBeCloseTo(21 / 3 - 2 * (11 / 3), 12);
    expect(experimentalVariogram(line, { lags, direction: { azimuthDeg: 90, azimuthToleranceDeg: 45 } }).lags).toEqual(
      [],
    );
  });

  plain("pairs of different holes do not count downhole, and samples at one place are counted apart", () => {
    const holes = Int32Array.of(1, 1, 2, 2);
    expect(experimentalVariogram({ ...line, holes }, { lags, withinHoles: true }).lags.map((lag) => lag.pairs)).toEqual(
      [2],
    );
    const twice = { xyzM: new Float64Array(6), values: Float64Array.of(1, 2) };
    expect(experimentalVariogram(twice, { lags })).toEqual({ lags: [], coincidentPairs: 1 });
  });

  plain("a bandwidth cuts a cone, and a dip tolerance keeps vertical pairs out", () => {
    const samples = { xyzM: Float64Array.of(0, 0, 0, 4, 10, 0, 0, 0, 9), values: Float64Array.of(0, 1, 2) };
    const wide = { kind: "classes", widthM: 20, cutoffM: 20 } as const;
    const north = { azimuthDeg: 0, azimuthToleranceDeg: 30, dipToleranceDeg: 30 };
    const count = (direction: object) =>
      experimentalVariogram(samples, { lags: wide, direction: { ...north, ...direction } }).lags.map(
        (lag) => lag.pairs,
      );
    expect(count({})).toEqual([1]);
    expect(count({ bandwidthM: 3 })).toEqual([]);
    expect(count({ dipToleranceDeg: 90 })).toEqual([3]);
  });
});

test.prop([
  fc.array(
    fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 99 })),
    {
      minLength: 2,
      maxLength: 40,
    },
  ),
  fc.constantFrom(...variogramEstimators.filter((name) => name !== "correlogram")),
])("an experimental variogram does not depend on the order of the samples", (rows, estimator) => {
  const of = (list: typeof rows) =>
    experimentalVariogram(
      { xyzM: Float64Array.from(list.flatMap(([x, y]) => [x, y, 0])), values: Float64Array.from(list, ([, , v]) => v) },
      { lags: { kind: "classes", widthM: 7.3, cutoffM: 40 }, estimator },
    ).lags;
  const [a, b] = [of(rows), of(rows.toReversed())];
  expect(a.map(({ pairs }) => pairs)).toEqual(b.map(({ pairs }) => pairs));
  for (const [k, lag] of a.entries()) expect(lag.value).toBeCloseTo(b[k].value, 8);
});

/** Classes that follow a model exactly. */
function exact(model: CovarianceModel, azimuthDeg: number, top = 160) {
  const prepared = prepareModel(model);
  const distances = Array.from({ length: 16 }, (_, k) => ((k + 1) * top) / 16);
  const lagsOf = distances.map((distanceM, lag) => {
    const [x, y, z] = along(azimuthDeg, 0, distanceM);
    return { lag, pairs: 50 + lag, distanceM, value: variogram(prepared, x, y, z) };
  });
  return { lags: lagsOf, azimuthDeg };
}

describe("fits", () => {
  test.prop([
    fc.double({ min: 0.05, max: 1, noNaN: true }),
    fc.double({ min: 0.2, max: 5, noNaN: true }),
    fc.double({ min: 40, max: 140, noNaN: true }),
    fc.constantFrom("spherical", "exponential", "cubic"),
  ])("find the model behind exact classes", (nugget, sill, range, type) => {
    const truth = { nugget, structures: [{ type, sill, rangesM: [range, range, range] }] } as const;
    const { azimuthDeg: _, ...isotropic } = exact(truth, 0);
    const fit = fitVariogram([isotropic], {
      start: { nugget: 0.2, structures: [{ type, sill: 1, rangesM: [70, 70, 70] }] },
    });
    expect(fit.isConverged).toBe(true);
    expect(fit.model.nugget).toBeCloseTo(nugget, 4);
    expect(fit.model.structures[0].sill).toBeCloseTo(sill, 4);
    expect(fit.model.structures[0].rangesM[0] / range).toBeCloseTo(1, 4);
  });

  plain("with free axes find the anisotropy from two directions", () => {
    const truth: CovarianceModel = {
      nugget: 0.1,
      structures: [{ type: "spherical", sill: 1, rangesM: [120, 60, 120], anglesDeg: [30, 0, 0] }],
    };
    const start = { nugget: 0.3, structures: [{ ...truth.structures[0], sill: 0.5, rangesM: [80, 80, 80] as const }] };
    const fit = fitVariogram([exact(truth, 30), exact(truth, 120)], { start, ranges: "axes" });
    expect(fit.model.structures[0].rangesM[0]).toBeCloseTo(120, 2);
    expect(fit.model.structures[0].rangesM[1]).toBeCloseTo(60, 2);
    // Nothing was measured along the third axis, and the fit says so.
    expect(fit.doubts.join()).toContain("range 1 third");
  });

  plain("say when not to be trusted: three classes, few pairs, a range beyond the data, a nugget at 0", () => {
    const lagsOf = [10, 20, 30].map((distanceM, lag) => ({ lag, pairs: 5, distanceM, value: distanceM / 10 }));
    const fit = fitVariogram([{ lags: lagsOf }], {
      start: { nugget: 0.1, structures: [{ type: "spherical", sill: 3, rangesM: [30, 30, 30] }] },
    });
    const doubts = fit.doubts.join("; ");
    expect(doubts).toContain("leave 0 degrees of freedom");
    expect(doubts).toContain("3 of 3 classes hold fewer than 30 pairs");
    expect(doubts).toContain("exceeds the longest distance 30 m");
  });

  plain("an anisotropic model is not fitted to a variogram without direction", () => {
    const start: CovarianceModel = { nugget: 0, structures: [{ type: "spherical", sill: 1, rangesM: [9, 5, 9] }] };
    expect(() => fitVariogram([{ lags: exact(start, 0).lags }], { start })).toThrow("give directions or equal ranges");
  });
});

plain("a search that steps onto a model without any variance goes on and comes back", () => {
  // Classes of 15 cobalt samples where it stepped onto nugget 0 and sill 0 at once and was refused.
  const at = [3.14219512826, 47.0372309848, 58.3349786897, 85.2789749115, 106.577746465];
  const value = [360.714285714, 5547.72727273, 7709.7826087, 8008.33333333, 1806];
  const pairs = [7, 11, 46, 12, 25];
  const classes = at.map((distanceM, lag) => ({ lag, pairs: pairs[lag], distanceM, value: value[lag] }));
  const start = { nugget: 300, structures: [{ type: "spherical", sill: 5000, rangesM: [90, 90, 90] } as const] };
  const fit = fitVariogram([{ lags: classes }], { start });
  expect(fit.isConverged).toBe(true);
  const weight = (k: number) => pairs[k] / at[k] ** 2;
  // Least over a grid of sills and ranges without nugget, by brute force.
  let least = Number.POSITIVE_INFINITY;
  for (let sill = 6000; sill <= 7500; sill += 10)
    for (let range = 50; range <= 90; range += 0.25) {
      const gamma = (h: number) => (h >= range ? sill : sill * (1.5 * (h / range) - 0.5 * (h / range) ** 3));
      const sum = at.reduce((total, h, k) => total + weight(k) * (gamma(h) - value[k]) ** 2, 0);
      least = Math.min(least, sum);
    }
  expect(fit.objective).toBeLessThanOrEqual(least * (1 + 1e-9));
  expect(fit.objective).toBeGreaterThan(0.999 * least);
});

describe("two variables", () => {
  test.prop([fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 9, maxLength: 9 })])(
    "eigenvalues rebuild a symmetric matrix, and the nearest semidefinite one has none below 0",
    (entries) => {
      const matrix = Float64Array.from(entries);
      for (let u = 0; u < 3; u++) for (let v = 0; v < u; v++) matrix[3 * v + u] = matrix[3 * u + v];
      const { values, vectors } = symmetricEigen(matrix, 3);
      for (let u = 0; u < 3; u++)
        for (let v = 0; v < 3; v++) {
          let sum = 0;
          for (let k = 0; k < 3; k++) sum += values[k] * vectors[3 * k + u] * vectors[3 * k + v];
          expect(sum).toBeCloseTo(matrix[3 * u + v], 10);
        }
      expect(Math.min(...symmetricEigen(nearestSemidefinite(matrix, 3), 3).values)).toBeGreaterThan(-1e-10);
    },
  );

  plain("cross sills that no pair of variables can have are corrected, and the fit says so", () => {
    const shape = { type: "spherical", sill: 1, rangesM: [100, 100, 100] } as const;
    const direct = exact({ nugget: 0.2, structures: [shape] }, 0).lags;
    const cross = direct.map((lag) => ({ ...lag, value: 1.5 * lag.value }));
    const pairs = [
      { u: 0, v: 0, lags: direct },
      { u: 1, v: 1, lags: direct },
      { u: 0, v: 1, lags: cross },
    ];
    const { model, wasCorrected } = fitCoregionalisation(2, pairs, [shape]);
    expect(wasCorrected).toBe(true);
    const [s00, s01, , s11] = model.structures[0].sills;
    expect(s01 * s01).toBeLessThanOrEqual(s00 * s11 * (1 + 1e-9));
    expect(s00).toBeGreaterThan(1);
  });

  plain("cokriging with proportional models and all variables everywhere is kriging of each (autokrigeability)", () => {
    // Wackernagel (2003), ch. 24: in the intrinsic correlation model isotopic cokriging adds nothing.
    const xyzM = Float64Array.of(0, 0, 0, 60, 0, 0, 0, 70, 0, 50, 55, 0);
    const [a, b] = [Float64Array.of(1, 4, 2, 8), Float64Array.of(5, 3, 9, 1)];
    const shape = { type: "spherical", rangesM: [100, 100, 100] } as const;
    const model = {
      variables: 2,
      nugget: Float64Array.of(0.2, 0.1, 0.1, 0.4),
      structures: [{ ...shape, sills: Float64Array.of(1, 0.5, 0.5, 2) }],
    };
    const at = Float64Array.of(30, 20, 0);
    const { estimate, errorCovariance } = cokrige(
      [
        { xyzM, values: a },
        { xyzM, values: b },
      ],
      at,
      { model },
    );
    const alone = krige(
      { xyzM, values: a },
      { xyzM: at },
      { model: { nugget: 0.2, structures: [{ ...shape, sill: 1 }] } },
    );
    expect(estimate[0][0]).toBeCloseTo(alone.estimate[0], 10);
    expect(errorCovariance[0][0]).toBeCloseTo(alone.variance[0], 10);
  });
});
