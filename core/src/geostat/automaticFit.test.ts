import { describe, expect, test } from "vitest";
import { choleskyInPlace } from "../numerics/cholesky.ts";
import { fillNormal, fillUniform } from "../numerics/drawStream.ts";
import { automaticFit } from "./automaticFit.ts";
import { type CovarianceModel, covariance, prepareModel } from "./covarianceModel.ts";
import { fitVerdict } from "./fitVerdict.ts";
import type { SampleSet } from "./sampleSet.ts";

function drawn(model: CovarianceModel, n: number, edgesM: readonly [number, number, number], seed: number): SampleSet {
  const places = new Float64Array(3 * n);
  fillUniform(places, seed, "places");
  const xyzM = places.map((u, i) => u * edgesM[i % 3]);
  const prepared = prepareModel(model);
  const rows = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++)
      rows[i * n + j] = covariance(
        prepared,
        xyzM[3 * i] - xyzM[3 * j],
        xyzM[3 * i + 1] - xyzM[3 * j + 1],
        xyzM[3 * i + 2] - xyzM[3 * j + 2],
      );
  if (choleskyInPlace(rows, n, n, n) >= 0) throw new Error("not positive definite");
  const draw = new Float64Array(n);
  fillNormal(draw, seed, "values");
  return {
    xyzM,
    values: draw.map((_, i) => draw.slice(0, i + 1).reduce((sum, d, k) => sum + d * rows[i * n + k], 50)),
  };
}

const spherical: CovarianceModel = { nugget: 1, structures: [{ type: "spherical", sill: 9, rangesM: [40, 40, 40] }] };

test("of values without correlation the pure nugget is chosen by AIC", () => {
  const fit = automaticFit(drawn({ nugget: 4, structures: [] }, 60, [100, 100, 0], 4), {
    maxStructures: 1,
    method: "ml",
  });
  expect(fit.best.name).toBe("nugget");
});

test("a spherical field gives a range and a sill near the truth by each method and criterion", () => {
  const samples = drawn(spherical, 200, [150, 150, 0], 12);
  for (const spec of [{ method: "wls" }, { method: "wls", criterion: "cross-validation" }] as const) {
    const { best, candidates } = automaticFit(samples, { ...spec, maxStructures: 1 });
    expect(candidates.map(({ criterion }) => criterion)).toEqual(
      candidates.map(({ criterion }) => criterion).sort((a, b) => a - b),
    );
    const sill = best.model.structures.reduce((sum, { sill: s }) => sum + s, best.model.nugget);
    expect(sill).toBeGreaterThan(5);
    expect(sill).toBeLessThan(20);
    expect(best.model.structures[0].rangesM[0]).toBeGreaterThan(20);
    expect(best.model.structures[0].rangesM[0]).toBeLessThan(120);
  }
});

test("samples in space get a vertical range of their own, near the truth", () => {
  const layered: CovarianceModel = {
    nugget: 0.2,
    structures: [{ type: "exponential", sill: 4, rangesM: [150, 150, 8] }],
  };
  const { best } = automaticFit(drawn(layered, 110, [150, 150, 30], 8), { maxStructures: 1, types: ["exponential"] });
  const [major, , third] = best.model.structures[0].rangesM;
  expect(major / third).toBeGreaterThan(5);
  expect(third).toBeGreaterThan(2);
  expect(third).toBeLessThan(18);
});

describe("anisotropy", () => {
  const spec = { maxStructures: 1, types: ["exponential"], method: "ml", anisotropy: true } as const;
  test("that is there is found within 30 degrees and borne out", () => {
    const long: CovarianceModel = {
      nugget: 0.1,
      structures: [{ type: "exponential", sill: 4, anglesDeg: [60, 0, 0], rangesM: [60, 10, 10] }],
    };
    const { best, verdict } = automaticFit(drawn(long, 120, [80, 80, 0], 5), spec);
    const { anglesDeg = [0, 0, 0], rangesM } = best.model.structures[0];
    expect(rangesM[0]).toBeGreaterThan(2 * rangesM[1]);
    expect(Math.abs(anglesDeg[0] - 60)).toBeLessThanOrEqual(30);
    expect(verdict.text).not.toContain("anisotropy");
  });
  test("that is not there is not supported, in words", () => {
    const round: CovarianceModel = {
      nugget: 0.1,
      structures: [{ type: "exponential", sill: 4, rangesM: [40, 40, 40] }],
    };
    const { verdict } = automaticFit(drawn(round, 60, [150, 150, 0], 3), spec);
    expect(verdict.text).toMatch(/^do not trust: .*anisotropy is not supported: ln L rises by/);
  });
});

describe("a verdict", () => {
  const lags = [{ lag: 0, pairs: 100, distanceM: 5, value: 5 }];
  const parameters = [{ name: "nugget", value: 1, standardError: 0.2 }];
  const good = drawn(spherical, 200, [150, 150, 0], 12);
  const evidence = { model: spherical, parameters, lags, isConverged: true };
  const text = (samples: SampleSet, change: object) => fitVerdict(samples, { ...evidence, ...change }).text;
  const few = { xyzM: good.xyzM.slice(0, 60), values: good.values.slice(0, 20) };
  const far: CovarianceModel = { nugget: 1, structures: [{ type: "spherical", sill: 9, rangesM: [400, 400, 400] }] };
  const high: CovarianceModel = { nugget: 1, structures: [{ type: "spherical", sill: 90, rangesM: [40, 40, 40] }] };
  const short: CovarianceModel = { nugget: 1, structures: [{ type: "spherical", sill: 9, rangesM: [2, 2, 2] }] };
  test("of a sound fit is that it may be used", () => expect(text(good, {})).toBe("may be used"));
  test.each([
    ["20 samples", few, {}, "20 samples, at least 50 are needed"],
    [
      "few pairs",
      good,
      { lags: [{ ...lags[0], pairs: 7 }] },
      "pairs are few: the nearest class holds 7, 30 are needed",
    ],
    ["a range beyond the field", good, { model: far }, "range beyond the field: 400 m"],
    ["a sill without bound", good, { model: high }, "the sill is unbounded: 91"],
    [
      "a range shorter than the spacing",
      good,
      { model: short },
      "the nugget effect cannot be identified: neighbours lie",
    ],
    [
      "a nugget that is not told",
      good,
      { parameters: [{ ...parameters[0], standardError: 5 }] },
      "the nugget effect cannot be identified: 1 with standard error 5",
    ],
    ["a search that stopped", good, { isConverged: false }, "the search did not converge"],
    [
      "anisotropy without gain",
      good,
      { anisotropy: { rise: 0.5, parameters: 2 } },
      "anisotropy is not supported: ln L rises by 0.5, 3 is needed for 2 parameters",
    ],
  ] as const)("of %s is not to trust it, with the reason", (_what, samples, change, reason) => {
    expect(text(samples, change)).toContain(`do not trust: ${reason}`);
  });
});
