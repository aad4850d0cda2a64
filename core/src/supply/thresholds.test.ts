import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { exampleMarket, figureOf } from "./fixture.ts";
import { elementFigures } from "./elementMarket.ts";
import { recoveryToMeet, relianceAfter } from "./thresholds.ts";

const amount = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
const mass = fc.tuple(amount, amount, amount).map((three) => {
  const [p05, p50, p95] = three.sort((a, b) => a - b);
  return { mean: p50, p05, p50, p95 };
});
const figures = (changes = {}) => elementFigures([exampleMarket("Ge", changes)], "mcs2026", "Ge");

test.prop([amount, mass])(
  "the recovery that meets a need gives back the need, percentile by percentile",
  (need, waste) => {
    const found = recoveryToMeet(need, waste);
    expect(((found?.p05 ?? 0) * waste.p95) / need).toBeCloseTo(1, 12);
    expect(((found?.p50 ?? 0) * waste.p50) / need).toBeCloseTo(1, 12);
    expect(((found?.p95 ?? 0) * waste.p05) / need).toBeCloseTo(1, 12);
    expect(found?.p05).toBeLessThanOrEqual(found?.p50 ?? 0);
    expect(found?.p50).toBeLessThanOrEqual(found?.p95 ?? 0);
  },
);

test.prop([amount, amount, mass])("a larger need asks for more, a richer waste for less", (a, b, waste) => {
  const [less, more] = [Math.min(a, b), Math.max(a, b)];
  expect(recoveryToMeet(less, waste)?.p50).toBeLessThanOrEqual(recoveryToMeet(more, waste)?.p50 ?? 0);
  const richer = { mean: 2 * waste.mean, p05: 2 * waste.p05, p50: 2 * waste.p50, p95: 2 * waste.p95 };
  expect(recoveryToMeet(a, richer)?.p50).toBeLessThan(recoveryToMeet(a, waste)?.p50 ?? 0);
});

test("without a published need, or with nothing to recover, there is no threshold", () => {
  const waste = { mean: 1, p05: 1, p50: 1, p95: 1 };
  expect(recoveryToMeet(null, waste)).toBeNull();
  expect(recoveryToMeet(0, waste)).toBeNull();
  expect(recoveryToMeet(5, { mean: 0, p05: 0, p50: 0, p95: 0 })).toBeNull();
});

test.prop([fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), mass])(
  "more recovery never raises the reliance and never replaces fewer imports",
  (a, b, waste) => {
    const less = relianceAfter(Math.min(a, b), waste, figures());
    const more = relianceAfter(Math.max(a, b), waste, figures());
    expect(more.netImportReliancePct?.p50).toBeLessThanOrEqual(less.netImportReliancePct?.p50 ?? 0);
    expect(more.importsReplaced?.p50).toBeGreaterThanOrEqual(less.importsReplaced?.p50 ?? 0);
  },
);

test("reliance falls by recovered mass over consumption, its low percentile from the high one of the mass", () => {
  const waste = { mean: 250, p05: 100, p50: 200, p95: 400 };
  const after = relianceAfter(0.1, waste, figures());
  // 60 % less 100 x (10, 20, 40) t / 100 t; imports 80 t
  expect(after.netImportReliancePct).toEqual({ p05: 20, p50: 40, p95: 50 });
  expect(after.importsReplaced).toEqual({ p05: 0.125, p50: 0.25, p95: 0.5 });
  expect(after.recoveredT).toEqual({ mean: 25, p05: 10, p50: 20, p95: 40 });
});

test("withheld consumption leaves the reliance unknown, withheld imports the replacement", () => {
  const waste = { mean: 1, p05: 1, p50: 1, p95: 1 };
  expect(relianceAfter(0.1, waste, figures({ consumptionT: figureOf(null) })).netImportReliancePct).toBeNull();
  expect(relianceAfter(0.1, waste, figures({ importsT: figureOf(null) })).importsReplaced).toBeNull();
});

test("where the publisher prints a bound, (imports - exports) / consumption stands in if it respects it", () => {
  const waste = { mean: 100, p05: 100, p50: 100, p95: 100 };
  const after = (printed: string, lower: number | null) =>
    relianceAfter(0.1, waste, figures({ netImportReliancePct: { value: null, printed, lower, upper: null } }))
      .netImportReliancePct?.p50;
  // (80 - 20)/100 = 60 %, less 10 t of 100.
  expect(after(">50", 50)).toBeCloseTo(50, 12);
  expect(after(">75", 75)).toBeUndefined();
  expect(after("E", null)).toBeUndefined();
  expect(after("NA", null)).toBeUndefined();
});
