import { expect, test } from "vitest";
import { capCandidates, disintegrationPpm, parrishCapPpm } from "./capCandidates.ts";
import { decileAnalysis } from "./decileAnalysis.ts";
import { weightedGrades } from "./topCut.ts";

/** 1 to 200 ppm in even steps, then five outliers. */
const grades = weightedGrades([...Array.from({ length: 200 }, (_, i) => i + 1), 210, 400, 800, 3000, 9000]);

test("the tail comes apart at 210 ppm: the next grade is 400, a step of 90 %", () => {
  expect(disintegrationPpm(grades)).toBe(210);
  expect(disintegrationPpm(weightedGrades(Array.from({ length: 200 }, (_, i) => i + 1)))).toBeNaN();
});

test("at Parrish's cap his rules are silent, and at the next grade above they speak", () => {
  const cap = parrishCapPpm(grades);
  const cut = (at: number) =>
    decileAnalysis({ ...grades, gradePpm: grades.gradePpm.map((g) => Math.min(g, at)) }).reasons;
  expect(cut(cap)).toEqual([]);
  const above = grades.gradePpm.find((grade) => grade > cap) ?? Number.NaN;
  expect(cut(above).length).toBeGreaterThan(0);
});

test("each candidate says what it removes, the uncut column stands last", () => {
  const found = capCandidates(grades, [{ capPpm: 400, reason: "asked for" }]);
  const at400 = found.find(({ capPpm }) => capPpm === 400);
  // Σ 1..200 = 20,100; above it 210 + 400 + 800 + 3000 + 9000 = 13,410. Cut at 400: 210 + 4 × 400.
  expect(at400?.meanPpm).toBeCloseTo((20_100 + 1810) / 205, 10);
  expect(at400?.metalRemoved).toBeCloseTo((13_410 - 1810) / (20_100 + 13_410), 12);
  expect([at400?.samplesCut, at400?.reason]).toEqual([3, "asked for"]);
  expect(found.at(-1)).toMatchObject({ reason: "uncut", metalRemoved: 0, samplesCut: 0 });
  expect(found.map(({ capPpm }) => capPpm)).toEqual(found.map(({ capPpm }) => capPpm).sort((a, b) => a - b));
});

test("the standard error of the mean is s/√n for equal weights", () => {
  const plain = capCandidates(weightedGrades([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).at(-1);
  // Population variance of 1..10 is 8.25.
  expect(plain?.meanSigmaPpm).toBeCloseTo(Math.sqrt(8.25 / 10), 12);
});

test("grades that are all zero have no cap, and nine are too few", () => {
  const zeros = weightedGrades(new Float64Array(20));
  expect([disintegrationPpm(zeros), parrishCapPpm(zeros)]).toEqual([Number.NaN, Number.NaN]);
  expect(capCandidates(zeros)).toHaveLength(1);
  expect(() => capCandidates(weightedGrades(new Float64Array(9).fill(1)))).toThrow(
    "need at least 10 composites, got 9",
  );
});
