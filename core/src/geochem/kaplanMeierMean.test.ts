import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { kaplanMeierMean } from "./kaplanMeierMean.ts";
import { substitutionBounds } from "./substitutionBounds.ts";

/** Reads a column as laboratories print it, `<` marking a detection limit. */
function column(printed: string): [Float64Array, Uint8Array] {
  const cells = printed.trim().split(/\s+/);
  return [
    Float64Array.from(cells, (cell) => Number(cell.replace("<", ""))),
    Uint8Array.from(cells, (cell) => (cell.startsWith("<") ? 1 : 0)),
  ];
}

// US EPA (2009), Statistical Analysis of Groundwater Monitoring Data at RCRA Facilities, EPA 530/R-09-007, example 15-1
// (public domain): manganese in five background wells, ppb.
const manganese =
  "<5 12.1 16.9 21.6 <2 <5 7.7 53.6 9.5 45.9 <5 5.3 12.6 106.3 34.5 6.3 11.9 10 <2 77.2 17.9 22.7 3.3 8.4 <2";

test("without censoring mean, median and standard error are the ordinary ones", () => {
  const found = kaplanMeierMean(...column("9 2 4 7 4 5 4 5"));
  expect(found.mean).toBeCloseTo(5, 12);
  expect(found.median).toBe(4.5);
  expect(found.standardError).toBeCloseTo(Math.sqrt(32 / 7 / 8), 12);
  expect(found.residualProbability).toBe(0);
  expect(found.residualAt).toBeNull();
});

test("a small column worked by hand", () => {
  // 4, <3, 2, <1. At 4: 4 cells, F falls from 1 to 3/4. At 2: {2, <1} are at or below, F falls to 3/8.
  // Mean 4 x 1/4 + 2 x 3/8 + 1 x 3/8 (Efron) = 2.125. A(2) = 3/8 x 1, A(4) = 3/8 + 3/4 x 2 = 15/8:
  // variance (15/8)²/(4 x 3) + (3/8)²/(2 x 1) = 0.36328125, times 2/(2 - 1).
  const found = kaplanMeierMean(...column("4 <3 2 <1"));
  expect(found.mean).toBeCloseTo(2.125, 14);
  expect(found.median).toBe(2);
  expect(found.standardError).toBeCloseTo(Math.sqrt(2 * 0.36328125), 14);
  expect(found.residualProbability).toBeCloseTo(0.375, 14);
  expect(found.residualAt).toBe(1);
});

test("arsenic at Oahu has the mean 0.949 and the median 0.70 recalled from Helsel's book", () => {
  // Helsel (2005), Nondetects and Data Analysis, Wiley, µg/L; the two figures are recalled, not read off the page, and
  // the redistribution property below checks the mean by another route.
  const found = kaplanMeierMean(
    ...column("3.2 2.8 <2 <2 <2 <2 <2 <2 <2 <2 1.7 1.5 <1 <1 <1 <1 0.9 <0.9 0.7 0.7 0.6 0.5 0.5 0.5"),
  );
  expect(found.mean).toBeCloseTo(0.949, 3);
  expect(found.median).toBe(0.7);
});

test("manganese: the mean agrees with redistribution to the left, worked without a survival curve", () => {
  // Efron (1967): each censored cell's weight goes in equal parts to the cells below it; what is left stays at its limit.
  // The <5 cells (weight 1/25 each) share with 3.3 and the three <2: 3.3 holds 1/25 + 3/25/4 = 0.07, <2 hold 0.21.
  const detected =
    12.1 +
    16.9 +
    21.6 +
    7.7 +
    53.6 +
    9.5 +
    45.9 +
    5.3 +
    12.6 +
    106.3 +
    34.5 +
    6.3 +
    11.9 +
    10 +
    77.2 +
    17.9 +
    22.7 +
    8.4;
  const found = kaplanMeierMean(...column(manganese));
  expect(found.mean).toBeCloseTo(detected / 25 + 3.3 * 0.07 + 2 * 0.21, 12);
  expect(found.residualProbability).toBeCloseTo(0.21, 12);
  expect(found.median).toBe(10);
});

