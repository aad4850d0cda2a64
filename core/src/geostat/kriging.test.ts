import { fc, test } from "@fast-check/vitest";
import { describe, expect, test as plain } from "vitest";
import { SingularMatrixError, solveLinear } from "../numerics/solveLinear.ts";
import { type CovarianceModel, covariance, prepareModel } from "./covarianceModel.ts";
import { crossValidation, foldsByHole } from "./crossValidation.ts";
import { krige } from "./kriging.ts";
import { type KrigingSpec, krigingStatus } from "./krigingEngine.ts";
import type { SampleSet } from "./sampleSet.ts";

const spherical: CovarianceModel = {
  nugget: 0.2,
  structures: [
    { type: "spherical", sill: 1, rangesM: [120, 80, 30], anglesDeg: [35, -20, 10] },
    { type: "exponential", sill: 0.5, rangesM: [200, 150, 60], anglesDeg: [80, 0, 0] },
  ],
};
const power: CovarianceModel = {
  nugget: 0.1,
  structures: [{ type: "power", sill: 1, shape: 1.3, rangesM: [100, 60, 40] }],
};

/** Survey coordinates: whole centimetres, so that two places are one or clearly two. */
const hundredths = (min: number, max: number) => fc.integer({ min: min * 100, max: max * 100 }).map((c) => c / 100);

/** Places apart from each other: a shuffled lattice with a little noise. */
const samplesOf = fc
  .tuple(
    fc.shuffledSubarray(
      Array.from({ length: 48 }, (_, i) => i),
      { minLength: 6, maxLength: 24 },
    ),
    fc.array(hundredths(-3, 3), { minLength: 96, maxLength: 96 }),
  )
  .map(
    ([cells, noise]): SampleSet => ({
      xyzM: Float64Array.from(
        cells.flatMap((cell, k) => [
          25 * (cell % 4) + noise[3 * k],
          25 * (Math.floor(cell / 4) % 4) + noise[3 * k + 1],
          12 * Math.floor(cell / 16) + noise[3 * k + 2],
        ]),
      ),
      values: Float64Array.from(cells, (_, k) => 10 + 3 * noise[95 - k]),
    }),
  );
const target = fc.tuple(hundredths(-10, 90), hundredths(-10, 90), hundredths(0, 40));
const search = { radiiM: [90, 70, 30], anglesDeg: [35, -20, 10], maxSamples: 9, minSamples: 1 } as const;

/** The textbook system solved by elimination: another road to the same numbers. */
function textbook(samples: SampleSet, at: readonly number[], model: CovarianceModel) {
  const prepared = prepareModel(model);
  const n = samples.values.length;
  const order = n + 1;
  const matrix = new Float64Array(order * order);
  const right = new Float64Array(order).fill(1);
  const x = samples.xyzM;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++)
      matrix[i * order + j] = covariance(
        prepared,
        x[3 * i] - x[3 * j],
        x[3 * i + 1] - x[3 * j + 1],
        x[3 * i + 2] - x[3 * j + 2],
      );
    matrix[i * order + n] = matrix[n * order + i] = 1;
    right[i] = covariance(prepared, x[3 * i] - at[0], x[3 * i + 1] - at[1], x[3 * i + 2] - at[2]);
  }
  const solution = solveLinear(matrix, right);
  let estimate = 0;
  let variance = prepared.totalSill - solution[n];
  for (let i = 0; i < n; i++) {
    estimate += solution[i] * samples.values[i];
    variance -= solution[i] * right[i];
  }
  return { estimate, variance, weights: solution.subarray(0, n) };
}

