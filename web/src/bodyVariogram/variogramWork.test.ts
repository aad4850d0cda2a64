import { readModel, Settings, type CovarianceModel, krige } from "@relode/core/geostat";
import { describe, expect, test } from "vitest";
import { firstModel, modelJson, pointed, totalSill, withRange } from "./benchModel.ts";
import { checkBench, experimentalOf, fitBench, misfitOf, modelCurve, startDirections } from "./variogramWork.ts";

const model: CovarianceModel = {
  nugget: 10,
  structures: [{ type: "spherical", sill: 90, rangesM: [200, 100, 10], anglesDeg: [30, 0, 0] }],
};

/** Points that lie on a model, in three directions. */
function exactPoints(of: CovarianceModel) {
  const directions = startDirections(Float64Array.of(0, 0, 0, 600, 500, 40), 30);
  return {
    variance: totalSill(of),
    samples: 2,
    directions: directions.map((direction) => {
      const distances = Array.from({ length: direction.lags }, (_, i) => (i + 1) * direction.lagM);
      const values = modelCurve(of, direction, distances);
      return {
        direction,
        points: distances.map((distanceM, i) => ({ distanceM, value: values[i]!, pairs: 100 })),
      };
    }),
  };
}

describe("the bench", () => {
  test("the curve along an axis is the spherical formula of that axis' range", () => {
    const [along, across, up] = startDirections(Float64Array.of(0, 0, 0, 600, 500, 40), 30);
    const at = (h: number, a: number) => 10 + 90 * (1.5 * (h / a) - 0.5 * (h / a) ** 3);
    expect(modelCurve(model, along!, [100])[0]).toBeCloseTo(at(100, 200), 9);
    expect(modelCurve(model, across!, [50])[0]).toBeCloseTo(at(50, 100), 9);
    expect(modelCurve(model, up!, [4])[0]).toBeCloseTo(at(4, 10), 9);
  });
  test("a model through all points has no misfit, a horizontal line has a share of 1", () => {
    const points = exactPoints(model);
    expect(misfitOf(model, points).sum).toBeCloseTo(0, 12);
    const flat = { nugget: totalSill(model), structures: [] };
    expect(misfitOf(flat, points).share).toBeCloseTo(1, 9);
  });
  test("the automatic fit finds the model that the points were drawn from", () => {
    const { model: found, isConverged } = fitBench(pointed(firstModel(100, 150, 6), 30), exactPoints(model));
    expect(isConverged).toBe(true);
    expect(found.nugget).toBeCloseTo(10, 2);
    expect(found.structures[0]?.rangesM[0]).toBeCloseTo(200, 1);
    expect(found.structures[0]?.rangesM[2]).toBeCloseTo(10, 2);
  });
  test("pairs fall into the direction that they point to", () => {
    // Four samples on a line to the north with values 0, 1, 2, 3: gamma(10) = 1/2, gamma(20) = 2.
    const samples = {
      xyzM: Float64Array.of(0, 0, 0, 0, 10, 0, 0, 20, 0, 0, 30, 0),
      values: Float64Array.of(0, 1, 2, 3),
    };
    const north = { ...startDirections(samples.xyzM, 0)[0]!, azimuthToleranceDeg: 20, lagM: 10, lags: 2 };
    const found = experimentalOf(samples, [north, { ...north, azimuthDeg: 90 }]);
    expect(found.variance).toBeCloseTo(1.25, 12);
    expect(found.directions[0]?.points).toEqual([
      { distanceM: 10, value: 0.5, pairs: 3 },
      { distanceM: 20, value: 2, pairs: 2 },
    ]);
    expect(found.directions[1]?.points).toEqual([]);
  });
  test("leaving out one sample gives what kriging without it gives", () => {
    const xyzM = Float64Array.of(0, 0, 0, 50, 0, 0, 0, 60, 0, 70, 80, 0, 20, 30, 2);
    const values = Float64Array.of(10, 14, 9, 20, 13);
    const search = { radiiM: [500, 500, 500] as const, maxSamples: 4 };
    const { n, meanError } = checkBench({ xyzM, values, holes: Int32Array.of(0, 1, 2, 3, 4) }, model, search);
    const errors = Array.from(values, (value, left) => {
      const kept = [0, 1, 2, 3, 4].filter((i) => i !== left);
      const set = {
        xyzM: Float64Array.from(kept.flatMap((i) => [...xyzM.subarray(3 * i, 3 * i + 3)])),
        values: Float64Array.from(kept, (i) => values[i]!),
      };
      return krige(set, { xyzM: xyzM.slice(3 * left, 3 * left + 3) }, { model }).estimate[0]! - value;
    });
    expect(n).toBe(5);
    expect(meanError).toBeCloseTo(errors.reduce((sum, error) => sum + error, 0) / 5, 9);
  });
  test("the copied text reads back as the model, with azimuths from north", () => {
    const text = modelJson(withRange(model, 0, 2, 8), "slimes", 20);
    const read = readModel(new Settings(JSON.parse(text).slimes, "slimes"));
    expect(read.structures[0]).toMatchObject({ sill: 90, rangesM: [200, 100, 8], anglesDeg: [50, 0, 0] });
    expect(read.nugget).toBe(10);
  });
});
