import { fc, test } from "@fast-check/vitest";
import { describe, expect, test as plain } from "vitest";
import { covariance, prepareModel, variogram, type VariogramStructure } from "./covarianceModel.ts";
import { ellipsoidTransform } from "./ellipsoid.ts";
import { logGamma, maternCorrelation, maternPracticalRange } from "./maternCorrelation.ts";
import type { StructureType } from "./structureShape.ts";

const one = (structure: Partial<VariogramStructure>) =>
  prepareModel({ nugget: 0, structures: [{ type: "spherical", sill: 1, rangesM: [100, 100, 100], ...structure }] });

describe("shapes at printed places", () => {
  plain.each<readonly [StructureType, number, number]>([
    // Chilès and Delfiner (2012), section 2.5, worked at half the range and at the range.
    ["spherical", 50, 1 - 0.75 + 0.0625],
    ["spherical", 100, 0],
    ["exponential", 100, Math.exp(-3)],
    ["gaussian", 100, Math.exp(-3)],
    ["cubic", 50, 1 - 7 / 4 + 35 / 32 - 7 / 64 + 3 / 512],
    ["cubic", 100, 0],
    ["hole-sine", 100, 0],
    ["hole-cosine", 100, -1],
    ["power", 100, -1],
  ])("%s at %d m", (type, h, expected) => {
    expect(covariance(one({ type }), 0, h, 0)).toBeCloseTo(expected, 12);
  });

  plain("the range of an exponential may be the parameter of its formula", () => {
    expect(covariance(one({ type: "exponential", rangeIs: "parameter" }), 100, 0, 0)).toBeCloseTo(Math.exp(-1), 12);
    expect(covariance(one({ type: "gaussian", rangeIs: "parameter" }), 100, 0, 0)).toBeCloseTo(Math.exp(-1), 12);
  });

  plain("a nugget counts at zero separation only", () => {
    const model = prepareModel({ nugget: 0.3, structures: [] });
    expect(covariance(model, 0, 0, 0)).toBe(0.3);
    expect(covariance(model, 1e-6, 0, 0)).toBe(0);
    expect(variogram(model, 1, 0, 0)).toBe(0.3);
  });
});

describe("Matern", () => {
  plain("ν = 1/2 and 3/2 through the integral meet their closed forms", () => {
    for (const x of [1e-4, 0.1, 1, 5, 30]) {
      expect(maternCorrelation(x, 0.5 + 1e-13) / Math.exp(-x)).toBeCloseTo(1, 9);
      expect(maternCorrelation(x, 1.5 + 1e-13) / ((1 + x) * Math.exp(-x))).toBeCloseTo(1, 9);
    }
  });
  plain("ν = 1 is x K₁(x): K₁(1) = 0.6019072302 and K₁(2) = 0.1398658818 (Abramowitz and Stegun, table 9.8)", () => {
    expect(maternCorrelation(1, 1)).toBeCloseTo(0.6019072302, 9);
    expect(maternCorrelation(2, 1)).toBeCloseTo(2 * 0.1398658818, 9);
  });
  plain("its practical range leaves 5 %", () => {
    expect(maternPracticalRange(0.5)).toBeCloseTo(Math.log(20), 9);
    expect(covariance(one({ type: "matern", shape: 1.3 }), 100, 0, 0)).toBeCloseTo(0.05, 9);
  });
  plain("Γ(5) = 24 and Γ(1/2) = √π", () => {
    expect(Math.exp(logGamma(5))).toBeCloseTo(24, 10);
    expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 12);
  });
});

const angle = fc.double({ min: -360, max: 360, noNaN: true });
const axis = fc.double({ min: 1, max: 500, noNaN: true });

describe("GSLIB angles", () => {
  plain("azimuth 90 lays the major axis east, dip −90 points it down", () => {
    const h = (dx: number, dy: number, dz: number, anglesDeg: [number, number, number]) =>
      covariance(one({ rangesM: [100, 10, 10], anglesDeg }), dx, dy, dz);
    expect(h(50, 0, 0, [90, 0, 0])).toBeCloseTo(0.3125, 12);
    expect(h(0, 50, 0, [90, 0, 0])).toBe(0);
    expect(h(0, 0, -50, [0, -90, 0])).toBeCloseTo(0.3125, 12);
    // Azimuth 0 and dip −30: along the axis, cos 30 north and sin 30 down.
    expect(h(0, 50 * Math.cos(Math.PI / 6), -25, [0, -30, 0])).toBeCloseTo(0.3125, 12);
  });
  test.prop([angle, angle, angle])("turn without stretching: rows are orthonormal", (a, b, c) => {
    const m = ellipsoidTransform([a, b, c], [1, 1, 1]);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        let dot = 0;
        for (let k = 0; k < 3; k++) dot += m[3 * i + k] * m[3 * j + k];
        expect(dot).toBeCloseTo(i === j ? 1 : 0, 12);
      }
  });
  test.prop([angle, angle, angle, axis, axis, axis, axis, axis, axis])(
    "covariance is the same from here to there and back, and at most its sill",
    (a, b, c, r1, r2, r3, dx, dy, dz) => {
      const model = one({ anglesDeg: [a, b, c], rangesM: [r1, r2, r3] });
      expect(covariance(model, -dx, -dy, -dz)).toBe(covariance(model, dx, dy, dz));
      expect(covariance(model, dx, dy, dz)).toBeLessThanOrEqual(1);
    },
  );
});

describe("refused models", () => {
  plain.each([
    [{ sill: -1 }, "sill must be finite and at least 0, got -1"],
    [{ rangesM: [100, 0, 1] as const }, "must exceed 0 m, got 100, 0, 1"],
    [{ type: "power", shape: 2 } as const, "strictly between 0 and 2, got 2"],
    [{ type: "matern", shape: 0 } as const, "smoothness must lie in 0.05–20, got 0"],
  ])("%o", (structure, message) => {
    expect(() => one(structure)).toThrow(message);
  });
  plain("a model without variance", () => {
    expect(() => prepareModel({ nugget: 0, structures: [] })).toThrow("neither nugget nor sill");
  });
});