describe("ordinary kriging", () => {
  test.prop([samplesOf, target, fc.constantFrom(spherical, power)])(
    "gives the numbers of the textbook system, and weights that sum to one",
    (samples, at, model) => {
      const expected = textbook(samples, at, model);
      const got = krige(samples, { xyzM: Float64Array.from(at) }, { model }, { withWeights: true });
      expect(got.estimate[0]).toBeCloseTo(expected.estimate, 8);
      expect(got.variance[0]).toBeCloseTo(expected.variance, 8);
      const weights = got.weights?.weight ?? new Float64Array(0);
      for (const [i, weight] of weights.entries()) expect(weight).toBeCloseTo(expected.weights[i], 8);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10);
    },
  );

  test.prop([
    samplesOf,
    fc.constantFrom<KrigingSpec>(
      { model: spherical },
      { model: power },
      { model: spherical, search },
      { model: spherical, knownMean: 4 },
      { model: spherical, drift: ["x", "z"] },
    ),
  ])("returns each sample at its own position with variance 0", (samples, spec) => {
    const { estimate, variance, status } = krige(samples, { xyzM: samples.xyzM }, spec);
    for (const [i, value] of samples.values.entries()) {
      if (status[i] !== krigingStatus.estimated) continue;
      expect(estimate[i]).toBeCloseTo(value, 7);
      expect(variance[i]).toBeCloseTo(0, 7);
    }
  });

  test.prop([samplesOf, target])("does not depend on the order of the samples", (samples, at) => {
    const n = samples.values.length;
    const back = Array.from({ length: n }, (_, i) => n - 1 - i);
    const turned = {
      xyzM: Float64Array.from(back.flatMap((i) => Array.from(samples.xyzM.subarray(3 * i, 3 * i + 3)))),
      values: Float64Array.from(back, (i) => samples.values[i]),
    };
    // As many as there are: between equally far samples the lower index is taken, which does depend on the order.
    const wide = { ...search, radiiM: [500, 500, 500] as const, maxSamples: n };
    for (const spec of [{ model: spherical }, { model: spherical, search: wide }]) {
      const [a, b] = [samples, turned].map((set) => krige(set, { xyzM: Float64Array.from(at) }, spec));
      expect(a.estimate[0]).toBeCloseTo(b.estimate[0], 9);
      expect(a.variance[0]).toBeCloseTo(b.variance[0], 9);
    }
  });

  test.prop([
    samplesOf,
    target,
    fc.double({ min: -5, max: 5, noNaN: true }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  ])("follows a change of origin of map and values", (samples, at, factor, shift) => {
    const moved = { xyzM: samples.xyzM.map((c) => c + 4096), values: samples.values.map((v) => factor * v + shift) };
    const a = krige(samples, { xyzM: Float64Array.from(at) }, { model: spherical });
    const b = krige(moved, { xyzM: Float64Array.from(at, (c) => c + 4096) }, { model: spherical });
    const size = 1 + Math.abs(shift);
    expect((b.estimate[0] - factor * a.estimate[0] - shift) / size).toBeCloseTo(0, 9);
    expect(b.variance[0]).toBeCloseTo(a.variance[0], 8);
  });

  plain("under a pure nugget the estimate is the mean and its variance C(0)(1 + 1/n), block or point", () => {
    const samples = { xyzM: Float64Array.of(0, 0, 0, 9, 0, 0, 0, 9, 0), values: Float64Array.of(1, 2, 6) };
    const model = { nugget: 4, structures: [] };
    const { estimate, variance } = krige(samples, { xyzM: Float64Array.of(5, 5, 0) }, { model });
    expect(estimate[0]).toBeCloseTo(3, 12);
    expect(variance[0]).toBeCloseTo(4 * (1 + 1 / 3), 12);
  });

  plain(
    "between two samples of a linear variogram the weights are straight and the variance 2 γ(a)γ(b)/γ(a + b)",
    () => {
      const samples = { xyzM: Float64Array.of(0, 0, 0, 10, 0, 0), values: Float64Array.of(0, 1) };
      const model: CovarianceModel = { nugget: 0, structures: [{ type: "power", sill: 1, rangesM: [1, 1, 1] }] };
      const { estimate, variance } = krige(samples, { xyzM: Float64Array.of(3, 0, 0) }, { model });
      expect(estimate[0]).toBeCloseTo(0.3, 12);
      // γ = h: for a Brownian path of increment variance 2h the bridge at 3 of 10 has variance 2 · 3 · 7 / 10.
      expect(variance[0]).toBeCloseTo((2 * 3 * 7) / 10, 12);
    },
  );

  test.prop([samplesOf, target])(
    "with a drift meets a plane exactly, in a neighbourhood as with all samples",
    (samples, at) => {
      const plane = (x: number, y: number, z: number) => 5 + 0.3 * x - 0.2 * y + 0.7 * z;
      const x = samples.xyzM;
      const values = samples.values.map((_, i) => plane(x[3 * i], x[3 * i + 1], x[3 * i + 2]));
      for (const spec of [{}, { search: { ...search, maxSamples: 14 } }]) {
        const got = krige(
          { xyzM: x, values },
          { xyzM: Float64Array.from(at) },
          { model: spherical, drift: ["x", "y", "z"], ...spec },
        );
        if (got.status[0] === krigingStatus.estimated) expect(got.estimate[0]).toBeCloseTo(plane(...at), 6);
      }
    },
  );

  test.prop([samplesOf, target])(
    "of a block is the weighted mean of its points' estimates when all samples take part",
    (samples, at) => {
      const model = { ...spherical, nugget: 0 };
      const block = { sizeM: [20, 10, 5], points: [3, 2, 2], rule: "regular" } as const;
      const whole = krige(samples, { xyzM: Float64Array.from(at) }, { model, block });
      const points = [-20 / 3, 0, 20 / 3].flatMap((dx) =>
        [-2.5, 2.5].flatMap((dy) => [-1.25, 1.25].flatMap((dz) => [at[0] + dx, at[1] + dy, at[2] + dz])),
      );
      const each = krige(samples, { xyzM: Float64Array.from(points) }, { model });
      expect(whole.estimate[0]).toBeCloseTo(each.estimate.reduce((sum, value) => sum + value, 0) / 12, 9);
      expect(whole.variance[0]).toBeGreaterThanOrEqual(-1e-9);
    },
  );

  plain("slope of regression is Σλc₀ / ΣΣλλC, and 1 for simple kriging", () => {
    const samples = { xyzM: Float64Array.of(0, 0, 0, 40, 0, 0, 0, 50, 0), values: Float64Array.of(1, 2, 6) };
    const at = Float64Array.of(60, 10, 5);
    const simple = krige(samples, { xyzM: at }, { model: spherical, knownMean: 3 });
    expect(simple.slope[0]).toBeCloseTo(1, 10);
    const { weights } = textbook(samples, Array.from(at), spherical);
    const model = prepareModel(spherical);
    const c = (i: number, to: ArrayLike<number>, j: number) =>
      covariance(model, ...([0, 1, 2].map((a) => samples.xyzM[3 * i + a] - to[3 * j + a]) as [number, number, number]));
    let over = 0;
    let under = 0;
    for (let i = 0; i < 3; i++) {
      over += weights[i] * c(i, at, 0);
      for (let j = 0; j < 3; j++) under += weights[i] * weights[j] * c(i, samples.xyzM, j);
    }
    expect(krige(samples, { xyzM: at }, { model: spherical }).slope[0]).toBeCloseTo(over / under, 10);
  });
});

