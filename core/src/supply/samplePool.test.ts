import { describe, expect, test } from "vitest";
import {
  drawnStore,
  exampleInputs,
  exampleMine,
  exampleOptions,
  exampleSamples,
  momentsOf,
  typeFar,
  typeOne,
  typeTwo,
} from "./fixture.ts";
import { prepareScreening } from "./prepareScreening.ts";
import { buildPool, chooseStratum, stratumName } from "./samplePool.ts";

const types = new Map([typeOne, typeTwo, typeFar].map((type) => [type.type, type]));
const deposits = [
  [1, 3, 5, 7, 9, 11, 13, 15],
  [20, 22, 24, 26, 28, 30, 32, 34],
  [2, 2, 2, 2, 2, 2, 2, 2],
];

describe("the stratum of a mine", () => {
  test("is its type, whatever case, hyphens and brackets the table writes", () => {
    expect(stratumName("Porphyry Cu (±Mo)")).toBe(stratumName("porphyry-Cu"));
    const samples = exampleSamples(deposits, { ...typeOne, type: "TYPE-ONE (subtype)" });
    expect(chooseStratum(samples, exampleMine(), types)).toMatchObject({ key: "type Type one", isFallback: false });
  });
  test("falls back to secondary type, group and environment, flagged", () => {
    const other = exampleSamples(deposits, typeTwo);
    expect(chooseStratum(other, exampleMine(), types)).toMatchObject({ key: "group Group", isFallback: true });
    expect(chooseStratum(other, exampleMine({ depositTypeSecondary: "Type two" }), types)?.key).toBe("type Type two");
    const far = exampleSamples(deposits, typeFar);
    expect(chooseStratum(far, exampleMine(), types)?.key).toBe("environment Environment");
  });
  test("is none with fewer than 3 deposits or 20 samples", () => {
    expect(chooseStratum(exampleSamples([deposits[0], deposits[1]]), exampleMine(), types)).toBeUndefined();
    expect(chooseStratum(exampleSamples([[1], [2], [3]]), exampleMine(), types)).toBeUndefined();
  });
});

describe("completed columns", () => {
  const poolOf = (lists: readonly (readonly number[])[]) => {
    const samples = exampleSamples(lists);
    const stratum = chooseStratum(samples, exampleMine(), types);
    if (!stratum) throw new Error("the fixture has no stratum");
    return buildPool(samples, stratum, ["Ge", "Os"]);
  };
  test("cells below detection stay within 0 and their limit, detected cells are untouched", () => {
    const lists = deposits.map((list) => list.map((value, i) => (i % 3 === 0 ? -value : value)));
    const pool = poolOf(lists);
    lists.flat().forEach((value, row) => {
      const filled = pool.ppm[row * 2];
      if (value > 0) expect(filled).toBe(value);
      else {
        expect(filled).toBeGreaterThan(0);
        expect(filled).toBeLessThanOrEqual(-value);
      }
    });
    const [censoring] = pool.censoring;
    expect(censoring).toMatchObject({ analysed: 24, belowDetection: 9 });
    expect(censoring.imputedMeanPpm).toBeGreaterThanOrEqual(censoring.zeroMeanPpm);
    expect(censoring.imputedMeanPpm).toBeLessThanOrEqual(censoring.limitMeanPpm);
  });
  test("an element that the table lacks is not analysed, in no deposit", () => {
    const pool = poolOf(deposits);
    expect([...pool.depositsWith]).toEqual([3, 0]);
    expect(pool.ppm.filter((_, i) => i % 2 === 1).every(Number.isNaN)).toBe(true);
  });
  test("deposit means are those of their rows", () => {
    const pool = poolOf(deposits);
    expect([...pool.depositMeanPpm].filter((value) => !Number.isNaN(value))).toEqual([8, 27, 2]);
  });
});

