import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { valueHistogram } from "./histogram.ts";

test("four values over a known range fall where they belong, with an edge at zero", () => {
  expect(valueHistogram([-1, -0.5, 0, 3])).toEqual([
    { from: -1, to: 0, share: 0.5 },
    { from: 0, to: 1, share: 0.25 },
    { from: 1, to: 2, share: 0 },
    { from: 2, to: 3, share: 0 },
    { from: 3, to: 4, share: 0.25 },
  ]);
});
test("no value gives no bin, one value one bin around it", () => {
  expect(valueHistogram([])).toEqual([]);
  expect(valueHistogram([7, 7])).toEqual([{ from: 6.93, to: 7.07, share: 1 }]);
});
test.prop([fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 200 })])(
  "shares add up to 1 and no bin holds both sides of zero",
  (values) => {
    const bins = valueHistogram(values);
    expect(bins.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    if (bins.length > 1) for (const { from, to } of bins) expect(from >= 0 || to <= 0).toBe(true);
    expect(bins.length).toBeLessThanOrEqual(41);
  },
);
