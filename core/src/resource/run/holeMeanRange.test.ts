import { describe, expect, test } from "vitest";
import type { CovarianceModel } from "../../geostat/covarianceModel.ts";
import { fillNormal } from "../../numerics/drawStream.ts";
import { holeMeanRange, stretched } from "./holeMeanRange.ts";

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

describe("ranges held by whole holes", () => {
  test("leave a model alone that foretells them: error² over variance is 1 for the process it describes", () => {
    const { factor, ratioBefore, holes } = holeMeanRange(line(walk(400, 120, 1)), model);
    expect(holes).toBe(120);
    // Standard error of the mean of 120 squared errors is near √(2/120) = 0.13.
    expect(Math.abs(ratioBefore - 1)).toBeLessThan(0.4);
    expect(factor).toBeGreaterThan(0.6);
    expect(factor).toBeLessThan(1.6);
  });

  test("shorten a model that reaches too far, and the errors then fit their variance", () => {
    const { factor, ratioBefore, ratioAfter } = holeMeanRange(line(walk(120, 120, 2)), model);
    expect(ratioBefore).toBeGreaterThan(1.5);
    expect(factor).toBeLessThan(0.6);
    expect(Math.abs(ratioAfter - 1)).toBeLessThan(0.4);
  });

  test("are not touched with fewer than twelve holes", () => {
    expect(holeMeanRange(line(walk(400, 11, 3)), model).factor).toBe(1);
  });

  test("are stretched along the layers alone", () => {
    expect(stretched(model, 0.5).structures[0].rangesM).toEqual([200, 200, 10]);
  });
});
