import { describe, expect, test } from "vitest";
import type { CovarianceModel } from "../../geostat/covarianceModel.ts";
import { fillNormal } from "../../numerics/drawStream.ts";
import { holeMeanCheck } from "./holeMeanCheck.ts";

const model: CovarianceModel = {
  nugget: 0,
  structures: [{ type: "exponential", sill: 1, rangesM: [400, 400, 10] }],
};
/** Holes on a line, 50 m apart, a composite each: hole means are the values, and their covariance the model's. */
const line = (values: Float64Array) => ({
  xyzM: Float64Array.from({ length: 3 * values.length }, (_, i) => (i % 3 === 0 ? (50 * i) / 3 : 0)),
  values,
  holes: Int32Array.from({ length: values.length }, (_, i) => i),
});
/** First-order autoregression, whose covariance is exp(−3 h/range) exactly. */
function walk(rangeM: number, n: number, seed: number): Float64Array {
  const z = new Float64Array(n);
  fillNormal(z, seed, "test.holeMeanRange");
  const rho = Math.exp(-150 / rangeM);
  for (let i = 1; i < n; i++) z[i] = rho * z[i - 1] + Math.sqrt(1 - rho * rho) * z[i];
  return z;
}

describe("means of whole holes left out", () => {
  test("have the variance foretold under the model they come from", () => {
    const { ratio, holes } = holeMeanCheck(line(walk(400, 120, 1)), model);
    expect(holes).toBe(120);
    // Standard error of the mean of 120 squared errors is near √(2/120) = 0.13.
    expect(Math.abs(ratio - 1)).toBeLessThan(0.4);
  });

  test("miss by more under a model that reaches too far", () => {
    expect(holeMeanCheck(line(walk(120, 120, 2)), model).ratio).toBeGreaterThan(1.5);
  });

  test("are not judged with fewer than twelve holes", () => {
    expect(holeMeanCheck(line(walk(400, 11, 3)), model).ratio).toBeNaN();
  });
});
