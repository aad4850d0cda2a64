import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { normalQuantile } from "../numerics/normal.ts";
import { regressionOnOrderStatistics, rosObstacle } from "./regressionOnOrderStatistics.ts";

/** Reads a column as laboratories print it, `<` marking a detection limit. */
function column(printed: string): [Float64Array, Uint8Array] {
  const cells = printed.trim().split(/\s+/);
  return [
    Float64Array.from(cells, (cell) => Number(cell.replace("<", ""))),
    Uint8Array.from(cells, (cell) => (cell.startsWith("<") ? 1 : 0)),
  ];
}
const imputedOf = ([values, flags]: [Float64Array, Uint8Array]) =>
  [...regressionOnOrderStatistics(values, flags).completed].filter((_, i) => flags[i] === 1).sort((a, b) => a - b);

// Helsel and Cohn (1988), Water Resources Research 24, 1997-2004, appendix B: data, exceedance and imputed values.
const appendixB = "<1 <1 <1 <1 <1 <1 <10 <10 <10 3 7 9 12 15 20 27 33 50";
// Arsenic at Oahu, µg/L: Helsel (2005), Nondetects and Data Analysis, Wiley.
const oahuArsenic = "3.2 2.8 <2 <2 <2 <2 <2 <2 <2 <2 1.7 1.5 <1 <1 <1 <1 0.9 <0.9 0.7 0.7 0.6 0.5 0.5 0.5";

/** Values on the fitted line at the censored cells, before any is held at its limit. */
function onTheLine([values, flags]: [Float64Array, Uint8Array]): number[] {
  const { plottingPositions, intercept, slope } = regressionOnOrderStatistics(values, flags);
  const line = plottingPositions.map((p) => Math.exp(intercept + slope * normalQuantile(p)));
  return Array.from(line)
    .filter((_, i) => flags[i] === 1)
    .sort((a, b) => a - b);
}

test("the imputed values of Helsel and Cohn's appendix are reproduced to the rounding of their normal scores", () => {
  const printed = [0.47, 0.85, 1.11, 1.27, 1.76, 2.34, 2.5, 3.03, 4.8];
  const line = onTheLine(column(appendixB));
  for (let i = 0; i < 9; i++) expect(Math.abs(line[i] - printed[i])).toBeLessThan(0.015);
});

test("a value above its limit, as four of that appendix, is held at the limit and counted", () => {
  const [values, flags] = column(appendixB);
  const result = regressionOnOrderStatistics(values, flags);
  expect(result.nHeldAtLimit).toBe(4);
  expect(result.warnings).toEqual(["4 of 9 imputed values were held at their limit"]);
  expect(result.completed.slice(0, 6).filter((value) => value === 1).length).toBe(4);
});

test("exceedance probabilities of appendix B are 5/9 at limit 1 and 1/3 at limit 10", () => {
  // P(10) = 6/18; P(1) = 1/3 + 3/9 x 2/3 = 5/9. The r-th of six cells "< 1" plots at (1 - 5/9) r/7,
  // of three cells "< 10" at (1 - 1/3) r/4; ascending positions go to ascending limits.
  const { plottingPositions } = regressionOnOrderStatistics(...column(appendixB));
  const censored = [...Array(6).keys()]
    .map((r) => ((4 / 9) * (r + 1)) / 7)
    .concat([1, 2, 3].map((r) => ((2 / 3) * r) / 4));
  censored.sort((x, y) => x - y);
  const found = [...plottingPositions.slice(0, 6).sort(), ...plottingPositions.slice(6, 9).sort()];
  for (let i = 0; i < 9; i++) expect(found[i]).toBeCloseTo(censored[i], 14);
  for (let r = 1; r <= 3; r++) expect(plottingPositions[8 + r]).toBeCloseTo(4 / 9 + ((2 / 9) * r) / 4, 14);
  for (let r = 1; r <= 6; r++) expect(plottingPositions[11 + r]).toBeCloseTo(2 / 3 + ((1 / 3) * r) / 7, 14);
});