test("a cell '< 5' is at risk at a detected 5, one '< 6' is not", () => {
  // <5 lies below 5: F(5-) = 1/2, the rest at limit 5. <6 may lie anywhere: its weight goes to 5.
  expect(kaplanMeierMean(...column("5 <5")).residualProbability).toBe(0.5);
  expect(kaplanMeierMean(...column("5 <6")).residualProbability).toBe(0);
  expect(kaplanMeierMean(...column("5 <6")).mean).toBe(5);
});

test("where more than half lies below the smallest detected value the median is a bound, not a number", () => {
  const found = kaplanMeierMean(...column("8 5 <1 <1 <1"));
  expect(found.median).toBeNaN();
  expect(found.medianBelow).toBe(5);
});

test("with nothing detected there is no mean; with nothing measured it refuses", () => {
  const found = kaplanMeierMean(...column("<1 <2"));
  expect([found.mean, found.median, found.standardError]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect(found.residualProbability).toBe(1);
  expect(() => kaplanMeierMean(Float64Array.of(Number.NaN), Uint8Array.of(0))).toThrow(
    new RangeError("a Kaplan-Meier mean needs at least one measured cell, got none"),
  );
});

const cells = fc
  .array(fc.record({ value: fc.integer({ min: 1, max: 30 }), isBelow: fc.boolean() }), { minLength: 1, maxLength: 40 })
  .filter((list) => list.some((cell) => !cell.isBelow));
const split = (list: readonly { value: number; isBelow: boolean }[]): [Float64Array, Uint8Array] => [
  Float64Array.from(list, (c) => c.value),
  Uint8Array.from(list, (c) => (c.isBelow ? 1 : 0)),
];

/** Redistribution to the left, from the largest cell down: another route to the same mean (Efron 1967, section 7). */
function redistributedMean(list: readonly { value: number; isBelow: boolean }[]): number {
  // Descending; at one value detected cells come before censored ones, which lie below them.
  const order = list.slice().sort((a, b) => b.value - a.value || Number(a.isBelow) - Number(b.isBelow));
  const weight = order.map(() => 1 / order.length);
  let mean = 0;
  for (let i = 0; i < order.length; i++) {
    const below = order.length - i - 1;
    const isLast = order.slice(i).every((cell) => cell.isBelow);
    if (isLast) {
      const rest = weight.slice(i).reduce((sum, w) => sum + w, 0);
      return mean + rest * order[order.length - 1].value;
    }
    if (order[i].isBelow) for (let j = i + 1; j < order.length; j++) weight[j] += weight[i] / below;
    else mean += weight[i] * order[i].value;
  }
  return mean;
}

test.prop([cells])("the mean is that of redistribution to the left", (list) => {
  expect(kaplanMeierMean(...split(list)).mean).toBeCloseTo(redistributedMean(list), 9);
});

test.prop([cells])("the mean lies between the substitution bounds", (list) => {
  const { zeroMean, limitMean } = substitutionBounds(...split(list));
  const { mean } = kaplanMeierMean(...split(list));
  expect(mean).toBeGreaterThanOrEqual(zeroMean - 1e-9);
  expect(mean).toBeLessThanOrEqual(limitMean + 1e-9);
});

test.prop([cells, fc.constantFrom(2, 1024, 0.125)])("units scale it and sample order does not matter", (list, unit) => {
  const base = kaplanMeierMean(...split(list));
  expect(kaplanMeierMean(...split(list.slice().reverse()))).toEqual(base);
  const scaled = kaplanMeierMean(...split(list.map((cell) => ({ ...cell, value: cell.value * unit }))));
  expect(scaled.mean).toBe(base.mean * unit);
  expect(scaled.standardError).toEqual(base.standardError * unit);
});
