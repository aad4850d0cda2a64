import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { decileAnalysis } from "./decileAnalysis.ts";
import { metalAtRisk, metalInRichest } from "./metalAtRisk.ts";
import { cuttingCurve, probabilityPlot, weightedGrades } from "./topCut.ts";

it("unmeasured grades and zero weights are left out and the rest is sorted", () => {
  const { gradePpm, weight } = weightedGrades([5, Number.NaN, 1, 9], [2, 1, 3, 0]);
  expect([[...gradePpm], [...weight]]).toEqual([
    [1, 5],
    [3, 2],
  ]);
});

it("three equal weights plot at 1/6, 1/2 and 5/6 (Hazen), normal scores -0.9674, 0, 0.9674 (tables of the normal distribution)", () => {
  const { probability, normalScore } = probabilityPlot(weightedGrades([3, 1, 2]));
  [1 / 6, 1 / 2, 5 / 6].forEach((p, i) => expect(probability[i]).toBeCloseTo(p, 12));
  [-0.9674, 0, 0.9674].forEach((z, i) => expect(normalScore[i]).toBeCloseTo(z, 4));
});

it("a cut at 10 of 1, 3, 20, 40 leaves a mean of 6 and takes 40 of 64 of the metal", () => {
  const [point, uncut] = cuttingCurve(weightedGrades([1, 3, 20, 40]), [10, Number.POSITIVE_INFINITY]);
  expect(point).toMatchObject({ meanPpm: 6, metalRemoved: 40 / 64, samplesCut: 2 });
  // Values 1, 3, 10, 10 about 6: (25 + 9 + 16 + 16)/4 = 16.5
  expect(point?.coefficientOfVariation).toBeCloseTo(Math.sqrt(16.5) / 6, 12);
  expect(uncut).toMatchObject({ meanPpm: 16, metalRemoved: 0, samplesCut: 0 });
});

test.prop([fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 50 })])(
  "a higher cap never lowers the mean",
  (grades) => {
    const curve = cuttingCurve(weightedGrades(grades), [1, 10, 100, 1000, 1e5]);
    for (let i = 1; i < curve.length; i++)
      expect(curve[i]?.meanPpm).toBeGreaterThanOrEqual((curve[i - 1]?.meanPpm ?? 0) - 1e-9);
  },
);

it("of 1 to 100 ppm the top decile holds 955 of 5050 and its top percentile 100 of 5050: no rule asks for a cut", () => {
  const { deciles, percentiles, reasons } = decileAnalysis(
    weightedGrades(Array.from({ length: 100 }, (_, i) => i + 1)),
  );
  expect(deciles.at(-1)).toMatchObject({ samples: 10, minPpm: 91, maxPpm: 100, meanPpm: 95.5 });
  expect(deciles.at(-1)?.metalShare).toBeCloseTo(955 / 5050, 12);
  expect(percentiles.at(-1)?.metalShare).toBeCloseTo(100 / 5050, 12);
  expect(reasons).toEqual([]);
  expect(deciles.reduce((sum, { metalShare }) => sum + metalShare, 0)).toBeCloseTo(1, 12);
});

// 99 samples of 1 ppm and one of 101: metal 200; top decile 110 = 55 %, 11 times the next; top percentile 101 = 50.5 %, 101 times.
it("one outlier among a hundred breaks all four of Parrish's rules", () => {
  expect(decileAnalysis(weightedGrades([...new Array(99).fill(1), 101])).reasons).toEqual([
    "the samples 90-100 % hold 55.0 % of the metal, bound 40.0 %",
    "the samples 90-100 % hold 11.00 times the metal of 80-90 %, bound 2.3",
    "the samples 99-100 % hold 50.5 % of the metal, bound 10.0 %",
    "the samples 99-100 % hold 101.00 times the metal of 98-99 %, bound 1.75",
  ]);
});

it("the richest two of 1, 2, 3, 4 hold 7 of 10 of the metal", () => {
  expect(metalInRichest(weightedGrades([4, 1, 3, 2]), [1, 2, 9])).toEqual([
    { samples: 1, fromPpm: 4, metalShare: 0.4 },
    { samples: 2, fromPpm: 3, metalShare: 0.7 },
  ]);
});

const risk = { samplesPerPeriod: 100, assurance: 0.8, realisations: 4000, seed: 1 };

it("a constant grade has no metal at risk", () => {
  expect(metalAtRisk(weightedGrades([7, 7, 7]), risk)).toMatchObject({ meanPpm: 7, assuredPpm: 7, shareAtRisk: 0 });
});

// Half zeros, half 2: mean of n is 2 Bin(n, 1/2)/n. For n = 100 the 20 % quantile of Bin(100, 1/2) is 46 (P(X ≤ 45) = 0.1841,
// P(X ≤ 46) = 0.2421, binomial tables), so the assured grade is 0.92.
it("of a coin of 0 and 2 ppm a period of 100 samples is assured of 0.92", () => {
  const found = metalAtRisk(weightedGrades([0, 2]), risk);
  expect(found.assuredPpm).toBeCloseTo(0.92, 12);
  // Mean of (0, cap)/2 equals 0.92.
  expect(found.capPpm).toBeCloseTo(1.84, 12);
  expect(cuttingCurve(weightedGrades([0, 2]), [found.capPpm])[0]?.meanPpm).toBeCloseTo(0.92, 12);
});

it("the same seed gives the same bits", () => {
  const grades = weightedGrades([1, 5, 2, 90, 3]);
  expect(metalAtRisk(grades, risk)).toEqual(metalAtRisk(grades, risk));
  expect(metalAtRisk(grades, { ...risk, seed: 2 }).assuredPpm).not.toBe(metalAtRisk(grades, risk).assuredPpm);
});

it.each([
  [
    "no measured grade",
    () => weightedGrades([Number.NaN]),
    "top-cut evidence needs at least one measured grade, got none",
  ],
  ["a negative grade", () => weightedGrades([-1]), "grade 0 must be finite and at least 0 ppm, got -1"],
  ["weights of another number", () => weightedGrades([1], [1, 2]), "1 grades need as many weights, got 2"],
  ["a cap of nothing", () => cuttingCurve(weightedGrades([1]), [0]), "a top cut must be positive, got 0 ppm"],
  [
    "nine samples in deciles",
    () => decileAnalysis(weightedGrades(new Array(9).fill(1))),
    "a decile analysis needs at least 10 samples, got 9",
  ],
  [
    "an assurance of one",
    () => metalAtRisk(weightedGrades([1]), { ...risk, assurance: 1 }),
    "assurance must lie in 0.5-1, got 1",
  ],
  [
    "a billion draws",
    () => metalAtRisk(weightedGrades([1]), { ...risk, realisations: 1e9 }),
    "samples per period times realisations must lie in 1-1e8, got 100 x 1000000000",
  ],
])("%s is refused", (_what, call, message) => expect(call).toThrow(new RangeError(message)));