test("arsenic at Oahu is imputed as NADA for R imputes it", () => {
  // statsmodels, statsmodels/imputation/tests/test_ros.py (BSD licence), values of NADA to two decimals.
  const printed = [0.35, 0.41, 0.46, 0.57, 0.58, 0.61, 0.68, 0.76, 0.81, 0.95, 0.98, 1.14, 1.42];
  const imputed = imputedOf(column(oahuArsenic));
  for (let i = 0; i < printed.length; i++) expect(Math.abs(imputed[i] - printed[i])).toBeLessThanOrEqual(0.00501);
  const result = regressionOnOrderStatistics(...column(oahuArsenic));
  expect(result.isTrusted).toBe(true);
  expect(result.warnings).toEqual([]);
  expect(result.median).toBe(0.7);
});

// Multiply censored column with limits 5, 5.5, 5.75, 9.5 and 11: data of the ROS tests of statsmodels (BSD licence).
const manyLimits =
  "2 4.2 4.62 <5 <5 <5.5 5.57 5.66 <5.75 5.86 6.65 6.78 6.79 7.5 7.5 7.5 8.63 8.71 8.99 <9.5 <9.5 9.85 10.82 <11 " +
  "11.25 11.25 12.2 14.92 16.77 17.81 19.16 19.19 19.64 20.18 22.97";

test("plotting positions with five limits are those of statsmodels", () => {
  const { plottingPositions } = regressionOnOrderStatistics(...column(manyLimits));
  const published = [
    0.05560641, 0.11121281, 0.16681922, 0.07414188, 0.11121281, 0.14828375, 0.24713959, 0.27185355, 0.14828375,
    0.32652382, 0.35648013, 0.38643645, 0.41639276, 0.44634907, 0.47630539, 0.5062617, 0.53621802, 0.56617433,
    0.59613064, 0.20869565, 0.34285714, 0.64596273, 0.66583851, 0.4173913, 0.71190476, 0.73809524, 0.76428571,
    0.79047619, 0.81666667, 0.84285714, 0.86904762, 0.8952381, 0.92142857, 0.94761905, 0.97380952,
  ];
  const isBelow = column(manyLimits)[1];
  const ofOneLimit = plottingPositions.slice(3, 5).sort();
  const others = plottingPositions.slice(19, 21).sort();
  plottingPositions.set(ofOneLimit, 3);
  plottingPositions.set(others, 19);
  expect(isBelow[3] + isBelow[4] + isBelow[19] + isBelow[20]).toBe(4);
  published.forEach((p, i) => {
    expect(plottingPositions[i]).toBeCloseTo(p, 7);
  });
});

test("values imputed with five limits are those of statsmodels", () => {
  const published = [3.11279729, 3.60634338, 4.04602788, 4.04602788, 4.71008116, 6.14010906, 6.97841457];
  const imputed = imputedOf(column(manyLimits));
  published.forEach((value, i) => {
    expect(imputed[i]).toBeCloseTo(value, 7);
  });
});

test("the values imputed by NADA for R to a column with limits 0.09, 0.9 and 1 are reproduced to eight decimals", () => {
  // Data and output of NADA as kept in the ROS tests of statsmodels (class Test_ROS_RNADAdata, BSD licence).
  const printed =
    `${"<0.09 ".repeat(3)} 0.101 0.136 0.34 0.457 0.514 0.629 0.638 0.774 0.788 ${"<0.9 ".repeat(3)} ${"<1 ".repeat(17)} ` +
    "1 1.1 2 2 2.404 2.86 3 3 3.705 4 5 5.96 6 7.214 16 17.716 25 51";
  const published = [
    0.0190799, 0.03826254, 0.06080717, 0.08745914, 0.25257575, 0.58544205, 0.01711153, 0.03373885, 0.05287083,
    0.07506079, 0.10081573, 0.13070334, 0.16539309, 0.20569039, 0.25257575, 0.30725491, 0.37122555, 0.44636843,
    0.53507405, 0.64042242, 0.76644378, 0.91850581, 1.10390531,
  ].sort((a, b) => a - b);
  const line = onTheLine(column(printed));
  expect(line.length).toBe(published.length);
  published.forEach((value, i) => {
    expect(line[i]).toBeCloseTo(value, 7);
  });
  expect(regressionOnOrderStatistics(...column(printed)).nHeldAtLimit).toBe(1);
});

