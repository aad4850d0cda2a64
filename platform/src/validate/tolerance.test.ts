import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { agrees, toleranceFor, toleranceText } from "./tolerance.ts";

describe("which tolerance holds", () => {
  test.each([
    ["an object", "x", [{ rel: 0.01, abs: 2 }], { rel: 0.01, abs: 2 }],
    ["the plain form", "x", [undefined, { tolerance_rel: 0.01, tolerance_abs: 3 }], { rel: 0.01, abs: 3 }],
    ["the case's before the file's", "x", [{ rel: 0.1 }, {}, { rel: 0.2 }], { rel: 0.1 }],
    ["the file's where the case has none", "x", [undefined, {}, { abs: 0.2 }], { abs: 0.2 }],
    ["of logarithms", "x", [{ log10_abs: 0.1 }], { log10Abs: 0.1 }],
    ["of the key alone before the general one", "pH", [{ pH_abs: 0.03, rel: 0.03 }], { abs: 0.03 }],
    ["the general one for other keys", "Ca_m", [{ pH_abs: 0.03, rel: 0.03 }], { rel: 0.03 }],
    ["of a path that ends in the word", "phases.Calcite.SI", [{ SI_abs: 0.05 }], { abs: 0.05 }],
    ["under the key's own name", "a_b", [{ rel: 0.5, aB: { abs: 1 } }], { abs: 1 }],
    ["of Monte Carlo", "npv", [{ mc_rel_at_1e5: 0.005 }], { rel: 0.005 }],
    ["a factor", "npv", [{ arithmetic_rel: 0.01, npv_factor: 2 }], { factor: 2 }],
    ["words alone state no number", "pH", ["pH +-0.02"], { rel: 1e-5, isDefault: true }],
  ])("%s", (_name, key, specs, expected) => {
    expect(toleranceFor(key, specs)).toEqual(expected);
  });
});

describe("agreement", () => {
  test("3 % of 100 is within 3 % at the very edge, and no further", () => {
    expect(agrees(103, 100, { rel: 0.03 })).toBe(true);
    expect(agrees(103.001, 100, { rel: 0.03 })).toBe(false);
  });
  test("a value printed with eight digits is met within half a unit of the last, a short one exactly", () => {
    expect(agrees(9.45741614, 9.4574161, { rel: 1e-9 })).toBe(true);
    expect(agrees(9.4574162, 9.4574161, { rel: 1e-9 })).toBe(false);
    expect(agrees(0.107000004, 0.107, { rel: 1e-12 })).toBe(false);
  });
  test("either bound is enough", () => {
    expect(agrees(0.5, 0, { rel: 0.1, abs: 1 })).toBe(true);
    expect(agrees(1005, 1000, { rel: 0.01, abs: 1 })).toBe(true);
    expect(agrees(1.5, 0, { rel: 0.1, abs: 1 })).toBe(false);
  });
  test("a tenth of a decade is 26 %, and logarithms need positive numbers", () => {
    expect(agrees(125.8, 100, { log10Abs: 0.1 })).toBe(true);
    expect(agrees(126, 100, { log10Abs: 0.1 })).toBe(false);
    expect(agrees(-100, 100, { log10Abs: 9 })).toBe(false);
  });
  test("a factor of 2 allows half and double", () => {
    expect([49.9, 50, 200, 200.1].map((got) => agrees(got, 100, { factor: 2 }))).toEqual([false, true, true, false]);
  });
  test("words and truth values agree exactly or not at all", () => {
    expect(agrees("Zn", "Zn", { rel: 1 })).toBe(true);
    expect(agrees("Zn ", "Zn", { rel: 1 })).toBe(false);
    expect(agrees(true, "true", { rel: 1 })).toBe(false);
    expect(agrees(null, null, { rel: 1 })).toBe(false);
  });
  property.prop([fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, null, "1", true), fc.double({ noNaN: true })])(
    "nothing but a finite number agrees with a number",
    (got, expected) => {
      expect(agrees(got, expected, { rel: 1e9, abs: 1e300, log10Abs: 300, factor: 1e300 })).toBe(false);
    },
  );
});

test("a row says which bounds were applied and whether the case stated them", () => {
  expect(toleranceText({ rel: 0.01, abs: 2 })).toBe("rel 0.01 or abs 2");
  expect(toleranceText(toleranceFor("x", []))).toBe("rel 0.00001 (none stated)");
});
