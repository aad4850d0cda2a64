import { describe, expect, test } from "vitest";
import { bestPlants, type PlantChoice } from "@relode/core/matching";
import { linearProgramSolver } from "./linearProgram.ts";

const segments = [
  { id: "rich", tonnes: 2e6 },
  { id: "poor", tonnes: 8e6 },
];
const float: PlantChoice = {
  id: "float",
  usdPerT: [15, 5],
  fixedUsd: 10e6,
  usdPerTpa: 20,
  leastTpa: 2e5,
  mostTpa: 2e6,
};
const leach: PlantChoice = {
  id: "leach",
  usdPerT: [60, -20],
  fixedUsd: 40e6,
  usdPerTpa: 100,
  leastTpa: 1e5,
  mostTpa: 1e6,
};

describe("plants chosen by a linear programme for every set", async () => {
  const solve = await linearProgramSolver();

  test("worked by hand: the leach takes the rich part, flotation the poor one, each at the size that ten years need", () => {
    const best = bestPlants(segments, [float, leach], 10, solve);
    // leach: 2 Mt × 60 − 40 M − 0.2 Mt/a × 100 = 60 M; float: 8 Mt × 5 − 10 M − 0.8 Mt/a × 20 = 14 M
    expect(best.netUsd).toBeCloseTo(74e6, 0);
    expect(best.plants).toEqual([
      { id: "float", capacityTpa: 800_000 },
      { id: "leach", capacityTpa: 200_000 },
    ]);
    expect(best.flows).toEqual([
      { segment: "poor", plant: "float", tonnes: 8e6 },
      { segment: "rich", plant: "leach", tonnes: 2e6 },
    ]);
    expect(best.byCount.map(({ plants }) => plants)).toEqual([[], ["leach"], ["float", "leach"]]);
  });
  test("where nothing pays nothing is built", () => {
    expect(bestPlants(segments, [{ ...float, fixedUsd: 1e9 }], 10, solve)).toMatchObject({
      plants: [],
      flows: [],
      netUsd: 0,
    });
  });
  test("a plant that cannot take a segment gets none of it", () => {
    const { flows } = bestPlants(segments, [{ ...float, usdPerT: [Number.NaN, 5] }], 10, solve);
    expect(flows.map(({ segment }) => segment)).toEqual(["poor"]);
  });
  test.each([
    ["no segment", [], [float], 10, "needs segments"],
    ["values of another length", segments, [{ ...float, usdPerT: [1] }], 10, "as many values"],
    ["a life of 0", segments, [float], 0, "life must lie"],
    ["sizes upside down", segments, [{ ...float, mostTpa: 1 }], 10, "sizes must be in order"],
  ])("%s is refused", (_what, parts, plants, life, words) => {
    expect(() => bestPlants(parts, plants, life, solve)).toThrow(words);
  });
});