test("limits above every detected value do not bear on the line", () => {
  const without = regressionOnOrderStatistics(...column(appendixB));
  const withThem = regressionOnOrderStatistics(...column(`${appendixB} <60 <70`));
  expect(withThem.slope).toBeCloseTo(without.slope, 12);
  expect(withThem.intercept).toBeCloseTo(without.intercept, 12);
});

test("without censoring mean, standard deviation and median are the ordinary ones", () => {
  const result = regressionOnOrderStatistics(...column("2 4 4 4 5 5 7 9"));
  expect(result.mean).toBeCloseTo(5, 12);
  expect(result.standardDeviation).toBeCloseTo(Math.sqrt(32 / 7), 12);
  expect(result.median).toBe(4.5);
  expect([...result.plottingPositions]).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((r) => expect.closeTo(r / 9, 12)));
});

test("values on a lognormal line give back its parameters exactly", () => {
  // Detected cells at exp(1 + 0.5 z) of their own plotting positions (1 - P) + P r/(A + 1), P = A/n, one limit below.
  const [nBelow, nAbove] = [4, 6];
  const exceedance = nAbove / (nBelow + nAbove);
  const detected = Array.from({ length: nAbove }, (_, r) =>
    Math.exp(1 + 0.5 * normalQuantile(1 - exceedance + (exceedance * (r + 1)) / (nAbove + 1))),
  );
  const limit = detected[0] * 0.999;
  const values = Float64Array.from([...Array(nBelow).fill(limit), ...detected]);
  const result = regressionOnOrderStatistics(
    values,
    Uint8Array.from(values, (_, i) => (i < nBelow ? 1 : 0)),
  );
  expect(result.slope).toBeCloseTo(0.5, 12);
  expect(result.intercept).toBeCloseTo(1, 12);
});

it.each([
  ["<1 <1 <1 3 7", "2 of 5 cells detected, at least 3 are needed"],
  [`${"<1 ".repeat(17)} 2 3 4`, "17 of 20 cells are below detection, at most 80 % are allowed"],
  ["<1 2 2 2", "all 3 detected values equal 2, so their spread is unknown"],
  ["<1 0 2 3", "a detected value of 0 has no logarithm; give it as below detection with its limit"],
])("%s must not be trusted, and it says why", (printed, why) => {
  expect(rosObstacle(...column(printed))).toBe(why);
});

test("with two detected values it computes but distrusts itself; with one it refuses", () => {
  const result = regressionOnOrderStatistics(...column("<1 <1 <1 3 7"));
  expect(result.isTrusted).toBe(false);
  expect(result.warnings[0]).toBe("must not be trusted: 2 of 5 cells detected, at least 3 are needed");
  expect(() => regressionOnOrderStatistics(...column("<1 <1 3"))).toThrow(
    new RangeError("regression on order statistics is not possible: a line needs at least 2 detected values, got 1"),
  );
});

test("exactly 80 % censored and exactly 3 detected are still permitted", () => {
  expect(rosObstacle(...column(`${"<1 ".repeat(12)} 2 3 4`))).toBeNull();
});