describe("what cannot be kriged", () => {
  const two = {
    xyzM: Float64Array.of(1, 2, 3, 1, 2, 3, 9, 9, 9),
    values: Float64Array.of(1, 2, 3),
    names: ["TD-1", "TD-2", "TD-3"],
  };
  plain.each([spherical, power])("two samples at one place are named", (model) => {
    for (const spec of [{ model }, { model, search: { ...search, radiiM: [500, 500, 500] as const } }]) {
      const attempt = () => krige(two, { xyzM: Float64Array.of(0, 0, 0) }, spec);
      expect(attempt).toThrow(SingularMatrixError);
      expect(attempt).toThrow("TD-1 and TD-2 share a position: average them, or drop one");
    }
  });
  plain("a Gaussian model without nugget on a tight cluster says which sample follows from the others", () => {
    const xyzM = Float64Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? i / 3 : 0));
    const model: CovarianceModel = { nugget: 0, structures: [{ type: "gaussian", sill: 1, rangesM: [500, 500, 500] }] };
    const attempt = () =>
      krige({ xyzM, values: new Float64Array(20) }, { xyzM: Float64Array.of(0.5, 0, 0) }, { model });
    expect(attempt).toThrow(/sample \d+ follows from its neighbours .* add a nugget/);
  });
  plain("an empty neighbourhood gives NaN and is counted; one sample gives its value", () => {
    const samples = { xyzM: Float64Array.of(0, 0, 0), values: Float64Array.of(7) };
    const xyzM = Float64Array.of(1000, 0, 0, 10, 0, 0);
    const result = krige(samples, { xyzM }, { model: spherical, search });
    expect(Array.from(result.estimate)).toEqual([Number.NaN, 7]);
    expect([result.tooFewSamples, ...result.status]).toEqual([1, 1, 0]);
  });
  plain("a drift that the neighbourhood cannot tell gives NaN and is counted", () => {
    const samples = {
      xyzM: Float64Array.of(0, 0, 0, 10, 0, 0, 20, 0, 0, 30, 1, 0),
      values: Float64Array.of(1, 2, 3, 4),
    };
    const result = krige(samples, { xyzM: Float64Array.of(5, 5, 0) }, { model: spherical, drift: ["z"] });
    expect([result.estimate[0], result.driftUndetermined]).toEqual([Number.NaN, 1]);
  });
  plain.each<readonly [string, Partial<SampleSet>, Partial<KrigingSpec>]>([
    ["3 samples need 9 coordinates, got 3", { xyzM: new Float64Array(3) }, {}],
    ["TD-2: value is NaN", { values: Float64Array.of(1, Number.NaN, 3) }, {}],
    ["drift: term xy needs y as well", {}, { drift: ["x", "xy"] }],
    ["a known mean excludes a drift", {}, { knownMean: 1, drift: ["x"] }],
    ["no covariance; use ordinary kriging", {}, { knownMean: 1, model: power }],
    ["maxSamples is 1001, limit 1000", {}, { search: { ...search, maxSamples: 1001 } }],
    ["needs the hole number", {}, { search: { ...search, maxPerHole: 2 } }],
  ])("%s", (message, samples, spec) => {
    expect(() => krige({ ...two, ...samples }, { xyzM: new Float64Array(3) }, { model: spherical, ...spec })).toThrow(
      message,
    );
  });
});

