import { fillUniform, quantilesInPlace } from "@relode/core/numerics";
import { describe, expect, it } from "vitest";
import { coverageWords, promisedCoverage } from "./promisedCoverage.ts";

describe("what P5 and P95 of few realisations promise", () => {
  it.each([4, 21, 100])("%i realisations cover a further draw as often as counting says", (realisations) => {
    const trials = 20_000;
    const draws = new Float64Array(trials * (realisations + 1));
    fillUniform(draws, 7, `coverage ${realisations}`);
    let covered = 0;
    for (let t = 0; t < trials; t++) {
      const own = draws.slice(t * (realisations + 1), (t + 1) * (realisations + 1));
      const truth = own[realisations];
      const [low, high] = quantilesInPlace(own.subarray(0, realisations), [0.05, 0.95]);
      if (truth >= low && truth <= high) covered++;
    }
    const expected = promisedCoverage(realisations);
    const fourSigma = 4 * Math.sqrt((expected * (1 - expected)) / trials);
    expect(Math.abs(covered / trials - expected)).toBeLessThan(fourSigma);
  });

  it("one realisation promises nothing, and very many nine in ten", () => {
    expect([promisedCoverage(0), promisedCoverage(1)]).toEqual([0, 0]);
    expect(promisedCoverage(1e9)).toBeCloseTo(0.9, 8);
  });

  it("below a hundred realisations the report says that the percentiles are rough", () => {
    // 0.9 x 3 / 5 = 0.54; 0.9 x 99 / 101 = 0.8822
    expect(coverageWords(4)).toMatch(/^in 54 of 100 cases .*; 4 realisations are few: P5 and P95 are rough below 100$/);
    expect(coverageWords(100)).toMatch(/^in 88\.2 of 100 cases .* are right$/);
    expect(coverageWords(99)).toContain("rough");
  });
});