const cells = fc
  .array(fc.record({ value: fc.double({ min: 0.01, max: 1e4, noNaN: true }), isBelow: fc.boolean() }), {
    minLength: 4,
    maxLength: 50,
  })
  .filter((list) => new Set(list.filter((c) => !c.isBelow).map((c) => c.value)).size >= 2);
const split = (list: readonly { value: number; isBelow: boolean }[]): [Float64Array, Uint8Array] => [
  Float64Array.from(list, (c) => c.value),
  Uint8Array.from(list, (c) => (c.isBelow ? 1 : 0)),
];

test.prop([cells])("sample order does not matter to the moments, the line or the set of imputed values", (list) => {
  const forward = regressionOnOrderStatistics(...split(list));
  const backward = regressionOnOrderStatistics(...split(list.slice().reverse()));
  expect(backward.completed.slice().sort()).toEqual(forward.completed.slice().sort());
  expect(backward.slope).toBeCloseTo(forward.slope, 10);
  expect(backward.median).toBe(forward.median);
});

test.prop([cells, fc.constantFrom(0.001, 1000, 7.3)])(
  "a change of unit scales every value and no plotting position",
  (list, unit) => {
    // Values a last bit apart may become equal when scaled: then the ranks change with them.
    const apart = (values: readonly number[]) => new Set(values).size;
    fc.pre(apart(list.map(({ value }) => value)) === apart(list.map(({ value }) => value * unit)));
    const before = regressionOnOrderStatistics(...split(list));
    const after = regressionOnOrderStatistics(...split(list.map((c) => ({ ...c, value: c.value * unit }))));
    expect(after.plottingPositions).toEqual(before.plottingPositions);
    expect(after.slope).toBeCloseTo(before.slope, 8);
    expect(after.mean / (before.mean * unit)).toBeCloseTo(1, 8);
  },
);

test.prop([cells])("plotting positions lie inside 0-1 and ascend with the detected values", (list) => {
  const [values, flags] = split(list);
  const { plottingPositions, slope } = regressionOnOrderStatistics(values, flags);
  expect(plottingPositions.every((p) => p > 0 && p < 1)).toBe(true);
  const detected = Array.from(values.keys())
    .filter((i) => flags[i] === 0)
    .sort((a, b) => values[a] - values[b]);
  for (let i = 1; i < detected.length; i++)
    expect(plottingPositions[detected[i]]).toBeGreaterThan(plottingPositions[detected[i - 1]]);
  expect(slope).toBeGreaterThanOrEqual(0); // 0 where detected values differ by the last bit only
});

test.prop([cells])("of two censored cells the one with the lower limit never gets the higher value", (list) => {
  const [values, flags] = split(list);
  const { completed } = regressionOnOrderStatistics(values, flags);
  const censored = [...values.keys()].filter((i) => flags[i] === 1).sort((a, b) => values[a] - values[b]);
  for (let k = 1; k < censored.length; k++)
    expect(completed[censored[k]]).toBeGreaterThanOrEqual(completed[censored[k - 1]]);
});

test("samples that stand together in a table share the imputed values of one limit evenly", () => {
  // 100 cells "< 1" in ten deposits of ten, then 60 detected. In input order the deposits would average 5 % to 95 % of the
  // range of positions, each up to 45 % from the middle. The bound of 10 % is one cell in ten, the discrepancy of ten
  // golden-ratio multiples (Kuipers and Niederreiter 1974, Uniform Distribution of Sequences, ch. 2, section 3).
  const values = Float64Array.from({ length: 160 }, (_, i) => (i < 100 ? 1 : i - 98));
  const { plottingPositions } = regressionOnOrderStatistics(
    values,
    Uint8Array.from(values, (value) => (value === 1 ? 1 : 0)),
  );
  const range = 100 / 160;
  for (let deposit = 0; deposit < 10; deposit++) {
    const own = plottingPositions.slice(10 * deposit, 10 * deposit + 10);
    const mean = own.reduce((sum, p) => sum + p, 0) / 10 / range;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.1);
  }
});