describe("cross-validation", () => {
  plain("by hole leaves out the whole hole and never splits one", () => {
    const holes = Int32Array.of(7, 7, 3, 3, 9, 9);
    const folds = foldsByHole(holes, 3);
    expect(Array.from(folds)).toEqual([1, 1, 0, 0, 2, 2]);
    const packed = new Float64Array(18);
    for (let i = 0; i < 6; i++) packed.set([10 * holes[i], 0, 2 * (i % 2)], 3 * i);
    const values = Float64Array.of(1, 1, 2, 2, 3, 3);
    const { result } = crossValidation(
      { xyzM: packed, values, holes },
      { model: { nugget: 1, structures: [] } },
      folds,
    );
    // Under a pure nugget an estimate is the mean of what is left: 2.5 without hole 7, 2 without hole 3, 1.5 without hole 9.
    for (const [i, value] of [2.5, 2.5, 2, 2, 1.5, 1.5].entries()) expect(result.estimate[i]).toBeCloseTo(value, 12);
  });
  plain("a limit per hole holds", () => {
    const samples = {
      xyzM: Float64Array.of(0, 0, 0, 0, 0, 1, 0, 0, 2, 30, 0, 0),
      values: Float64Array.of(1, 1, 1, 5),
      holes: Int32Array.of(1, 1, 1, 2),
    };
    const spec = {
      model: { nugget: 1, structures: [] },
      search: { radiiM: [99, 99, 99], maxSamples: 4, maxPerHole: 1 },
    } as const;
    const { estimate, used } = krige(samples, { xyzM: Float64Array.of(1, 0, 0) }, spec);
    expect([estimate[0], used[0]]).toEqual([3, 2]);
  });
});
