import { expect, it, test } from "vitest";
import { censoredSummary } from "./censoredSummary.ts";
import { substitutionBounds } from "./substitutionBounds.ts";

/** Reads a column as laboratories print it, `<` marking a detection limit. */
function column(printed: string): [Float64Array, Uint8Array] {
  const cells = printed.trim().split(/\s+/);
  return [
    Float64Array.from(cells, (cell) => Number(cell.replace("<", ""))),
    Uint8Array.from(cells, (cell) => (cell.startsWith("<") ? 1 : 0)),
  ];
}

it.each([
  ["3 1 2", "complete"],
  ["7", "complete"],
  ["1 2 3 4 5 <1", "kaplan-meier"],
  ["1 2 3 4 5 <1 <1 <1 <1 <1", "kaplan-meier"],
  ["1 2 3 4 5 <1 <1 <1 <1 <1 <1", "ros"],
  ["1 2 3 4 <1", "ros"],
  ["1 2 3 <1", "ros"],
  ["1 2 3 <1 <1 <1 <1 <1 <1 <1 <1 <1 <1 <1 <1", "ros"],
  ["1 2 3 <1 <1 <1 <1 <1 <1 <1 <1 <1 <1 <1 <1 <1", "bounds"],
  ["1 2 <1", "bounds"],
  ["<1 <2", "bounds"],
  ["2 2 2 <1", "bounds"],
])("%s is described by %s", (printed, method) => {
  expect(censoredSummary(...column(printed)).method).toBe(method);
});

test("without censoring it gives the ordinary mean and median and equal bounds", () => {
  expect(censoredSummary(...column("4 1 2 3"))).toEqual({
    n: 4,
    nCensored: 0,
    method: "complete",
    mean: 2.5,
    median: 2.5,
    lowerBoundMean: 2.5,
    upperBoundMean: 2.5,
    halfLimitMean: 2.5,
    warnings: [],
  });
});

test("with everything censored it gives bounds, no estimate, and the reason", () => {
  expect(censoredSummary(...column("<2 <4"))).toEqual({
    n: 2,
    nCensored: 2,
    method: "bounds",
    mean: null,
    median: null,
    lowerBoundMean: 0,
    upperBoundMean: 3,
    halfLimitMean: 1.5,
    warnings: ["only bounds of the mean: 0 of 2 cells detected, at least 3 are needed"],
  });
});

test("a Kaplan-Meier mean says how much of it rests on Efron's convention", () => {
  // Five detected above five cells "< 1": half of the distribution is taken at 1, the mean is 15/10 + 1/2.
  const found = censoredSummary(...column("1 2 3 4 5 <1 <1 <1 <1 <1"));
  expect(found.mean).toBeCloseTo(2, 12);
  expect(found.warnings[0]).toBe(
    "50.0 % of the distribution lies below the smallest detected value and is taken at the lowest limit 1",
  );
});

test("substitution bounds are the sums over n", () => {
  expect(substitutionBounds(...column("10 <4 <6 20"))).toEqual({
    n: 4,
    nCensored: 2,
    zeroMean: 7.5,
    halfLimitMean: 8.75,
    limitMean: 10,
  });
});

it.each([
  [
    [1, -2],
    [0, 0],
    "cell 1: an assay must be finite and at least 0, got -2; give a below-detection value as its limit with flag 1",
  ],
  [
    [Number.POSITIVE_INFINITY],
    [0],
    "cell 0: an assay must be finite and at least 0, got Infinity; give a below-detection value as its limit with flag 1",
  ],
  [[1, 2], [0], "2 values need as many below-detection flags, got 1"],
  [[1], [2], "below-detection flag of cell 0 must be 0 or 1, got 2"],
])("values %j with flags %j are refused", (values, flags, message) => {
  expect(() => censoredSummary(Float64Array.from(values), Uint8Array.from(flags))).toThrow(new RangeError(message));
});
