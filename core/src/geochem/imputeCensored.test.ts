import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { imputeCensored } from "./imputeCensored.ts";

const cell = fc.record({
  value: fc.double({ min: 1e-3, max: 1e5, noNaN: true }),
  isBelow: fc.boolean(),
});

test("a column without censoring comes back unchanged", () => {
  const valuesPpm = Float64Array.of(3, 1, 2);
  const result = imputeCensored(valuesPpm, new Uint8Array(3));
  expect(result.method).toBe("none");
  expect([...result.completedPpm]).toEqual([3, 1, 2]);
  expect(result.kaplanMeierMean).toBeCloseTo(2, 12);
  expect(result.completedPpm).not.toBe(valuesPpm);
});

test("a column with everything censored takes half of each limit and has no Kaplan-Meier mean", () => {
  const result = imputeCensored(Float64Array.of(2, 4, 6), Uint8Array.of(1, 1, 1));
  expect(result.method).toBe("half-limit");
  expect([...result.completedPpm]).toEqual([1, 2, 3]);
  expect([result.zeroMean, result.halfLimitMean, result.limitMean]).toEqual([0, 2, 4]);
  expect(result.kaplanMeierMean).toBeNaN();
});

test("a cell not analysed stays NaN and counts in no mean", () => {
  const result = imputeCensored(Float64Array.of(Number.NaN, 4, 2), Uint8Array.of(0, 0, 1));
  expect([...result.completedPpm]).toEqual([Number.NaN, 4, 1]);
  expect([result.zeroMean, result.limitMean]).toEqual([2, 3]);
});

test("a column without a measured cell is refused", () => {
  expect(() => imputeCensored(new Float64Array(0), new Uint8Array(0))).toThrow(
    new RangeError("bounds of a mean need at least one measured cell, got none"),
  );
});

test.prop([fc.array(cell, { minLength: 1, maxLength: 60 })])(
  "detected cells are untouched and each censored one lies between zero and its limit",
  (cells) => {
    const valuesPpm = Float64Array.from(cells, (c) => c.value);
    const flags = Uint8Array.from(cells, (c) => (c.isBelow ? 1 : 0));
    const { completedPpm, ...result } = imputeCensored(valuesPpm, flags);
    for (let i = 0; i < cells.length; i++) {
      if (flags[i] === 0) expect(completedPpm[i]).toBe(valuesPpm[i]);
      else {
        expect(completedPpm[i]).toBeGreaterThanOrEqual(0);
        expect(completedPpm[i]).toBeLessThanOrEqual(valuesPpm[i]);
      }
    }
    const mean = completedPpm.reduce((sum, value) => sum + value, 0) / cells.length;
    expect(mean).toBeGreaterThanOrEqual(result.zeroMean * (1 - 1e-12));
    expect(mean).toBeLessThanOrEqual(result.limitMean * (1 + 1e-12));
    expect(result.halfLimitMean).toBeCloseTo((result.zeroMean + result.limitMean) / 2, 6);
  },
);