describe("resampled grades of one mine over realisations", () => {
  /** Grades of realisations that took the samples: fixed ore of 1 Mt makes t of germanium equal ppm. */
  function sampledGrades(lists: readonly (readonly number[])[], draws: number, seed: number) {
    const inputs = exampleInputs({ samples: exampleSamples(lists) });
    const { plan } = prepareScreening(inputs, exampleOptions({ geochemistry: "cmio", draws, seed, elements: ["Ge"] }));
    plan.sampleWeight.fill(1);
    return drawnStore(plan).unrecoveredT.subarray(0, draws);
  }

  test.each([
    ["8 rows a deposit", deposits],
    // 100 rows: only 24 are drawn, and the departure from the mean is shrunk to the variance of all 100.
    ["100 rows a deposit", deposits.map((list) => Array.from({ length: 96 }, (_, i) => list[i % 8]))],
  ])("with %s their mean is that of the deposits' means, their variance between/1 + within/n", (_name, lists) => {
    const draws = 40_000;
    const grades = sampledGrades(lists, draws, 3);
    const means = lists.map((list) => momentsOf(list));
    const centre = momentsOf(means.map((moments) => moments.mean));
    const within = means.reduce((sum, moments, j) => sum + moments.sd ** 2 / lists[j].length, 0) / lists.length;
    const variance = centre.sd ** 2 + within;
    const found = momentsOf(grades);
    expect(Math.abs(found.mean - centre.mean)).toBeLessThan((4 * Math.sqrt(variance)) / Math.sqrt(draws));
    // Relative standard error of a variance is at most sqrt((kurtosis - 1)/n); kurtosis here is below 3.
    expect(Math.abs(found.sd ** 2 / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / draws));
  });

  test("within one deposit the variance of the mean of n rows is that of the rows over n", () => {
    const draws = 40_000;
    for (const n of [8, 24, 96]) {
      const list = Array.from({ length: n }, (_, i) => deposits[0][i % 8]);
      const grades = sampledGrades([list, list, list], draws, 5);
      const expected = momentsOf(list).sd ** 2 / n;
      expect(Math.abs(momentsOf(grades).sd ** 2 / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / draws));
    }
  });

  test("resampling the deposits in common makes mines of a type agree: correlation 1/J of the between part", () => {
    const mines = [exampleMine(), exampleMine({ id: "beta" })];
    const inputs = exampleInputs({ mines, samples: exampleSamples(deposits) });
    const draws = 40_000;
    const { plan } = prepareScreening(inputs, exampleOptions({ geochemistry: "cmio", draws, elements: ["Ge"] }));
    plan.sampleWeight.fill(1);
    const { unrecoveredT } = drawnStore(plan);
    const [a, b] = [unrecoveredT.subarray(0, draws), unrecoveredT.subarray(draws, 2 * draws)];
    const [ofA, ofB] = [momentsOf(a), momentsOf(b)];
    let joint = 0;
    for (let k = 0; k < draws; k++) joint += (a[k] - ofA.mean) * (b[k] - ofB.mean);
    const between = momentsOf(deposits.map((list) => momentsOf(list).mean)).sd ** 2;
    // Two mines choose the same place of the resampled list with probability 1/J, and only then share a deposit by more than chance.
    expect(Math.abs(joint / draws - between / deposits.length)).toBeLessThan((4 * between) / Math.sqrt(draws));
  });
});

test("the weight of samples against the prior moves from 0 to 1 as deposits grow, and counts half on a fall-back", () => {
  const weightOf = (count: number, type = typeOne) => {
    const samples = exampleSamples(
      Array.from({ length: count }, () => deposits[0]),
      type,
    );
    const { plan } = prepareScreening(
      exampleInputs({ samples }),
      exampleOptions({ geochemistry: "cmio", elements: ["Ge"] }),
    );
    return plan.sampleWeight[0];
  };
  // A recalled prior (grade C) is worth 3 deposits: J / (J + 3).
  expect(weightOf(2)).toBe(0);
  expect(weightOf(3)).toBeCloseTo(3 / 6, 12);
  expect(weightOf(9)).toBeCloseTo(9 / 12, 12);
  expect(weightOf(297)).toBeCloseTo(297 / 300, 12);
  expect(weightOf(9, typeTwo)).toBeCloseTo(4.5 / 7.5, 12);
});
