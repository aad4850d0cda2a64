import { fillUniform, quantilesInPlace } from "@relode/core/numerics";
import { expect, test } from "vitest";
import { promisedShare, promiseWords } from "./promisedShare.ts";

test.each([4, 16, 100])("a truth drawn like %i realisations lies within their P5–P95 as often as promised", (count) => {
  const trials = 40_000;
  const draws = new Float64Array(trials * (count + 1));
  fillUniform(draws, 1, `promise of ${count}`);
  let held = 0;
  for (let trial = 0; trial < trials; trial++) {
    const start = trial * (count + 1);
    const truth = draws[start] ?? 0;
    const [low = 1, high = 0] = quantilesInPlace(draws.slice(start + 1, start + 1 + count), [0.05, 0.95]);
    if (truth >= low && truth <= high) held++;
  }
  // 0.01 is four standard errors of the share at most.
  expect(Math.abs(held / trials - (promisedShare(count) ?? 0))).toBeLessThan(0.01);
});

test("sixteen realisations promise 79 %, and one promises nothing", () => {
  expect(promisedShare(16)).toBeCloseTo(0.794, 3);
  expect(promiseWords(16)).toContain("79");
  expect(promisedShare(1)).toBeNull();
});
